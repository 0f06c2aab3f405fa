"""An alert as a page tells it: why in words and numbers, where each comes from, and what happened since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from glidepath.care.escalation.models import AssessmentRecord
from glidepath.care.escalation.reasons import sentence
from glidepath.care.escalation.rule_facts import answer_name, attributes_of, one_line
from glidepath.record.alerts.models import Alert, AlertCause
from glidepath.record.alerts.queries import causes_of, history
from glidepath.record.alerts.wording import rule_name
from glidepath.record.observations.models import ObservedRow
from glidepath.record.observations.queries import entries_named

EVENTS = {
    "raised": lambda: _("Raised"),
    "again": lambda: _("Found again"),
    "worse": lambda: _("Became more urgent"),
    "delivered": lambda: _("Told to"),
    "escalated": lambda: _("Not taken on in time; told to"),
    "unanswered": lambda: _("Nobody took it on"),
    "undelivered": lambda: _("Could not be delivered"),
    "acknowledged": lambda: _("Taken on"),
    "snoozed": lambda: _("Set aside until"),
    "woke": lambda: _("The time set aside is over: open again"),
    "dose_stands": lambda: _("The present dose stands again"),
    "resolved": lambda: _("Closed"),
}


@dataclass(frozen=True)
class Source:
    """Where a number comes from: words and the address of the answers behind it."""

    words: str
    url: str


@dataclass(frozen=True)
class CauseView:
    """One finding that belongs to the alert."""

    at: datetime
    rule: str
    rule_id: str
    urgency: str
    line: str
    facts: list[str]
    sources: list[Source]
    cites: list[str]
    version: str
    late: list[ObservedRow]
    corrected: list[Any]


@dataclass(frozen=True)
class EventView:
    """One line of an alert's history."""

    at: datetime
    words: str
    who: str
    note: str


@dataclass(frozen=True)
class Unsaid:
    """A rule that could not answer, and what it lacked: never to be read as safe."""

    rule: str
    missing: str


def line_of(alert: Alert) -> str:
    """The reason in one line."""
    return one_line(alert.reason_key, alert.values, alert.because)


def causes_view(alert: Alert) -> list[CauseView]:
    """Every finding of the alert, newest first, each with its sources."""
    return [_cause_view(cause) for cause in causes_of(alert)]


def _cause_view(cause: AlertCause) -> CauseView:
    said = _said(cause)
    entries = entries_named(_refs(cause, said))
    return CauseView(
        at=cause.at,
        rule=rule_name(cause.rule),
        rule_id=cause.rule if attributes_of(cause.rule) else "",
        urgency=cause.urgency,
        line=one_line(cause.reason_key, cause.values, cause.because),
        facts=_facts(cause, said),
        sources=[source for ref in _refs(cause, said) if (source := _source(ref, cause.patient.ref))],
        cites=list(cause.cites),
        version=cause.rule_version,
        late=[entry for entry in entries if entry.is_late],
        corrected=[after for entry in entries if (after := getattr(entry, "correction", None))],
    )


def _said(cause: AlertCause) -> dict[str, Any]:
    """What the rule said in the run that raised this cause; empty when it was not raised by a run of the rules."""
    run = AssessmentRecord.objects.filter(patient_id=cause.patient_id, at=cause.at).order_by("-pk").first()
    return next((one for one in (run.found if run else []) if one["rule"] == cause.rule), {})


def _facts(cause: AlertCause, said: dict[str, Any]) -> list[str]:
    facts = [sentence(key, values) for key, values in said.get("facts", [])]
    return facts if facts and all(facts) else list(cause.because)


def _refs(cause: AlertCause, said: dict[str, Any]) -> list[str]:
    """The readings the rule named, else what led to the alert itself."""
    return list(dict.fromkeys(said.get("sources", []))) or [cause.cause.removeprefix("rules:")]


def _source(ref: str, patient_ref: str) -> Source | None:
    kind, _colon, public_id = ref.partition(":")
    public_id = public_id.partition(":")[0]
    pages = {"check_in": ("checkins:entry", _("check-in")), "scale": ("checkins:scale_entry", _("questionnaire"))}
    if kind in ("medicine_change", "order", "regimen"):
        return Source(_("medicines"), reverse("medicine_changes:overview", args=[patient_ref]))
    if kind == "observation" and public_id:
        return Source(_("measurement"), f"{reverse('checkins:measured', args=[patient_ref])}#o-{public_id}")
    if kind not in pages or not public_id:
        return None
    page, words = pages[kind]
    return Source(words, reverse(page, args=[public_id]))


def events_view(alert: Alert) -> list[EventView]:
    """What happened to the alert, in order."""
    return [_event_view(event) for event in history(alert)]


def _event_view(event: Any) -> EventView:
    words = EVENTS[event.kind]() if event.kind in EVENTS else event.kind
    note = rule_name(event.note) if event.kind in ("raised", "again", "worse") else event.note
    return EventView(event.at, words, event.by.name if event.by else "", note)


def not_answered(patient_id: int) -> list[Unsaid]:
    """What the rules could not say when they were last run over everything."""
    runs = (
        AssessmentRecord.objects.filter(patient_id=patient_id)
        .exclude(cause__startswith="silence:")
        .exclude(cause__startswith="round:")
    )
    run = runs.order_by("-at", "-pk").first()
    return [
        Unsaid(rule_name(one["rule"]), ", ".join(answer_name(name) for name in one["missing"]))
        for one in (run.unanswerable if run else [])
    ]
