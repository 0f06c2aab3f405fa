"""From what is in the record and what the prescriber chose to one request to the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from glidepath.care.tapering import engine
from glidepath.care.tapering.person import person_of
from glidepath.care.tapering.refusal import Because, Refused
from glidepath.foundation.clock import local_date
from glidepath.record.medications.models import Regimen
from glidepath.record.medications.queries import current_regimens, unreconciled_orders
from glidepath.record.patients.models import Patient
from glidepath.record.plans.queries import last_reduction_on, open_plan, standing_plan

PACKING = "fewest_units"  # one 60 mg and one 15 mg tablet rather than five of 15 mg: see docs/adr/0006


@dataclass(frozen=True)
class Proposal:
    """What the prescriber chose. `goal` is the engine's goal; `product` names one reconciled medicine.

    `framework` is empty for a pace of the clinic's own; `pace` is the engine's pace, in place of the framework's.
    """

    product: str
    framework: str
    goal: Mapping[str, str]
    starts_on: date
    reason: str
    in_person_plan: str = ""
    pace: Mapping[str, str | int] | None = None


Doubts = Callable[["Patient", Proposal, date], Iterator[Because]]


def computed(patient: Patient, proposal: Proposal, at: datetime) -> engine.Json:
    """The engine's plan for this choice. Raises Refused with every reason that stands in the way."""
    return _computed(patient, proposal, at, _not_ready)


def compared(patient: Patient, proposal: Proposal, at: datetime) -> engine.Json:
    """The engine's plan for a choice that is only looked at: no reason is asked for, and another plan may stand.

    Raises Refused when the present dose is not settled, and with the engine's own reasons.
    """
    return _computed(patient, proposal, at, _dose_not_settled)


def _computed(patient: Patient, proposal: Proposal, at: datetime, doubts: Doubts) -> engine.Json:
    today = local_date(at, patient.zone)
    if proposal.starts_on < today:
        raise Refused([Because("starts_in_the_past", {"on": proposal.starts_on.isoformat()})])
    found = list(doubts(patient, proposal, today))
    regimen = _regimen(patient, proposal.product)
    if regimen is None or found:
        raise Refused(found or [Because("no_medicine", {"product": proposal.product}, "medicines")])
    return engine.compute(_request(patient, proposal, regimen, today))


def _request(patient: Patient, proposal: Proposal, regimen: Regimen, today: date) -> dict[str, Any]:
    medicine: dict[str, Any] = {"product": regimen.product, "unit": regimen.unit, "doses": regimen.doses}
    if regimen.strengths:
        medicine["strengths"] = regimen.strengths
    if regimen.halves_confirmed:
        medicine["halves_confirmed"] = regimen.halves_confirmed
    request = {
        "as_of": today.isoformat(),
        "starts_on": proposal.starts_on.isoformat(),
        "framework": proposal.framework,
        "pace": dict(proposal.pace or {}),
        "goal": dict(proposal.goal),
        "medicines": [medicine],
        "packing": PACKING,
        "person": person_of(patient, today),
    }
    return {name: value for name, value in request.items() if value or name not in ("framework", "pace")}


def _dose_not_settled(patient: Patient, proposal: Proposal, today: date) -> Iterator[Because]:
    for order in unreconciled_orders(patient.pk):
        yield Because("order_not_reconciled", {"order": order.display}, "medicines")
    regimen = _regimen(patient, proposal.product)
    if regimen is not None:
        yield from _regimen_doubts(patient, regimen, today)


def _not_ready(patient: Patient, proposal: Proposal, today: date) -> Iterator[Because]:
    yield from _dose_not_settled(patient, proposal, today)
    if standing_plan(patient.pk) is not None:
        yield Because("another_plan_stands", {}, "plan")
    elif open_plan(patient.pk) is not None:
        yield Because("another_plan_open", {}, "plan")
    for name in engine.agreements_for(proposal.framework).names():
        if name == "in_person_plan" and not proposal.in_person_plan.strip():
            yield Because("in_person_plan_needed", {"framework": proposal.framework})
    if not proposal.reason.strip():
        yield Because("reason_needed", {})


def _regimen_doubts(patient: Patient, regimen: Regimen, today: date) -> Iterator[Because]:
    changed_on = last_reduction_on(patient.pk, today)
    if changed_on and local_date(regimen.recorded_at, patient.zone) < changed_on:
        yield Because("taken_not_known_since_step", {"on": changed_on.isoformat()}, "medicines")
    taken, ordered = _daily(regimen), _number(regimen.ordered_daily)
    if ordered is not None and taken is not None and taken > ordered and not regimen.reason.strip():
        values = {"taken": str(taken), "ordered": str(ordered), "unit": regimen.unit}
        yield Because("above_ordered", values, "medicines")


def _regimen(patient: Patient, product: str) -> Regimen | None:
    return next((row for row in current_regimens(patient.pk) if row.product == product), None)


def _daily(regimen: Regimen) -> Decimal | None:
    amounts = [_number(str(dose)) for dose in regimen.doses.values()]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
