"""Checks of units: every dose is made of what the pharmacy has, and nothing is split that must not be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glidepath_clinical.tapering.certificate.reading import ReadPlan, number


def units_make_the_dose(plan: ReadPlan) -> Iterator[str]:
    """The units printed for a dose add up to that dose."""
    for step in [plan.present, *plan.steps]:
        for time, dose in step.doses.items():
            if sum((strength * count for strength, count in step.units[time]), Fraction(0)) != dose:
                yield f"step {step.number}: the units of the {time} dose do not make {dose}"


def units_exist(plan: ReadPlan) -> Iterator[str]:
    """Every unit is a supplied strength, taken whole, or in halves where halves are confirmed."""
    for step in [plan.present, *plan.steps]:
        for time, units in step.units.items():
            for strength, count in units:
                smallest_part = Fraction(1, 2) if strength in plan.halves else Fraction(1)
                if strength not in plan.strengths:
                    yield f"step {step.number}: {strength} in the {time} dose is not a supplied strength"
                if count <= 0 or (count / smallest_part).denominator != 1:
                    yield f"step {step.number}: {count} units of {strength} cannot be dispensed"


def supply_is_as_asked(plan: ReadPlan) -> Iterator[str]:
    """Strengths and halves are those of the request; only immediate-release tablets have halves."""
    medicine = plan.request["medicines"][0]
    if medicine.get("strengths") is not None:
        asked = {number(str(strength)) for strength in medicine["strengths"]}
        if set(plan.strengths) != asked:
            yield "the supplied strengths are not those of the request"
    confirmed = {number(str(half)) for half in medicine.get("halves_confirmed") or []}
    if set(plan.halves) != confirmed:
        yield "the halves are not those that the pharmacist confirmed"
    if plan.halves and not (plan.product["release"].startswith("IR") and plan.product["form"] == "tablet"):
        yield "halves are planned of a product that is never split"


def one_product_throughout(plan: ReadPlan) -> Iterator[str]:
    """Every step lists the requested medicine, and that one alone."""
    for step in [plan.present, *plan.steps]:
        if step.medicine_count != 1 or step.product != plan.product["product"]:
            yield f"step {step.number}: lists another medicine than the plan's"
    if plan.product["product"] != plan.request["medicines"][0]["product"]:
        yield "the plan's medicine is not the requested one"
