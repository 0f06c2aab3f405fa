"""From the present regimen to the goal, step by step: reduction under the cap, then the terminal phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from glidepath_clinical.tapering.choice import Accept, choose_step
from glidepath_clinical.tapering.lookahead import LookAhead
from glidepath_clinical.tapering.problem import Doses, Problem, drop_first_taken


class Phase(StrEnum):
    """What kind of step it is."""

    PRESENT = "present"
    REDUCTION = "reduction"
    HOLD = "hold"
    TERMINAL = "terminal"
    STOPPED = "stopped"


@dataclass(frozen=True)
class SolvedStep:
    """One regimen of the plan, on the grid."""

    phase: Phase
    doses: Doses


@dataclass(frozen=True)
class Solution:
    """All steps to the goal."""

    steps: tuple[SolvedStep, ...]


@dataclass(frozen=True)
class Unreachable:
    """The cap cannot be kept: no allowed step number `at` exists after `steps`."""

    at: int
    steps: tuple[SolvedStep, ...]


def solve(problem: Problem) -> Solution | Unreachable:
    """The best plan, or how far the cap can be kept when the goal cannot be reached."""
    ahead = LookAhead(problem)
    if _first_rate_differs(problem) or ahead.reaches_goal(problem.start):
        steps = tuple(_walk(problem, ahead.reaches_goal))
        if _is_done(problem, steps):
            return Solution(steps)
    so_far = tuple(_walk(problem, lambda _doses: True))
    return Unreachable(at=len(so_far) + 1, steps=so_far)


def _first_rate_differs(problem: Problem) -> bool:
    """Whether the first change has a rate of its own, which the look-ahead does not know."""
    return problem.first_to_come and problem.pace.first is not None


def _is_done(problem: Problem, steps: tuple[SolvedStep, ...]) -> bool:
    return bool(steps) and sum(steps[-1].doses) == problem.goal


def _walk(problem: Problem, accept: Accept) -> Iterator[SolvedStep]:
    doses, target, number = problem.start, Fraction(sum(problem.start)), 0
    while sum(doses) > problem.goal:
        number += 1
        is_first = problem.first_to_come and number == 1
        target = max(_next_target(problem, target, is_first=is_first), Fraction(problem.goal))
        if problem.is_terminal(doses):
            doses = drop_first_taken(doses)
            if sum(doses) < problem.goal or not problem.keeps_ceiling(doses):
                return
            yield SolvedStep(Phase.TERMINAL if any(doses) else Phase.STOPPED, doses)
            continue
        lowest = problem.lowest_after(sum(doses), is_first=is_first)
        chosen = choose_step(problem, doses, target, lowest, accept)
        if chosen is None:
            return
        doses = chosen
        yield SolvedStep(Phase.REDUCTION, doses)


def _next_target(problem: Problem, target: Fraction, *, is_first: bool) -> Fraction:
    step = problem.grid.step
    return problem.pace.next_target(target * step, problem.original_daily, is_first=is_first) / step
