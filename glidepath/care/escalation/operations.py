"""After every answer: run the rules, keep what they said, raise what they found. One transaction with the answer."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from glidepath_clinical.findings import Evaluation, Finding, Urgency
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import RULES_VERSION

from glidepath.care.escalation.judge import PICTURE, broke, judge, names
from glidepath.care.escalation.models import AssessmentRecord
from glidepath.foundation import audit, outbox
from glidepath.foundation.access import Actor
from glidepath.foundation.statements import insert
from glidepath.record.alerts.closures import cause_now
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.alerts.queries import NOT_CHECKED, STOPPED_BY_RULE, told_about
from glidepath.record.observations.queries import names_before
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import patient_of

log = logging.getLogger(__name__)
RULES_FAILED = "rules_failed"
SCREEN_FOLLOWS = ("suicidality", "crisis_words")
CALL_REQUESTED = "call_requested"
STOP_DOSES = ("overdose_signs", *STOPPED_BY_RULE)


def assess_after(*, patient_id: int, cause: str, at: datetime, only: str | None = None) -> None:
    """Listener of new answers. Never raises for a rule or a picture that breaks: that is a RED alert of its own."""
    patient = patient_of(patient_id)
    conclude(patient, judge(patient, at, only), cause, at)


def conclude(patient: Patient, result: Evaluation, cause: str, at: datetime) -> None:
    """Keep what the rules said and tell the team, each finding on its own."""
    failed = [*names(result.failed), *raise_findings(patient, result.found, cause, at)]
    if failed:
        raise_failure(patient, failed, cause, at)
    _keep(patient, result, cause, at)


def raise_findings(
    patient: Patient, found: Iterable[Finding], cause: str, at: datetime, version: str = RULES_VERSION
) -> list[str]:
    """Raise each finding on its own. What broke is named, and the failure alert is the caller's."""
    return [name for finding in found for name in _raise_guarded(patient, finding, cause, at, version)]


def _raise_guarded(patient: Patient, finding: Finding, cause: str, at: datetime, version: str) -> list[str]:
    """Raise one finding. If that breaks, the others and the failure alert still come through."""
    try:
        with transaction.atomic():
            raise_finding(patient, finding, cause, at, version)
    except Exception as error:  # one finding that cannot be raised must not hide the others
        log.exception("a finding could not be raised", extra={"broke": type(error).__name__})
        return names(broke(finding.rule, error).failed)
    return []


def raise_finding(
    patient: Patient, finding: Finding, cause: str, at: datetime, version: str = RULES_VERSION
) -> Alert | None:
    """Raise one finding, unless it only repeats answers already told as this urgent; then nothing happens."""
    own = cause_of(patient, finding, cause, at)
    if own is None:
        return None
    reason = Reason(finding.because, finding.reason_key, finding.values, finding.cites, version)
    alert = raise_alert(
        patient=patient,
        rule=finding.rule,
        urgency=finding.urgency.value,
        domain=finding.domain,
        cause=own,
        reason=reason,
        at=at,
    )
    _ask_again_later(patient, finding, own, at)
    return alert


def cause_of(patient: Patient, finding: Finding, cause: str, at: datetime) -> str | None:
    """What led to a finding: the new answer, or an older one that nobody told yet or that time made more urgent.

    None when the new answer has no part in it and its answers were told before, as urgently, unless that alert
    was closed so long ago that the closure no longer stands.
    """
    if not finding.sources:
        return cause
    if cause in finding.sources:
        corrects = names_before([cause])  # what a corrected row still says was told by the row it stands for
        told = told_about(patient.pk, finding.rule, corrects) if corrects else {}
        return _unless_told(patient, finding, (told, corrects), at, cause)
    # words of today are not told by having told those of yesterday: there only the gravest answer itself counts
    asked = finding.sources[:1] if finding.rule in SCREEN_FOLLOWS else finding.sources
    asked = (*asked, *names_before(asked))
    told = told_about(patient.pk, finding.rule, asked)
    first = finding.sources[0]
    own = f"{first}:{finding.urgency.value}" if first in told else first
    return _unless_told(patient, finding, (told, asked), at, own)


