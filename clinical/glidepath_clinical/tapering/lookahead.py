"""Can the goal still be reached from here without passing the cap?

Why climbing from the goal answers it exactly. A step that lowers several doses can be taken in
smaller steps, one dose at a time and to the next lower dispensable amount, without passing the cap
(see `Pace.lowest_after`). Read backwards, each such step raises one dose to the next dispensable
amount, and raising one only ever makes the others easier, because the cap never falls as the daily
dose rises. So raising whatever can be raised finds a way up whenever there is one.

Where a limit beside the dose can bind (a lower dose of a combination may need more tablets), that
argument fails; there every way down is tried, each regimen once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from glidepath_clinical.tapering.problem import Doses, Problem, drop_first_taken


@dataclass
class LookAhead:
    """Answers `reaches_goal` for one problem and remembers what it has answered."""

    problem: Problem
    _known: dict[Doses, bool] = field(default_factory=dict)

    def reaches_goal(self, doses: Doses) -> bool:
        """Whether the goal can be reached from `doses` by steps after the first one."""
        if doses not in self._known:
            self._known[doses] = self._find(doses)
        return self._known[doses]

    def _find(self, doses: Doses) -> bool:
        problem = self.problem
        if sum(doses) <= problem.goal:
            return sum(doses) == problem.goal
        if problem.is_terminal(doses):
            return problem.goal % problem.unit == 0 and problem.keeps_ceiling(drop_first_taken(doses))
        if problem.limit_can_bind(doses):
            return any(self.reaches_goal(lower) for lower in _allowed_below(problem, doses))
        ends = _last_reduction_steps(problem, doses)
        return any(self._climbs(end, doses) for end in ends)

    def _climbs(self, low: Doses, high: Doses) -> bool:
        """Whether `low` can be raised to `high`, one dispensable amount at a time, under the cap."""
        now, daily, moved = list(low), sum(low), True
        while moved:
            moved = False
            for place, top in enumerate(high):
                while now[place] < top:
                    gap = self.problem.next_above(now[place]) - now[place]
                    if daily < self.problem.lowest_after(daily + gap):
                        break
                    now[place] += gap
                    daily += gap
                    moved = True
        return tuple(now) == high


def _allowed_below(problem: Problem, doses: Doses) -> Iterator[Doses]:
    """Every regimen that one step may lead to, the smallest reduction first."""
    daily = sum(doses)
    for lower in range(daily - 1, max(problem.lowest_after(daily), problem.goal, 1) - 1, -1):
        yield from filter(problem.keeps_limit, _regimens_of(problem, doses, lower))


def _last_reduction_steps(problem: Problem, doses: Doses) -> Iterator[Doses]:
    """The regimens at or below `doses` at which the reduction phase may end.

    One smallest unit at every time of day stands for all terminal regimens: whatever climbs from
    fewer of them also climbs from all. Where every multiple of one piece can be dispensed, only the daily
    dose matters, and one regimen of the goal stands for all.
    """
    unit = problem.unit
    taken = sum(1 for dose in doses if dose)
    if problem.goal % unit == 0 and problem.goal <= unit * taken:
        yield tuple(unit if dose else 0 for dose in doses)
    if problem.goal > 0:
        regimens = _regimens_of(problem, doses, problem.goal)
        yield from islice(regimens, 1) if problem.grid.is_even else regimens


def _regimens_of(problem: Problem, most: Doses, daily: int) -> Iterator[Doses]:
    if len(most) == 1:
        if daily <= most[0] and problem.is_dispensable(daily):
            yield (daily,)
        return
    rest = sum(most[1:])
    for dose in problem.amounts_up_to(min(most[0], daily)):
        if daily - dose <= rest:
            for tail in _regimens_of(problem, most[1:], daily - dose):
                yield (dose, *tail)
