"""The choice of one reduction step among all that the cap and the look-ahead allow.

In this order: nearest to the target (ties: the lower dose), then the smallest largest deviation from
the person's own split over the day, then the earlier-reduced time of day as low as possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import lcm

from glidepath_clinical.tapering.problem import Doses, Problem

Accept = Callable[[Doses], bool]


def choose_step(problem: Problem, now: Doses, target: Fraction, lowest: int, accept: Accept) -> Doses | None:
    """The best next regimen, or None when no regimen is allowed.

    `target` and `lowest` are daily doses in grid points; `accept` is the look-ahead.
    """
    for daily in _dailies_by_nearness(problem, now, target, lowest):
        chosen = _Split(problem, now, daily, accept).best()
        if chosen is not None:
            return chosen
    return None


def _dailies_by_nearness(problem: Problem, now: Doses, target: Fraction, lowest: int) -> list[int]:
    highest = sum(now) - 1
    if problem.ceiling is not None:
        highest = min(highest, problem.ceiling)
    sums = sums_below(problem, now)
    allowed = [daily for daily in range(max(lowest, problem.goal, 1), highest + 1) if sums >> daily & 1]
    return sorted(allowed, key=lambda daily: (abs(daily - target), daily))


def sums_below(problem: Problem, most: Doses) -> int:
    """A bit mask of every daily dose that regimens not above `most`, within the limit, can have."""
    if problem.limit_can_bind(most):
        return _sums_within_limit(problem, most)
    mask = 1
    for dose in most:
        mask = _or_of(mask << amount for amount in problem.amounts_up_to(dose))
    return mask


def _sums_within_limit(problem: Problem, most: Doses) -> int:
    least: dict[int, Fraction] = {0: Fraction(0)}
    for dose in most:
        found: dict[int, Fraction] = {}
        for daily, weight in least.items():
            for amount in problem.amounts_up_to(dose):
                heavier = weight + problem.weight_of(amount)
                if heavier <= (problem.limit or 0) and heavier <= found.get(daily + amount, heavier):
                    found[daily + amount] = heavier
        least = found
    return _or_of(1 << daily for daily in least)


def _or_of(masks: Iterator[int]) -> int:
    total = 0
    for mask in masks:
        total |= mask
    return total


class _Split:
    """Divides one daily dose over the day as the person's own regimen divides it."""

    def __init__(self, problem: Problem, now: Doses, daily: int, accept: Accept) -> None:
        self.problem, self.now, self.daily, self.accept = problem, now, daily, accept
        scale = lcm(*(dose.denominator for dose in problem.original))
        self.original = tuple(int(dose * scale) for dose in problem.original)
        self.whole = sum(self.original)
        self.rest_most = [sum(now[place:]) for place in range(len(now) + 1)]
        self.found: tuple[int, Doses] | None = None

    def best(self) -> Doses | None:
        self._try((), self.daily, 0)
        return None if self.found is None else self.found[1]

    def _try(self, chosen: Doses, left: int, worst: int) -> None:
        place = len(chosen)
        if place == len(self.now):
            self._keep(chosen, worst)
            return
        for off, dose in self._options(place, left):
            if self.found is not None and max(worst, off) > self.found[0]:
                return
            self._try((*chosen, dose), left - dose, max(worst, off))

    def _options(self, place: int, left: int) -> list[tuple[int, int]]:
        """Doses for one time of day that leave what the later ones can take, the least deviation first."""
        most = min(self.now[place], left)
        least = left - self.rest_most[place + 1]
        if place == len(self.now) - 1:
            doses: tuple[int, ...] = (left,) if left <= most and self.problem.is_dispensable(left) else ()
        else:
            doses = self.problem.amounts_up_to(most)
        share = self.daily * self.original[place]
        return sorted((abs(dose * self.whole - share), dose) for dose in doses if dose >= least)

    def _keep(self, chosen: Doses, worst: int) -> None:
        key = (worst, chosen)
        if (self.found is None or key < self.found) and self.problem.keeps_limit(chosen) and self.accept(chosen):
            self.found = key
