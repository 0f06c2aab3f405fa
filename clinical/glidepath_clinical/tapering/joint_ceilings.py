"""Daily ceilings of one ingredient over all medicines of the person, those that are kept or wait for their turn too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.course import Course, CourseStep
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.supply import Supply, amount_unit
from glidepath_clinical.tapering.timeline import Timeline


class Ingredient(NamedTuple):
    """What a ceiling is of. The same substance by another route, or in another unit, has a ceiling of its own."""

    name: str
    unit: str
    route: str


Taken = Sequence[tuple[Supply, CourseStep]]


def present_refusals(courses: Sequence[Course]) -> Iterator[Refusal]:
    """Second ingredients that the present doses hold too much of together. A main one may come down to its ceiling."""
    taken = [(course.supply, course.present) for course in courses]
    for ingredient, total, ceiling in _above(taken):
        if any(_partner_of(supply) == ingredient for supply, _ in taken):
            yield _refusal("the present doses hold", ingredient, (total, ceiling), taken)


def step_refusals(courses: Sequence[Course], timeline: Timeline) -> Iterator[Refusal]:
    """Each ingredient of which a step would hold more than its ceiling, at the first step that does."""
    seen: set[Ingredient] = set()
    for number, moment in enumerate(timeline.moments, start=1):
        done = [moment.done.get(place, 0) for place in range(len(courses))]
        taken = [
            (course.supply, course.steps[made - 1] if made else course.present)
            for course, made in zip(courses, done, strict=True)
        ]
        for ingredient, total, ceiling in _above(taken):
            if ingredient not in seen:
                seen.add(ingredient)
                yield _refusal(f"step {number} would hold", ingredient, (total, ceiling), taken)


def _above(taken: Taken) -> Iterator[tuple[Ingredient, Fraction, Fraction]]:
    """Each ingredient whose total is above the lowest ceiling that a product taken has for it."""
    totals: dict[Ingredient, Fraction] = {}
    for supply, step in taken:
        for ingredient, amount in _amounts(supply, step):
            totals[ingredient] = totals.get(ingredient, Fraction(0)) + amount
    for ingredient, total in totals.items():
        ceilings = [
            limit.amount
            for supply, _ in taken
            for limit in supply.product.daily_limits
            if Ingredient(limit.of, limit.unit, supply.product.route) == ingredient
        ]
        if ceilings and total > min(ceilings):
            yield ingredient, total, min(ceilings)


def _amounts(supply: Supply, step: CourseStep) -> Iterator[tuple[Ingredient, Fraction]]:
    """How much of its one or two ingredients a medicine gives in a day."""
    if step.daily:
        yield _main_of(supply), step.daily
    partner = _partner_of(supply)
    if partner is not None:
        units = [unit for _, _, packed in step.doses for unit in packed]
        yield partner, sum((count * supply.partners[strength] for strength, count in units), Fraction(0))


def _main_of(supply: Supply) -> Ingredient:
    return Ingredient(supply.product.main_ingredient, amount_unit(supply.product), supply.product.route)


def _partner_of(supply: Supply) -> Ingredient | None:
    name = supply.product.ingredient.partition("/")[2]
    return Ingredient(name, amount_unit(supply.product), supply.product.route) if supply.partners else None


def _refusal(start: str, ingredient: Ingredient, found: tuple[Fraction, Fraction], taken: Taken) -> Refusal:
    names = [
        supply.product.name
        for supply, step in taken
        if any(each == ingredient and amount for each, amount in _amounts(supply, step))
    ]
    total, ceiling = map(decimal_text, found)
    together = f" together ({' and '.join(names)})" if len(names) > 1 else f" ({names[0]})"
    because = (
        f"{start} {total} {ingredient.unit} of {ingredient.name} a day{together}, above the ceiling of {ceiling}; "
        "ceilings count over all medicines, those kept or waiting for their turn too: a prescriber mends this first"
    )
    return Refusal("above_daily_limit", because, "medicines")
