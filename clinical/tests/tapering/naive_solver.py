"""A second solver, slow and obvious: it tries every regimen and every way to pack it.

It shares no idea with the engine's solver: no grid, no look-ahead by climbing, no pruning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

Regimen = tuple[Fraction, ...]
"""Doses in the order noon, morning, bedtime, evening (only the times that the person takes)."""


@dataclass
class NaiveProblem:
    """A small problem; `cap` and `target` are shares, or amounts on the basis fixed."""

    strengths: list[Fraction]
    halves: list[Fraction]
    start: Regimen
    goal: Fraction
    basis: str
    target: Fraction
    cap: Fraction
    first_target: Fraction | None = None
    first_cap: Fraction | None = None
    slow_below: Fraction | None = None
    volume: Fraction | None = None
    smallest_made: Fraction | None = None
    weights: dict[Fraction, Fraction] = field(default_factory=dict)
    limit: Fraction | None = None
    least_kept: Fraction = Fraction(1, 2)
    known: dict[Regimen, bool] = field(default_factory=dict)
    least: dict[Fraction, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.units = [(s, s, Fraction(1)) for s in self.strengths] + [(h / 2, h, Fraction(1, 2)) for h in self.halves]
        if self.volume is not None:
            self.units = [(self.strengths[0] * self.volume, self.strengths[0], self.volume)]
        self.pieces = sorted(size for size, _, _ in self.units)
        self.unit = self.pieces[0]
        self.original = sum(self.start)
        self.amounts = self._amounts(max(self.start))

    def _amounts(self, most: Fraction) -> list[Fraction]:
        found = {Fraction(0)}
        while True:
            more = {a + p for a in found for p in self.pieces if a + p <= most} | found
            if more == found:
                return sorted(found)
            found = more

    def regimens_below(self, most: Regimen) -> list[Regimen]:
        """Every dispensable regimen within the limit of which no dose is above `most`."""
        regimens = product(*([a for a in self.amounts if a <= top] for top in most))
        return [regimen for regimen in regimens if self.keeps_limit(regimen)]

    def keeps_limit(self, doses: Regimen) -> bool:
        """Whether some way to pack the day keeps the limit beside the dose."""
        return self.limit is None or sum(map(self.least_weight, doses)) <= self.limit

    def least_weight(self, dose: Fraction) -> Fraction:
        """The least of the limit that one dose fills, over every way to pack it."""
        if dose not in self.least:
            self.least[dose] = min(weight_of(self, way) for way in ways_of(self, dose))
        return self.least[dose]

    def dispensable_goal(self) -> Fraction:
        """The smallest dispensable daily dose that is not below the goal."""
        return min(sum(r) for r in self.regimens_below(self.start) if sum(r) >= self.goal)

    def may_drop(self, before: Regimen, after: Regimen, *, is_first: bool) -> bool:
        """Whether a terminal step keeps the cap, or drops at most twice the smallest unit that is made."""
        made = self.smallest_made
        return (
            made is None
            or self.unit <= made * (1 if self.volume else 2)
            or self.keeps_rate(sum(before), sum(after), is_first=is_first)
        )

    def within_cap(self, before: Fraction, after: Fraction, *, is_first: bool) -> bool:
        """Whether a reduction from `before` to `after` a day keeps the cap, and half of the dose before."""
        return after >= before * self.least_kept and self.keeps_rate(before, after, is_first=is_first)

    def keeps_rate(self, before: Fraction, after: Fraction, *, is_first: bool) -> bool:
        """Whether a step from `before` to `after` a day takes no more than the agreed cap."""
        cut = before - after
        if is_first and self.first_cap is not None:
            return cut <= self.first_cap * self.original
        if self.basis == "fixed":
            return cut <= self.cap
        if self.slow_below is not None:
            slowly = cut <= self.cap * before
            border = self.slow_below * self.original
            return slowly if before <= border else cut <= self.cap * self.original and (after >= border or slowly)
        return cut <= self.cap * (self.original if self.basis == "original" else before)

    def is_terminal(self, doses: Regimen) -> bool:
        """Whether every dose still taken is one smallest unit."""
        return any(doses) and all(dose in (0, self.unit) for dose in doses)

    def after_drop(self, doses: Regimen) -> Regimen:
        """The regimen without its first time of day."""
        place = next(place for place, dose in enumerate(doses) if dose)
        return tuple(Fraction(0) if at == place else dose for at, dose in enumerate(doses))

    def reachable(self, doses: Regimen, goal: Fraction) -> bool:
        """Whether the goal can be reached from here, by trying every step (never the first one)."""
        if doses not in self.known:
            if sum(doses) <= goal:
                answer = sum(doses) == goal
            elif self.is_terminal(doses):
                answer = self.reachable(self.after_drop(doses), goal)
            else:
                nexts = self.allowed(doses, goal, is_first=False)
                answer = any(self.reachable(lower, goal) for lower in nexts)
            self.known[doses] = answer
        return self.known[doses]

    def allowed(self, doses: Regimen, goal: Fraction, *, is_first: bool) -> list[Regimen]:
        """Every reduction step from here that keeps the cap and does not pass the goal."""
        now = sum(doses)
        return [
            r
            for r in self.regimens_below(doses)
            if goal <= sum(r) < now and any(r) and self.within_cap(now, sum(r), is_first=is_first)
        ]


def naive_solution(problem: NaiveProblem) -> list[Regimen] | None:
    """Every step to the goal, or None when the cap cannot be kept."""
    goal = problem.dispensable_goal()
    doses, target, steps = problem.start, Fraction(problem.original), list[Regimen]()
    while sum(doses) > goal:
        is_first = not steps
        target = max(goal, _next_target(problem, target, is_first=is_first))
        if problem.is_terminal(doses):
            before, doses = doses, problem.after_drop(doses)
            if not problem.may_drop(before, doses, is_first=is_first):
                return None
        else:
            options = [r for r in problem.allowed(doses, goal, is_first=is_first) if problem.reachable(r, goal)]
            if not options:
                return None
            doses = min(options, key=lambda regimen: _key(problem, regimen, target))
        steps.append(doses)
    return steps


def _next_target(problem: NaiveProblem, target: Fraction, *, is_first: bool) -> Fraction:
    if is_first and problem.first_target is not None:
        return target - problem.first_target * problem.original
    if problem.basis == "fixed":
        return target - problem.target
    if problem.slow_below is not None:
        border = problem.slow_below * problem.original
        if target > border:
            return max(border, target - problem.target * problem.original)
        return target - problem.target * target
    return target - problem.target * (problem.original if problem.basis == "original" else target)


def _key(problem: NaiveProblem, doses: Regimen, target: Fraction) -> tuple[object, ...]:
    daily = sum(doses)
    shares = [daily * start / problem.original for start in problem.start]
    worst = max(abs(dose - share) for dose, share in zip(doses, shares, strict=True))
    return (abs(daily - target), daily, worst, doses)


Way = tuple[tuple[Fraction, Fraction], ...]
"""One way to pack a dose: (strength, how many units of it) piece by piece."""


def weight_of(problem: NaiveProblem, way: Way) -> Fraction:
    """How much of the limit one packed dose fills."""
    return sum((count * problem.weights.get(strength, Fraction(0)) for strength, count in way), Fraction(0))


def ways_of(problem: NaiveProblem, dose: Fraction) -> list[Way]:
    """Every way to pack a dose."""
    ways: list[Way] = []

    def fill(left: Fraction, first: int, chosen: Way) -> None:
        if left == 0:
            ways.append(chosen)
        for place in range(first, len(problem.units)):
            size, strength, count = problem.units[place]
            if size <= left:
                fill(left - size, place, (*chosen, (strength, count)))

    fill(dose, 0, ())
    return ways
