"""Reads about alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from glidepath.foundation.access import Actor, scoped
from glidepath.record.alerts.models import Alert, AlertCause, AlertEvent, AlertState, DoseClearance, Urgency

STOPS_A_STEP = (Urgency.RED, Urgency.ORANGE)
STOPS_DOSES = ("overdose",)
STOPPED_BY_RULE = ("doses_not_taken",)  # after days without a dose the old one may be too much
NOT_CHECKED = "rules_failed.doses"  # reason key: a rule that stops doses broke, so nobody knows what it would have said


class DoseStop(StrEnum):
    """Why no page shows the person a dose; the gravest first."""

    OVERDOSE = "overdose"
    NOT_TAKEN = "not_taken"
    NOT_CHECKED = "not_checked"


def unresolved(patient_id: int) -> QuerySet[Alert]:
    """Alerts nobody has closed, newest first."""
    return Alert.objects.filter(patient_id=patient_id).exclude(state=AlertState.RESOLVED).order_by("-raised_at", "-pk")


def stopping_a_step(patient_id: int) -> list[Alert]:
    """Unresolved RED and ORANGE alerts: none of them may stand when a step is released."""
    return list(unresolved(patient_id).filter(urgency__in=STOPS_A_STEP))


def why_doses_stop(patient_id: int) -> DoseStop | None:
    """Signs of an overdose, or days without any dose, since a prescriber last let the dose stand; or a rule about
    them that broke, until a person has looked and closed its alert. No page shows a dose to take until then.

    Closing an alert about an overdose does not bring the dose back: that is a decision of its own.
    """
    cleared = DoseClearance.objects.filter(patient_id=patient_id, at__gte=OuterRef("at"))
    overdose = Q(alert__domain__in=STOPS_DOSES, urgency=Urgency.RED)
    not_checked = Q(reason_key=NOT_CHECKED) & ~Q(alert__state=AlertState.RESOLVED)
    found = AlertCause.objects.filter(overdose | Q(rule__in=STOPPED_BY_RULE) | not_checked, patient_id=patient_id)
    standing = found.filter(~Exists(cleared)).values_list("alert__domain", "rule", "reason_key")
    reasons = {_why(*row) for row in standing.distinct()}
    return next((reason for reason in DoseStop if reason in reasons), None)


def _why(domain: str, rule: str, reason_key: str) -> DoseStop:
    if domain in STOPS_DOSES:
        return DoseStop.OVERDOSE
    return DoseStop.NOT_TAKEN if rule in STOPPED_BY_RULE else DoseStop.NOT_CHECKED


def stops_doses(patient_id: int) -> bool:
    """Whether no page may show the person a dose now."""
    return why_doses_stop(patient_id) is not None


def stopped_the_doses(alert: Alert) -> bool:
    """Whether this alert is one that took the dose off the pages: there a prescriber lets it stand again."""
    return alert.domain in STOPS_DOSES or alert.causes.filter(rule__in=STOPPED_BY_RULE).exists()


def waits_for_a_look(alert: Alert) -> bool:
    """Whether no dose is shown until somebody has looked and closed this alert: a rule that stops doses broke."""
    return alert.state != AlertState.RESOLVED and alert.causes.filter(reason_key=NOT_CHECKED).exists()


def last_red_or_orange_at(patient_id: int, before: datetime) -> datetime | None:
    """When the latest RED or ORANGE finding came in."""
    causes = AlertCause.objects.filter(patient_id=patient_id, urgency__in=STOPS_A_STEP, at__lte=before)
    return causes.order_by("-at").values_list("at", flat=True).first()


def history(alert: Alert) -> list[AlertEvent]:
    """Everything that happened to one alert, in order."""
    return list(alert.events.select_related("by"))


def told_about(patient_id: int, rule: str, sources: Sequence[str]) -> dict[str, str]:
    """What a rule already alarmed about these very answers: cause to urgency, the newest urgency of each."""
    causes = [*sources, *(f"{source}:{urgency}" for source in sources for urgency in Urgency.values)]
    rows = AlertCause.objects.filter(patient_id=patient_id, rule=rule, cause__in=causes).order_by("at", "pk")
    return dict(rows.values_list("cause", "urgency"))


def causes_from(patient_id: int, ref: str) -> list[AlertCause]:
    """The findings that one entry ("check_in:<public id>") led to; also the break of the rules over it."""
    return list(
        AlertCause.objects.filter(patient_id=patient_id, cause__in=[ref, f"rules:{ref}"]).select_related("alert")
    )


def has_cause(patient_id: int, rule: str, cause: str) -> bool:
    """Whether a rule already alarmed about exactly this."""
    return AlertCause.objects.filter(patient_id=patient_id, rule=rule, cause=cause).exists()


def causes_of(alert: Alert) -> list[AlertCause]:
    """Every finding that belongs to one alert, newest first."""
    return list(alert.causes.select_related("patient").order_by("-at", "-pk"))


def alerts_within(actor: Actor) -> QuerySet[Alert]:
    """Unresolved alerts of everybody this actor cares for, those nobody took on first, then the oldest."""
    rows = scoped(actor, Alert, "board.read").exclude(state=AlertState.RESOLVED)
    waiting_first = Case(When(state=AlertState.OPEN, then=0), When(snoozed_until__isnull=True, then=1), default=2)
    return rows.select_related("patient", "acknowledged_by", "snoozed_by").order_by(waiting_first, "raised_at", "pk")


class Waiting(NamedTuple):
    """An unresolved alert by its key: no more than filters, counts and pages need."""

    pk: int
    urgency: str
    domain: str
    acknowledged_by_id: int | None


class InShort(NamedTuple):
    """An alert in one line: whose, why, since when, and who took it on."""

    pk: int
    public_id: UUID
    raised_at: datetime
    reason_key: str
    values: Mapping[str, str]
    because: list[str]
    given_name: str
    family_name: str
    patient_ref: UUID
    owner: str | None


def waiting_within(actor: Actor) -> list[Waiting]:
    """Every unresolved alert of everybody this actor cares for, in the order of `alerts_within`; whom this reaches is
    asked once, and rows are read by key afterwards."""
    return [Waiting(*row) for row in alerts_within(actor).values_list(*Waiting._fields)]


def in_full(keys: Sequence[int]) -> list[Alert]:
    """Alerts with their people, in the order of the keys."""
    rows = Alert.objects.filter(pk__in=keys).select_related("patient", "acknowledged_by", "snoozed_by").in_bulk()
    return [rows[key] for key in keys if key in rows]


def in_short(keys: Sequence[int]) -> list[InShort]:
    """Alerts in one line each, in the order of the keys."""
    own = ("pk", "public_id", "raised_at", "reason_key", "values", "because")
    whose = ("patient__given_name", "patient__family_name", "patient__public_id", "acknowledged_by__name")
    rows = Alert.objects.filter(pk__in=keys or [0]).values_list(*own, *whose)  # a page's queries are always as many
    found = {row[0]: InShort(*row) for row in rows}
    return [found[key] for key in keys if key in found]


def unresolved_of_many(patient_ids: Sequence[int]) -> dict[int, list[str]]:
    """The urgencies of the unresolved alerts of several people, in one query."""
    found: dict[int, list[str]] = {}
    rows = Alert.objects.filter(patient_id__in=patient_ids).exclude(state=AlertState.RESOLVED)
    for patient_id, urgency in rows.values_list("patient_id", "urgency"):
        found.setdefault(patient_id, []).append(urgency)
    return found


def raised_between(patient_id: int, start: datetime, end: datetime) -> list[AlertCause]:
    """Findings in a stretch of time, oldest first."""
    rows = AlertCause.objects.filter(patient_id=patient_id, at__gte=start, at__lt=end)
    return list(rows.order_by("at", "pk"))


def troubled_moments(patient_ids: Sequence[int], since: date) -> list[tuple[int, datetime]]:
    """Person and moment of every RED or ORANGE finding from a date on."""
    start = datetime.combine(since, time.min, UTC)
    causes = AlertCause.objects.filter(patient_id__in=patient_ids, urgency__in=STOPS_A_STEP, at__gte=start)
    return list(causes.values_list("patient_id", "at"))


def unanswered_since(site_id: int, since: datetime) -> int:
    """How many alerts of a clinic became a recorded failure: nobody had taken them on in time."""
    return AlertEvent.objects.filter(site_id=site_id, kind="unanswered", at__gte=since).count()
