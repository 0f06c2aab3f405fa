"""A taper as a constraint model. It shares the words of the rule with the engine and none of its code.

Whole plans are one model: a regimen per step, each dose from the table of dispensable amounts, falling
times of day, the cap, the terminal rule, the goal. The rule's order of wishes is kept step by step:
each wish is minimised, its value fixed, then the next wish is asked.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction

from ortools.sat.python import cp_model

Regimen = tuple[int, ...]
"""Doses in grid points, in the order in which times of day are reduced."""

PROOF_SECONDS = 10.0


@dataclass(frozen=True)
class Case:
    """One problem in whole numbers: `cap` and `target` are (numerator, denominator) shares of the original daily
    dose, of the daily dose before (`on_current`), or amounts in grid points over 1 (`is_fixed`).
    `made` is the largest unit, in grid points, that may be dropped past the cap."""

    amounts: tuple[int, ...]
    unit: int
    start: Regimen
    goal: int
    target: Fraction
    cap: Fraction
    on_current: bool
    is_fixed: bool
    made: Fraction


@dataclass(frozen=True)
class Answer:
    """The steps, or None when CP-SAT proves that there are none; `proved` is False when time ran out.

    `seconds` are the processor's own time of this process, in which CP-SAT's one worker runs.
    """

    steps: tuple[Regimen, ...] | None
    proved: bool
    seconds: float


class _TooLong(Exception):
    """The proof takes longer than the time that a case has."""


def solve(case: Case, seconds: float = PROOF_SECONDS) -> Answer:
    """Every step to the goal by the rule's own order of wishes, each of them proved optimal."""
    begun = time.process_time()
    try:
        steps = _walk(case, time.perf_counter() + seconds)
    except _TooLong:
        return Answer(None, proved=False, seconds=time.process_time() - begun)
    return Answer(steps, proved=True, seconds=time.process_time() - begun)


def _walk(case: Case, until: float) -> tuple[Regimen, ...] | None:
    doses, target, steps = case.start, Fraction(sum(case.start)), list[Regimen]()
    while sum(doses) > case.goal:
        target = max(_next_target(case, target), Fraction(case.goal))
        if is_terminal(case, doses):
            before, doses = doses, dropped(doses)
            if sum(doses) < case.goal or not _may_drop(case, before):
                return None
        else:
            chosen = _choose(case, doses, target, until)
            if chosen is None:
                return None
            doses = chosen
        steps.append(doses)
    return tuple(steps)


def is_terminal(case: Case, doses: Regimen) -> bool:
    """Whether every dose still taken is one smallest unit."""
    return any(doses) and all(dose in (0, case.unit) for dose in doses)


def _may_drop(case: Case, before: Regimen) -> bool:
    """Whether one unit less keeps the cap, or the unit is one of the smallest made."""
    of = 1 if case.is_fixed else sum(before) if case.on_current else sum(case.start)
    return case.unit <= case.made or case.unit <= case.cap * of


def dropped(doses: Regimen) -> Regimen:
    """Without the first time of day that is still taken."""
    first = next(place for place, dose in enumerate(doses) if dose)
    return tuple(0 if place == first else dose for place, dose in enumerate(doses))


def _next_target(case: Case, target: Fraction) -> Fraction:
    if case.is_fixed:
        return target - case.target
    return target - case.target * (target if case.on_current else sum(case.start))


def _choose(case: Case, now: Regimen, target: Fraction, until: float) -> Regimen | None:
    """One step by its wishes in order: nearness, lower dose, evenness, then the first times of day lowest."""
    step = _Step(case, now, until)
    scale = target.denominator
    near = step.new(scale * sum(now), "near")
    step.model.add_abs_equality(near, scale * step.daily - target.numerator)
    if step.least(near) is None:
        return None
    step.least(step.daily)
    step.least(step.unevenness())
    for dose in step.doses:
        step.least(dose)
    return step.found


