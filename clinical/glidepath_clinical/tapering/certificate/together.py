"""Checks of what all medicines of the person hold together, whether the plan lowers them or not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glidepath_clinical.tapering.certificate.facts import limits, table
from glidepath_clinical.tapering.certificate.reading import ReadCourse, ReadPlan, ReadRow, number

Held = tuple[str, str, str]
"""An ingredient, the unit of its amounts, and the route by which it is taken."""


def ceilings_hold_together(plan: ReadPlan) -> Iterator[str]:
    """No step holds more of an ingredient than the lowest ceiling of it, over every medicine; nor does the present
    dose of an ingredient that stands second in one. What one medicine alone holds has checks of its own, but while
    it is kept."""
    if len(plan.medicines) < 2:
        return
    ceilings: dict[Held, Fraction] = {}
    for medicine in plan.medicines:
        row = table().get(medicine.product["product"])  # that it stands there is a check of its own
        for of, most, unit in limits(row) if row else ():
            held = (of, unit, medicine.product["route"])
            ceilings[held] = min(most, ceilings.get(held, most))
    second = {_second(medicine) for medicine in plan.medicines if medicine.product.get("partner")}
    for step in [plan.present, *plan.steps]:
        for held, amounts in _amounts(plan, step.rows).items():
            if held not in ceilings or (step is plan.present and held not in second):
                continue
            alone = len(amounts) == 1 and (held in second or amounts[0][0].was != "kept")
            total = sum((amount for _, amount in amounts), Fraction(0))
            most = ceilings[held]
            if total > most and not alone:
                yield f"step {step.number}: {total} {held[1]} of {held[0]} a day is above the ceiling of {most}"


def _amounts(plan: ReadPlan, rows: list[ReadRow]) -> dict[Held, list[tuple[ReadRow, Fraction]]]:
    """Each ingredient with the rows that hold it, and how much of it they hold in a day."""
    found: dict[Held, list[tuple[ReadRow, Fraction]]] = {}
    for medicine, row in zip(plan.medicines, rows, strict=True):
        product = medicine.product
        main = (product["product"].split(" ")[0].split("/")[0], product["unit"], product["route"])
        found.setdefault(main, []).append((row, row.daily))
        if product.get("partner"):
            amount = Fraction(0)
            of_unit = {number(text): number(each) for text, each in product["partner"]["per_unit"].items()}
            for units in row.units.values():
                amount += sum((count * of_unit[strength] for strength, count in units), Fraction(0))
            found.setdefault(_second(medicine), []).append((row, amount))
    return found


def _second(medicine: ReadCourse) -> Held:
    return medicine.product["partner"]["ingredient"], medicine.product["unit"], medicine.product["route"]
