"""The terminal phase keeps the agreed cap too, unless nothing much smaller is made than the unit that it drops.

Checked after the plan is solved, so that the solver stays as it is: a drop that takes more than the cap from a
regimen of which smaller units exist is no end of a taper but a sudden stop, and the plan ends before it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from glidepath_clinical.medicines import Form, Product, formulary
from glidepath_clinical.tapering.problem import Problem
from glidepath_clinical.tapering.solver import Phase, Solution, SolvedStep, Unreachable
from glidepath_clinical.tapering.supply import MEASURABLE_VOLUME, amount_unit, form_of

HOURS_A_DAY = 24
MOST_TIMES_THE_SMALLEST = 2
"""A tablet up to twice the smallest one counts as one of the smallest: 15 mg where 10 mg are made. Derived [D]."""
BASE = ", base)"
"""How the formulary marks strengths that are written as the base: not the same milligrams as those of a salt."""


def smallest_made(product: Product, doses_a_day: int) -> Fraction:
    """The smallest whole unit of this ingredient that is made with this release, in the unit of the product.

    Immediate-release tablets, capsules and films stand together, extended-release products, and patches; what is not
    made to be taken so often a day is left out. A liquid is held against all of them, and nothing else against a
    liquid: not everybody can be given one. Of a liquid it is what 0.5 mL of the weakest concentration holds. Halves
    are not counted: no maker supplies them.
    """
    others = [other for other in formulary() if form_of(other) is not None and _kind(other) == _kind(product)]
    if Form.SOLUTION not in product.forms:
        others = [other for other in others if Form.SOLUTION not in other.forms]
    return min(_smallest(other) for other in others if other == product or may_be_taken(other, doses_a_day))


def largest_dropped(product: Product, doses_a_day: int) -> Fraction:
    """The largest unit that may be dropped past the cap; a liquid is there to be finer than what is made otherwise."""
    most = 1 if Form.SOLUTION in product.forms else MOST_TIMES_THE_SMALLEST
    return most * smallest_made(product, doses_a_day)


def may_be_taken(product: Product, doses_a_day: int) -> bool:
    """Whether its usual interval (the shortest, where the formulary has a range) leaves room for so many doses."""
    hours = re.match(r"\d+", product.usual_interval_h)
    return Form.PATCH in product.forms or hours is None or int(hours[0]) * doses_a_day <= HOURS_A_DAY


def _kind(product: Product) -> tuple[object, ...]:
    release = "IR" if product.release.startswith("IR") else product.release
    return (product.ingredient, amount_unit(product), product.route, release, BASE in product.formulation)


def _smallest(product: Product) -> Fraction:
    least = min(strength.amount for strength in product.strengths)
    return least * MEASURABLE_VOLUME if Form.SOLUTION in product.forms else least


def ending_within_cap(problem: Problem, outcome: Solution | Unreachable, largest: Fraction) -> Solution | Unreachable:
    """The outcome up to the first terminal step that passes the cap with a unit above `largest`."""
    if problem.grid.amount(problem.unit) <= largest:
        return outcome
    before = SolvedStep(Phase.PRESENT, problem.start)
    for number, (now, after) in enumerate(pairwise((before, *outcome.steps)), start=1):
        is_first = problem.first_to_come and number == 1
        if after.phase is not Phase.REDUCTION and _passes_cap(problem, now, after, is_first=is_first):
            return Unreachable(at=number, steps=outcome.steps[: number - 1])
    return outcome


def _passes_cap(problem: Problem, now: SolvedStep, after: SolvedStep, *, is_first: bool) -> bool:
    daily, lower = (problem.grid.amount(sum(step.doses)) for step in (now, after))
    return lower < problem.pace.lowest_after(daily, problem.original_daily, is_first=is_first)