class _Step:
    """The model of everything from the next step to the goal, and the wishes fixed in it so far."""

    def __init__(self, case: Case, now: Regimen, until: float) -> None:
        self.case, self.now, self.until = case, now, until
        self.model = cp_model.CpModel()
        self.found: Regimen = ()
        ahead = self._steps_ahead()
        regimens = [self._regimen(f"s{place}") for place in range(ahead)]
        self.doses = regimens[0]
        self.daily = sum(self.doses)
        self._first_is_lower()
        for before, after in zip([list(now), *regimens], regimens, strict=False):
            self._falls_under_cap(before, after)
        self._ends_at_goal_or_terminal(regimens[-1])

    def new(self, most: int, name: str) -> cp_model.IntVar:
        """A whole number from 0 to `most`."""
        return self.model.new_int_var(0, most, name)

    def least(self, wish: cp_model.LinearExprT) -> int | None:
        """Minimises one wish and fixes it; None when nothing is allowed. Raises when the proof takes too long."""
        left = self.until - time.perf_counter()
        if left <= 0:
            raise _TooLong
        self.model.minimize(wish)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = left
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise _TooLong
        value = solver.value(wish)
        self.model.add(wish == value)
        self.found = tuple(solver.value(dose) for dose in self.doses)
        return value

    def unevenness(self) -> cp_model.IntVar:
        """The largest deviation from the person's own share of each time of day (times the original daily dose)."""
        whole = sum(self.case.start)
        worst = self.new(whole * whole, "worst")
        for dose, share in zip(self.doses, self.case.start, strict=True):
            self.model.add(worst >= whole * dose - self.daily * share)
            self.model.add(worst >= self.daily * share - whole * dose)
        return worst

    def _steps_ahead(self) -> int:
        """No way down needs more steps than there are amounts to go down, one dose at a time."""
        return sum(sum(1 for amount in self.case.amounts if 0 < amount <= dose) for dose in self.now) + 1

    def _regimen(self, name: str) -> list[cp_model.IntVar]:
        amounts = self.case.amounts
        return [
            self.model.new_int_var_from_domain(
                cp_model.Domain.from_values([amount for amount in amounts if amount <= most]), f"{name}_{place}"
            )
            for place, most in enumerate(self.now)
        ]

    def _first_is_lower(self) -> None:
        self.model.add(self.daily <= sum(self.now) - 1)
        self.model.add(self.daily >= max(self.case.goal, 1))

    def _falls_under_cap(self, before: list[int] | list[cp_model.IntVar], after: list[cp_model.IntVar]) -> None:
        for old, new in zip(before, after, strict=True):
            self.model.add(new <= old)
        cut = sum(before) - sum(after)
        self.model.add(2 * cut <= sum(before))
        cap = self.case.cap
        if self.case.is_fixed:
            self.model.add(cap.denominator * cut <= cap.numerator)
        elif self.case.on_current:
            self.model.add(cap.denominator * cut <= cap.numerator * sum(before))
        else:
            self.model.add(cap.denominator * cut <= cap.numerator * sum(self.case.start))

    def _ends_at_goal_or_terminal(self, last: list[cp_model.IntVar]) -> None:
        """The last regimen of the reduction is the goal, or one from which dropping times of day leads to it."""
        case, unit = self.case, self.case.unit
        if case.goal:
            at_goal = self.model.new_bool_var("at_goal")
            self.model.add(sum(last) == case.goal).only_enforce_if(at_goal)
        ends = [at_goal] if case.goal else []
        if case.goal % unit == 0:
            terminal = self.model.new_bool_var("terminal")
            for dose in last:
                self.model.add_linear_expression_in_domain(
                    dose, cp_model.Domain.from_values([0, unit])
                ).only_enforce_if(terminal)
            self.model.add(sum(last) >= max(case.goal, unit)).only_enforce_if(terminal)
            ends.append(terminal)
        self.model.add_bool_or(ends)
