"""The daily dose a goal means, made dispensable: the nearest dispensable daily dose that is not below it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.asked_pace import Goal
from glidepath_clinical.tapering.choice import sums_below
from glidepath_clinical.tapering.problem import Problem
from glidepath_clinical.tapering.refusals import Refusal


@dataclass(frozen=True)
class DispensableGoal:
    """The goal in grid points, and what is said when it had to move."""

    daily: int
    says: tuple[str, ...] = ()


def wished_daily(goal: Goal, original: Fraction, mme_factor: Fraction | None) -> Fraction | Refusal:
    """The daily dose the goal asks for, in the medicine's unit (0 for stop)."""
    if goal.kind == "percent":
        return goal.number / 100 * original
    if goal.kind == "mme":
        if not mme_factor:
            return Refusal("mme_factor_unknown", "this medicine has no MME factor in the factor set", field="goal")
        return goal.number / mme_factor
    return goal.number


def dispensable_goal(problem: Problem, wished: Fraction, unit: str) -> DispensableGoal | Refusal:
    """The nearest dispensable daily dose at or above `wished` and below the present dose."""
    present = sum(problem.start)
    present_text = decimal_text(problem.grid.amount(present))
    steps = wished / problem.grid.step
    if steps > present:
        because = f"the goal of {_text(wished)} {unit} a day is above the present {present_text} {unit}"
        return Refusal("goal_above_present_dose", because, field="goal")
    if steps == 0:
        return DispensableGoal(0)
    daily = _lowest_from(ceil(steps), sums_below(problem, problem.start))
    if daily == present:
        because = f"no dispensable dose lies between the goal and the present {present_text} {unit}; nothing to reduce"
        return Refusal("goal_is_present_dose", because, field="goal")
    return DispensableGoal(daily, () if daily == steps else (_moved(wished, problem.grid.amount(daily), unit),))


def _lowest_from(lowest: int, sums: int) -> int:
    rest = sums >> lowest
    return lowest + (rest & -rest).bit_length() - 1


def _moved(wished: Fraction, daily: Fraction, unit: str) -> str:
    return (
        f"The goal of {_text(wished)} {unit} a day cannot be dispensed; "
        f"{decimal_text(daily)} {unit} is the nearest daily dose above it."
    )


def _text(amount: Fraction) -> str:
    try:
        return decimal_text(amount)
    except ValueError:
        return f"{amount.numerator}/{amount.denominator}"
