"""What the record says about one person besides answers and measurements, in one statement for all of it.

A picture is built at every check-in, inside its transaction: a query for each of these would take longer than the
rules themselves. Each arm is one kind of fact; which of its rows counts is worked out where it is used.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Field,
    Max,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from glidepath.foundation.statements import Question
from glidepath.record.alerts.models import Alert, AlertCause, AlertState
from glidepath.record.alerts.queries import STOPS_A_STEP
from glidepath.record.episodes.models import Baseline, Episode
from glidepath.record.medications.models import MedicationOrder, Refill, Regimen
from glidepath.record.patients.models import PersonFact
from glidepath.record.plans.models import STANDING, Plan, StepRelease
from glidepath.record.plans.queries import with_a_step_that_waits
from glidepath.record.visits.models import Visit, VisitState

ACTIVE: Final = ("active", "on-hold", "unknown")  # orders that stand for something the person may take


class Fact(NamedTuple):
    """One row of one arm; the arm says what a column means. None where the arm has no such column."""

    kind: str
    number: int
    other: int | None
    ref: UUID | None
    words: str | None
    more: str | None
    day: date | None
    moment: datetime | None
    second: datetime | None


Facts = defaultdict[str, list[Fact]]
_TYPES: Final[dict[str, Field[Any, Any]]] = {
    "kind": CharField(),
    "number": BigIntegerField(),
    "other": BigIntegerField(),
    "ref": UUIDField(),
    "words": CharField(),
    "more": CharField(),
    "day": DateField(),
    "moment": DateTimeField(),
    "second": DateTimeField(),
}


def facts_of(patient_id: int, at: datetime, today: date) -> Facts:
    """Every fact by its kind, each kind in the order in which its rows were written."""
    found: Facts = defaultdict(list)
    for row in _FACTS.ask(patient=patient_id, at=at, today=today):
        found[row[0]].append(Fact(*row))
    for rows in found.values():
        rows.sort(key=lambda fact: fact.number)
    return found


def _arm(kind: str, rows: QuerySet[Any], **columns: str | Expression) -> QuerySet[Any]:
    """One kind of fact, by default numbered by its key. A column it does not have is NULL, of its type."""
    said: dict[str, str | Expression | Value] = {"number": "pk", **columns, "kind": Value(kind, _TYPES["kind"])}
    shown = {f"its_{name}": said.get(name) or Cast(Value(None), type_) for name, type_ in _TYPES.items()}
    named = {name: F(one) if isinstance(one, str) else one for name, one in shown.items()}
    return rows.order_by().annotate(**named).values_list(*named)


def _last(kind: str, rows: QuerySet[Any], moment: str) -> QuerySet[Any]:
    """One kind of fact of which only the last moment is needed; one row, with an empty moment when there is none."""
    return _arm(kind, rows.values("patient_id"), number=Max("pk"), moment=Max(moment))


def _everything(patient: int, at: datetime, today: date) -> QuerySet[Any]:
    released = StepRelease.objects.filter(patient_id=patient, withdrawn_at__isnull=True, released_at__lte=at)
    newest = released.order_by("-effective_on").values("effective_on")[:1]
    told = {"ref": "public_id", "day": "effective_on", "moment": "released_at", "second": "reading__read_at"}
    open_tapers = Episode.objects.filter(patient_id=patient, closed_on__isnull=True)
    baselines = Baseline.objects.filter(patient_id=patient, episode__closed_on__isnull=True)
    plans = Plan.objects.filter(patient_id=patient, started_on__isnull=False) | Plan.objects.filter(
        patient_id=patient, state__in=STANDING
    )
    urgent = AlertCause.objects.filter(patient_id=patient, urgency__in=STOPS_A_STEP, at__lte=at)
    moods = Alert.objects.filter(patient_id=patient, domain="mood", state=AlertState.RESOLVED)
    visits = Visit.objects.filter(patient_id=patient).exclude(state=VisitState.CANCELLED)
    orders = MedicationOrder.objects.filter(patient_id=patient, status__in=ACTIVE)
    arms = (
        _arm("plan", plans, other="previous_id", words="state", day="started_on"),
        _arm("baseline", baselines, day="finished_on", moment="finished_at"),
        _arm("taper", open_tapers, day="opened_on"),
        _arm("waits", with_a_step_that_waits(patient, today)),
        _arm("release", released.filter(effective_on=newest), **told),
        _last("urgent", urgent, "at"),
        _last("mood", moods, "resolved_at"),
        _arm("visit", visits, ref="public_id", words="state", moment="starts_at", second="held_at"),
        _arm("refill", Refill.objects.filter(patient_id=patient), words="product", day="due_on", moment="recorded_at"),
        _arm("pregnant", _pregnant(patient), words="answer", moment="recorded_at"),
        _arm("regimen", _regimens(patient), words="product", moment="recorded_at", second="ended_at"),
        _arm("order", orders, words="product", more="display"),
    )
    return arms[0].union(*arms[1:], all=True)


def _pregnant(patient: int) -> QuerySet[PersonFact]:
    return PersonFact.objects.filter(patient_id=patient, name="pregnant")


def _regimens(patient: int) -> QuerySet[Regimen]:
    return Regimen.objects.filter(patient_id=patient)


_FACTS: Final = Question(_everything, patient=int, at=datetime, today=date)
