"""A step of a plan as a change of medicine: what the combinations say of it before it is signed and released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from glidepath_clinical.interactions import Change, ChangeKind

from glidepath.care.tapering.refusal import Because
from glidepath.record.patients.models import Patient
from glidepath.record.picture.combinations import Combinations, CombinationView, combinations_of
from glidepath.record.plans.models import Plan, PlanStep

SOURCE = "combinations"


def combinations_at(patient: Patient, plan: Plan, step: PlanStep, on: date, at: datetime) -> Combinations:
    """What the combinations say now, if this step began on that local date."""
    return combinations_of(patient, at, tuple(_changes(plan, step, on)))


def first_step_combinations(patient: Patient, plan: Plan, at: datetime) -> Combinations:
    """What the combinations say of the first reduction of a plan, for its review and its signature."""
    step = plan.steps.filter(number=1).first()
    return combinations_at(patient, plan, step, step.planned_on, at) if step else combinations_of(patient, at)


def _changes(plan: Plan, step: PlanStep, on: date) -> Iterator[Change]:
    kind = ChangeKind.STOP if step.phase == "stopped" else ChangeKind.DECREASE
    for medicine in plan.frozen["request"]["medicines"]:
        yield Change(kind, str(medicine["product"]), on, ref=f"plan:{plan.public_id}")


def against(found: Combinations) -> tuple[Because, ...]:
    """What speaks against a step: every combination that a person must look at the same day, in its own words."""
    return tuple(because for one in found.soon for because in _reasons(one))


def _reasons(one: CombinationView) -> Iterator[Because]:
    for key, values in one.facts:
        yield Because("combination", {**values, "rule": one.rule, "key": key}, SOURCE)


def blocking(found: Combinations) -> tuple[Because, ...]:
    """Medicines that nobody has recognised: no step until a pharmacist has said what they are."""
    return tuple(Because("medicine_not_recognised", {"name": name}, SOURCE) for name in found.not_recognised)


def not_checked(found: Combinations) -> tuple[Because, ...]:
    """Combinations whose rule broke."""
    return tuple(Because("combination_not_checked", {"rule": rule}, SOURCE) for rule in found.failed)


def before_agreeing(patient: Patient, plan: Plan, at: datetime, reason: str) -> Iterator[Because]:
    """What keeps a plan from being approved or signed: unrecognised medicines, and combinations without a reason."""
    found = first_step_combinations(patient, plan, at)
    yield from blocking(found)
    if not reason.strip() and (found.soon or found.failed):
        yield from against(found)
        yield from not_checked(found)
        yield Because("reason_needed", {})
