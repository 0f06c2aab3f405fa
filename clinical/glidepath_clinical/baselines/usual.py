"""The usual value of a daily measure (steps, hours asleep) in the run-in: median and spread, or "cannot say"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm


@dataclass(frozen=True)
class Usual:
    """What is usual for one person: median and median absolute deviation in the measure's unit, and their days."""

    median: Fraction
    spread: Fraction
    days: int
    first_on: date
    last_on: date


@dataclass(frozen=True)
class CannotSay:
    """Too few days with a value: how many there are, and how many are needed."""

    days: int
    needed: int


def usual_of(values: Mapping[date, Fraction], first_on: date, last_on: date, needed: int) -> Usual | CannotSay:
    """The usual of the days from `first_on` to `last_on`. A day without a value is not known: it is never zero.

    `needed` is the fewest days with a value from which a usual may be said.
    """
    known = [value for on, value in sorted(values.items()) if first_on <= on <= last_on]
    if not known or len(known) < needed:
        return CannotSay(len(known), needed)
    return Usual(*median_and_spread(known), len(known), first_on, last_on)


def middle(values: Sequence[Fraction]) -> Fraction:
    """The median of at least one value, exact."""
    whole, parts = _as_whole(values)
    return Fraction(_twice_the_median(whole), 2 * parts)


def median_and_spread(values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """The median and the median absolute deviation (MAD, not scaled) of at least one value, exact."""
    whole, parts = _as_whole(values)
    usual = _twice_the_median(whole)
    spread = _twice_the_median([abs(2 * value - usual) for value in whole])
    return Fraction(usual, 2 * parts), Fraction(spread, 4 * parts)


def _as_whole(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """The values as whole numbers of one common part: whole numbers are sorted many times faster than fractions."""
    ratios = [value.as_integer_ratio() for value in values]
    parts = lcm(*{below for _, below in ratios})
    return [above * (parts // below) for above, below in ratios], parts


def _twice_the_median(values: Sequence[int]) -> int:
    """Twice, so that it stays whole when two values stand in the middle."""
    ordered, half = sorted(values), len(values) // 2
    return 2 * ordered[half] if len(ordered) % 2 else ordered[half - 1] + ordered[half]
