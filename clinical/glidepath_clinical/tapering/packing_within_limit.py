"""Packing a day when something else fills up with the units: the second ingredient, or tablets counted one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.tapering.ladder import Coin
from glidepath_clinical.tapering.limits import Limit

Units = tuple[tuple[Fraction, Fraction], ...]
"""(strength, count) with the largest strength first; a count may end in one half, or be a volume in mL."""

NONE = Fraction(0)
Larger = tuple[tuple[tuple[Fraction, Fraction], ...], ...]


@dataclass(frozen=True)
class PackedDay:
    """The units of a day, how many pieces they are, and how much they change; `larger` puts larger strengths first."""

    pieces: int
    changes: Fraction
    larger: Larger
    day: tuple[Units, ...]


def changes(new: Units, old: Units) -> Fraction:
    """How many units are added or taken away between two doses."""
    if new == old:
        return NONE
    now, then = dict(new), dict(old)
    return sum((abs(now.get(s, NONE) - then.get(s, NONE)) for s in now.keys() | then.keys()), NONE)


def lightest(coins: Sequence[Coin], limit: Limit, doses: Sequence[int], before: Sequence[Units]) -> PackedDay | None:
    """Fewest pieces, then fewest changes, among all packings of the day within the limit; None when there is none."""
    days: dict[tuple[int, Fraction], PackedDay] = {(0, NONE): PackedDay(0, NONE, (), ())}
    for dose, old in zip(doses, before, strict=True):
        longer: dict[tuple[int, Fraction], PackedDay] = {}
        for pieces, units in _every_packing(coins, dose):
            weight, changed = limit.filled_by(units), changes(units, old)
            for (_, filled), day in days.items():
                if filled + weight <= limit.amount:
                    _keep(longer, filled + weight, _with(day, pieces, changed, units))
        days = longer
    return min(days.values(), key=_rank, default=None)


def _with(day: PackedDay, pieces: int, changed: Fraction, units: Units) -> PackedDay:
    larger = tuple((-strength, -count) for strength, count in units)
    return PackedDay(day.pieces + pieces, day.changes + changed, (*day.larger, larger), (*day.day, units))


def _keep(days: dict[tuple[int, Fraction], PackedDay], weight: Fraction, day: PackedDay) -> None:
    """Of two days with as many pieces and the same weight the one that ranks first is enough."""
    place = (day.pieces, weight)
    if place not in days or _rank(day) < _rank(days[place]):
        days[place] = day


def _rank(day: PackedDay) -> tuple[int, Fraction, Larger]:
    return (day.pieces, day.changes, day.larger)


def _every_packing(coins: Sequence[Coin], dose: int) -> Iterator[tuple[int, Units]]:
    """Every way to make one dose, with its number of pieces."""
    if len(coins) == 1:
        count, rest = divmod(dose, coins[0].size)
        if rest == 0:
            yield count, (((coins[0].strength, count * coins[0].count),) if count else ())
        return
    for count in range(dose // coins[0].size + 1):
        for pieces, units in _every_packing(coins[1:], dose - count * coins[0].size):
            yield pieces + count, _joined(coins[0], count, units)


def _joined(coin: Coin, count: int, units: Units) -> Units:
    if count == 0:
        return units
    counts = dict(units)
    counts[coin.strength] = counts.get(coin.strength, NONE) + count * coin.count
    return tuple(sorted(counts.items(), reverse=True))
