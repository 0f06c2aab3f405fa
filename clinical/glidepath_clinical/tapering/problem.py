"""One tapering problem on the grid: whole numbers only, in the order in which times of day are reduced."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil

from glidepath_clinical.tapering.ladder import Grid
from glidepath_clinical.tapering.pace import Pace

LARGEST_SHARE = Fraction(1, 2)
"""No source of the frameworks takes more than half of the dose in one step (VA rapid, first step)."""

LARGEST_SHARE_OF_PATCH = Fraction(13, 25)
"""The patch that is called 12 mcg/h gives 12.5 [M]: from 25 to 12 is half, though the names say 52 %."""

Doses = tuple[int, ...]
"""One dose per time of day, in grid points; 0 means not taken."""


@dataclass
class Problem:
    """What the solver needs to know. All doses are in grid points; `original` may lie between them
    (an earlier version of the plan may have used other strengths). `goal` 0 means stop, `ceiling`
    None means no daily ceiling, `limit` what the weights of the units of a day may add up to.

    `largest_share` is what one reduction step takes at most of the dose before it, whatever the pace allows.
    `first_to_come` is False when earlier versions of the plan have already made the first change.
    """

    grid: Grid
    start: Doses
    original: tuple[Fraction, ...]
    goal: int
    pace: Pace
    ceiling: int | None = None
    limit: Fraction | None = None
    largest_share: Fraction = LARGEST_SHARE
    first_to_come: bool = True
    _floors: dict[int, int] = field(default_factory=dict)

    @cached_property
    def unit(self) -> int:
        """The smallest unit that can be dispensed."""
        return self.grid.smallest

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """Every dispensable amount of one dose, 0 first; an amount that passes the limit alone is left out."""
        every = self.grid.dispensable_up_to(max(self.start))
        if self.limit is None:
            return every
        return tuple(amount for amount in every if self.weight_of(amount) <= self.limit)

    @cached_property
    def _least_weights(self) -> list[Fraction | None]:
        return self.grid.least_weights(max(self.start))

    def weight_of(self, amount: int) -> Fraction:
        """The least weight with which one dose of this amount can be made."""
        return self._least_weights[amount] or Fraction(0)

    def keeps_limit(self, doses: Doses) -> bool:
        """Whether units can be found for this day whose weights stay within the limit."""
        return self.limit is None or sum(map(self.weight_of, doses)) <= self.limit

    def keeps_ceiling(self, doses: Doses) -> bool:
        """Whether the day is not above the daily ceiling. The present dose may be; no step after it is."""
        return self.ceiling is None or sum(doses) <= self.ceiling

    def limit_can_bind(self, doses: Doses) -> bool:
        """Whether some regimen not above `doses` passes the limit."""
        if self.limit is None:
            return False
        return sum(max(map(self.weight_of, self.amounts_up_to(dose))) for dose in doses) > self.limit

    @cached_property
    def _above(self) -> dict[int, int]:
        return dict(zip(self.amounts, self.amounts[1:], strict=False))

    @cached_property
    def _set(self) -> frozenset[int]:
        return frozenset(self.amounts)

    @cached_property
    def original_daily(self) -> Fraction:
        """The original daily dose, exact."""
        return sum(self.original, Fraction(0)) * self.grid.step

    def amounts_up_to(self, highest: int) -> tuple[int, ...]:
        """The dispensable amounts that are not above `highest`."""
        return self.amounts[: bisect_right(self.amounts, highest)]

    def is_dispensable(self, amount: int) -> bool:
        """Whether one dose can have this amount."""
        return amount in self._set

    def next_above(self, amount: int) -> int:
        """The next larger dispensable amount."""
        return self._above[amount]

    def is_terminal(self, doses: Doses) -> bool:
        """Whether every dose still taken is one smallest unit (and at least one is taken)."""
        return any(doses) and all(dose in (0, self.unit) for dose in doses)

    def lowest_after(self, daily: int, *, is_first: bool = False) -> int:
        """The lowest daily dose, on the grid, that the cap allows after `daily`."""
        if is_first:
            return self._floor(daily, is_first=True)
        if daily not in self._floors:
            self._floors[daily] = self._floor(daily, is_first=False)
        return self._floors[daily]

    def _floor(self, daily: int, *, is_first: bool) -> int:
        lowest = self.pace.lowest_after(self.grid.amount(daily), self.original_daily, is_first=is_first)
        return max(ceil(lowest / self.grid.step), ceil(daily * (1 - self.largest_share)))


def drop_first_taken(doses: Doses) -> Doses:
    """The terminal rule: the first time of day still taken, in the order of reduction, is dropped."""
    place = next(place for place, dose in enumerate(doses) if dose)
    return (*doses[:place], 0, *doses[place + 1 :])
