"""Checks of units: every dose is made of what the pharmacy has, and nothing is split that must not be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glidepath_clinical.quantities import exact_sum
from glidepath_clinical.tapering.certificate.reading import ReadCourse, ReadPlan, ReadRow, number

MOST_PATCHES = Fraction(4)
DEFAULT_VOLUME = Fraction(1, 2)


def units_make_the_dose(plan: ReadCourse) -> Iterator[str]:
    """The units printed for a dose add up to that dose."""
    for step in [plan.present, *plan.rows]:
        for time, dose in step.doses.items():
            if exact_sum([strength * count for strength, count in step.units[time]]) != dose:
                yield f"step {step.number}: the units of the {time} dose do not make {dose}"


def units_exist(plan: ReadCourse) -> Iterator[str]:
    """Every unit is a supplied strength, taken whole, in confirmed halves, or as a volume that can be measured."""
    least = {strength: min(count for _, of, count in plan.pieces if of == strength) for _, strength, _ in plan.pieces}
    for step in [plan.present, *plan.rows]:
        for time, units in step.units.items():
            for strength, count in units:
                if strength not in plan.strengths:
                    yield f"step {step.number}: {strength} in the {time} dose is not a supplied strength"
                if count <= 0 or (count / least.get(strength, Fraction(1))).denominator != 1:
                    yield f"step {step.number}: {count} units of {strength} cannot be dispensed"


def supply_is_as_asked(plan: ReadCourse) -> Iterator[str]:
    """Strengths, halves, volume and wear time are those of the request; only scored tablets have halves."""
    yield from _strengths_as_asked(plan)
    confirmed = {number(str(half)) for half in plan.wish.get("halves_confirmed") or []}
    if set(plan.halves) != confirmed:
        yield "the halves are not those that the pharmacist confirmed"
    oral_tablet = plan.product["form"] == "tablet" and plan.product.get("route", "oral") == "oral"
    if plan.halves and not (plan.product["release"].startswith("IR") and oral_tablet):
        yield "halves are planned of a product that is never split"
    asked_volume = plan.wish.get("measurable_volume")
    if plan.volume is not None and plan.volume != (number(str(asked_volume)) if asked_volume else DEFAULT_VOLUME):
        yield "the volume that is measured is not the one in the request"
    if (plan.volume is not None) != (plan.product["form"] == "solution") or (plan.volume and len(plan.strengths) > 1):
        yield "a liquid is measured in one concentration, and nothing else is measured"
    asked_wear = plan.wish.get("wear_hours")
    if asked_wear is not None and number(str(asked_wear)) != plan.product["wear_hours"]:
        yield "the wear time is not the one in the request"


def _strengths_as_asked(plan: ReadCourse) -> Iterator[str]:
    if plan.wish.get("strengths") is None:
        return
    asked = {main: partner for main, _, partner in (str(text).partition("/") for text in plan.wish["strengths"])}
    if set(plan.strengths) != {number(main) for main in asked}:
        yield "the supplied strengths are not those of the request"
    per_unit = (plan.product.get("partner") or {"per_unit": {}})["per_unit"]
    for main, partner in asked.items():
        if partner and number(partner) != number(per_unit[main]):
            yield f"the second ingredient of the {main} strength is not the one in the request"


def limit_holds(plan: ReadCourse) -> Iterator[str]:
    """The second ingredient, the tablets of a day or the patches worn stay within their limit, at the start too."""
    limit = plan.product.get("limit")
    if limit is None:
        return
    most = number(limit["amount"])
    if limit["of"] == "patches":
        if most != max(MOST_PATCHES, _filled(plan, plan.present)):
            yield f"prints a limit of {most} patches"
        most = max(MOST_PATCHES, _filled(plan, plan.present))
    for step in [plan.present, *plan.rows]:
        if _filled(plan, step) > most:
            yield f"step {step.number}: {_filled(plan, step)} {limit['unit']} is above the limit of {most}"


def _filled(plan: ReadCourse, step: ReadRow) -> Fraction:
    counted_by_units = plan.product["limit"]["of"] in ("units", "patches")
    per_unit = {} if counted_by_units else plan.product["partner"]["per_unit"]
    weight = {strength: number(per_unit[text]) for text, strength in _by_text(plan)} if per_unit else {}
    return sum(
        (count * weight.get(strength, Fraction(1)) for units in step.units.values() for strength, count in units),
        Fraction(0),
    )


def _by_text(plan: ReadCourse) -> list[tuple[str, Fraction]]:
    return [(text, number(text)) for text in plan.product["strengths"]]


def partners_are_printed(plan: ReadCourse) -> Iterator[str]:
    """Each unit of a combination prints the second amount that belongs to its strength; nothing else prints one."""
    partner = plan.product.get("partner")
    per_unit = {number(text): number(amount) for text, amount in partner["per_unit"].items()} if partner else {}
    for step in [plan.present, *plan.rows]:
        for time, units in step.units.items():
            printed = step.partners[time]
            if [per_unit.get(strength) for strength, _ in units] != printed:
                yield f"step {step.number}: the {time} dose prints another second ingredient"


def one_unit_throughout(plan: ReadCourse) -> Iterator[str]:
    """Every step writes doses, strengths and form as the product does, and doses are in the unit of the request."""
    written_in = (plan.product["unit"], plan.product["strength_unit"], plan.product["form"])
    if plan.product["unit"] != plan.wish["unit"]:
        yield f"doses are in {plan.product['unit']}, the request is in {plan.wish['unit']}"
    for step in [plan.present, *plan.rows]:
        if step.written_in != written_in:
            yield f"step {step.number}: is written in {', '.join(step.written_in)}, not in {', '.join(written_in)}"


def one_product_throughout(plan: ReadPlan) -> Iterator[str]:
    """Every step lists the requested medicines in the order of the request, and those alone."""
    for medicine in plan.medicines:
        for step in [medicine.present, *medicine.rows]:
            if step.product != medicine.product["product"]:
                yield f"step {step.number}: lists another medicine than the plan's"
        if _plain(medicine.product["product"]) != _plain(medicine.wish["product"]):
            yield "the plan's medicine is not the requested one"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
