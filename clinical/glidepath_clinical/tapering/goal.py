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


@dataclass(frozen=True)
class MmeShare:
    """A goal in MME a day, the medicine's factor, and the MME of what is kept beside it and counts in the goal."""

    goal: Fraction
    factor: Fraction
    kept: Fraction

    @property
    def daily(self) -> Fraction:
        """What is left for the medicine, in its own unit."""
        return (self.goal - self.kept) / self.factor


def wished_daily(goal: Goal, original: Fraction, share: MmeShare | None) -> Fraction:
    """The daily dose the goal asks for, in the medicine's unit (0 for stop)."""
    if share is not None:
        return share.daily
    return goal.number / 100 * original if goal.kind == "percent" else goal.number


def dispensable_goal(
    problem: Problem, wished: Fraction, unit: str, share: MmeShare | None = None
) -> DispensableGoal | Refusal:
    """The nearest dispensable daily dose at or above `wished` and below the present dose."""
    present = sum(problem.start)
    steps, says = wished / problem.grid.step, _kept_words(share, wished, unit)
    if steps > present:
        asked, now = _compared(wished, problem.grid.amount(present), unit, share)
        return Refusal("goal_above_present_dose", f"the goal of {asked} a day is above the present {now}", field="goal")
    if steps == 0:
        return DispensableGoal(0, says)
    daily = _lowest_from(ceil(steps), sums_below(problem, problem.start))
    if daily == present:
        _, now = _compared(wished, problem.grid.amount(present), unit, share)
        because = f"no dispensable dose lies between the goal and the present {now}; nothing to reduce"
        return Refusal("goal_is_present_dose", because, field="goal")
    moved = () if daily == steps else (_moved(wished, problem.grid.amount(daily), unit, share),)
    return DispensableGoal(daily, (*says, *moved))


def _compared(wished: Fraction, present: Fraction, unit: str, share: MmeShare | None) -> tuple[str, str]:
    """Goal and present dose in the unit of the goal: MME of everything it counts, else that of the medicine."""
    if share is None:
        return f"{_text(wished)} {unit}", f"{_text(present)} {unit}"
    return f"{_text(share.goal)} MME", f"{_text(present * share.factor + share.kept)} MME"


def _kept_words(share: MmeShare | None, wished: Fraction, unit: str) -> tuple[str, ...]:
    if share is None or not share.kept:
        return ()
    return (
        f"The goal of {_text(share.goal)} MME a day is of the whole person: "
        f"what is kept gives {_text(share.kept)} MME, which leaves {_text(wished)} {unit} a day.",
    )


def _lowest_from(lowest: int, sums: int) -> int:
    rest = sums >> lowest
    return lowest + (rest & -rest).bit_length() - 1


def _moved(wished: Fraction, daily: Fraction, unit: str, share: MmeShare | None) -> str:
    if share is None:
        start = f"The goal of {_text(wished)} {unit} a day cannot be dispensed; "
        return f"{start}{decimal_text(daily)} {unit} is the nearest daily dose above it."
    ends = daily * share.factor + share.kept
    return (
        f"The goal of {_text(share.goal)} MME a day cannot be dispensed; {decimal_text(daily)} {unit} is the nearest "
        f"daily dose above it, so the plan ends above the goal, at {_text(ends)} MME a day."
    )


def _text(amount: Fraction) -> str:
    try:
        return decimal_text(amount)
    except ValueError:
        return f"{amount.numerator}/{amount.denominator}"