def _unless_told(
    patient: Patient, finding: Finding, told_of: tuple[dict[str, str], Sequence[str]], at: datetime, cause: str
) -> str | None:
    """This cause, unless the rule has told as urgently about these answers; then only when a closure is over."""
    told, asked = told_of
    if any(Urgency(urgency).rank <= finding.urgency.rank for urgency in told.values()):
        return cause_now(patient.pk, finding.rule, _names_of((*finding.sources, *asked)), at)
    return cause


def _names_of(sources: Sequence[str]) -> list[str]:
    """Every name under which these answers may have been told."""
    return [*sources, *(f"{source}:{urgency.value}" for source in sources for urgency in Urgency)]


def _ask_again_later(patient: Patient, finding: Finding, own: str, at: datetime) -> None:
    """Without a finished screen item 9 and words of crisis become RED after some minutes, without a new answer."""
    if finding.rule not in SCREEN_FOLLOWS or finding.urgency is Urgency.RED or not finding.sources:
        return
    limits = Limits().with_overrides(patient.site.limits)
    due_at = at + timedelta(minutes=float(limits.suicide_screen_minutes))
    payload = {"schema": 1, "patient": patient.ref, "cause": f"later:{own}"}
    outbox.enqueue(topic="rules.again", payload=payload, key=f"rules.again:{own}", due_at=due_at)


def raise_failure(patient: Patient, failed: list[str], cause: str, at: datetime) -> None:
    """Rules that broke are urgent: nobody knows what they would have said.

    When one of them could have stopped the doses, it is as if it had: no page shows a dose until somebody looked.
    """
    because = [f"the rules could not be checked: {', '.join(failed)}", "look at the person's answers yourself"]
    raise_alert(
        patient=patient,
        rule=RULES_FAILED,
        urgency=Urgency.RED.value,
        domain="rules",
        cause=f"rules:{cause}"[:120],
        reason=Reason(because, _how_broken(failed), {"rules": ", ".join(failed)}, (), RULES_VERSION),
        at=at,
    )


def _how_broken(failed: list[str]) -> str:
    broken = {name.partition(" ")[0].removesuffix(f".{PICTURE}") for name in failed}
    return NOT_CHECKED if broken & {PICTURE, *STOP_DOSES} else "rules_failed.broke"


def _keep(patient: Patient, result: Evaluation, cause: str, at: datetime) -> None:
    record = AssessmentRecord(
        patient=patient,
        site_id=patient.site_id,
        cause=cause,
        at=at,
        found=[_found(finding) for finding in result.found],
        unanswerable=[{"rule": one.rule, "missing": list(one.missing)} for one in result.unanswerable],
        failed=[{"rule": one.rule, "error": one.error} for one in result.failed],
        rules_version=RULES_VERSION,
        limits=patient.site.limits,
    )
    insert(record)


def _found(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "urgency": finding.urgency.value,
        "because": list(finding.because),
        "facts": [[fact.reason_key, dict(fact.values)] for fact in finding.facts],
        "sources": list(finding.sources),
        "missing": list(finding.missing),
    }


@transaction.atomic
def request_call(*, by: Actor, patient: Patient, token: UUID, at: datetime) -> Alert:
    """The person asks the team to call. The same request sent twice is one request."""
    alert = raise_alert(
        patient=patient,
        rule=CALL_REQUESTED,
        urgency=Urgency.ORANGE.value,
        domain="contact",
        cause=f"help:{token}",
        reason=Reason(["asks to be called, from the help page"], "call_requested.asks", {}, (), RULES_VERSION),
        at=at,
    )
    ref = f"alert:{alert.public_id}"
    audit.record(by=by, action="help.call_me", object_ref=ref, patient_ref=patient.ref, at=at)
    return alert
