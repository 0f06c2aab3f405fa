"""After a medicine was started, stopped or changed: what the combinations say, as alerts, in the same transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from glidepath_clinical.findings import Evaluation, Finding, Urgency
from glidepath_clinical.interactions import DOMAIN, INTERACTIONS_VERSION, evaluate, know
from glidepath_clinical.protocol import Limits

from glidepath.care.escalation.judge import broke, names
from glidepath.care.escalation.operations import raise_failure, raise_findings
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import patient_of
from glidepath.record.picture.medicines import situation_of

log = logging.getLogger(__name__)
MEDICINES = "medicines"
NOT_RECOGNISED = "medicine_not_recognised"
SOON = (Urgency.RED, Urgency.ORANGE)


def assess_change(*, patient_id: int, cause: str, at: datetime) -> None:
    """Listener of changed medicines: raise what this change led to. Never raises for a rule that breaks."""
    _assess(patient_of(patient_id), cause, at, lambda finding: cause in finding.sources)


def assess_known(*, patient_id: int, cause: str, at: datetime) -> None:
    """Listener of medicines that are now known better: raise what is RED or ORANGE among them."""
    _assess(patient_of(patient_id), cause, at, lambda finding: finding.urgency in SOON)


def _assess(patient: Patient, cause: str, at: datetime, concerns: Callable[[Finding], bool]) -> None:
    try:
        with transaction.atomic():
            result, unknown = _judged(patient, at)
    except Exception as error:  # any kind of break must become an alert that a person sees
        log.exception("the combinations could not be checked", extra={"broke": type(error).__name__})
        result, unknown = broke(MEDICINES, error), []
    found = [finding for finding in result.found if concerns(finding)]
    found += [one for one in unknown if concerns(one)]
    failed = [*names(result.failed), *raise_findings(patient, found, cause, at, INTERACTIONS_VERSION)]
    if failed:
        raise_failure(patient, failed, cause, at)


def _judged(patient: Patient, at: datetime) -> tuple[Evaluation, list[Finding]]:
    situation, limits = situation_of(patient, at), Limits().with_overrides(patient.site.limits)
    entries = know(situation, limits).entries
    unknown = [_not_recognised(entry.name, entry.ref) for entry in entries if entry.read.not_recognised]
    return evaluate(situation, limits), unknown


def _not_recognised(name: str, ref: str) -> Finding:
    """A medicine that no rule could look at: a pharmacist says what it is."""
    return Finding(
        rule=NOT_RECOGNISED,
        urgency=Urgency.YELLOW,
        domain=DOMAIN,
        because=(f"{name} is not recognised: no combination with it could be checked",),
        reason_key="interactions.not_recognised",
        values={"name": name},
        sources=(ref,) if ref else (),
    )
