"""Dividing a new daily dose over the times of day that the prescriber chose: as evenly as units allow."""

from __future__ import annotations

from fractions import Fraction

from glidepath_clinical.quantities import TimeOfDay
from glidepath_clinical.tapering.course import REDUCED_FIRST
from glidepath_clinical.tapering.dose_refusals import MOST_UNITS
from glidepath_clinical.tapering.ladder import Grid

Split = dict[str, Fraction]


def split_evenly(grid: Grid, times: tuple[TimeOfDay, ...], at_most: Fraction) -> Split:
    """The largest daily dose not above `at_most` that units make, with the smallest largest deviation from even.

    Among equals the time of day that a taper reduces first gets the least, so the evening gets the most.
    Every time of day gets a dose. Empty when that is not possible.
    """
    order = tuple(time for time in REDUCED_FIRST if time in times)
    highest = min(int(at_most / grid.step), MOST_UNITS * len(order) * max(coin.size for coin in grid.coins))
    amounts = grid.dispensable_up_to(max(highest, 0))[1:]
    for daily in range(highest, 0, -1):
        found = _best(amounts, len(order), daily)
        if found is not None:
            by_time = dict(zip(order, found, strict=True))
            return {time.value: grid.amount(by_time[time]) for time in TimeOfDay if time in by_time}
    return {}


def _best(amounts: tuple[int, ...], parts: int, daily: int) -> tuple[int, ...] | None:
    """`parts` of `amounts` that add up to `daily`, as even as can be."""
    off = sorted({abs(amount * parts - daily) for amount in amounts})
    for worst in off:
        near = [amount for amount in amounts if abs(amount * parts - daily) <= worst]
        found = _first(near, parts, daily)
        if found is not None:
            return found
    return None


def _first(near: list[int], parts: int, left: int) -> tuple[int, ...] | None:
    """The first way, the smallest amounts in front."""
    if not near or not near[0] * parts <= left <= near[-1] * parts:
        return None
    if parts == 1:
        return (left,) if left in near else None
    for amount in near:
        rest = _first(near, parts - 1, left - amount)
        if rest is not None:
            return (amount, *rest)
    return None
