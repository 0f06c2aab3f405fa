"""Packing a day when something else fills up with the units: the second ingredient, or tablets counted one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import Any

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
    """Fewest pieces, then fewest changes, among all packings of the day within the limit; None when there is none.

    Only what can still rank first is carried on, so it stays exact.
    """
    coins = sorted(coins, key=lambda coin: (-coin.strength, -coin.size))
    scale = _Scale.of(coins, limit, before)
    known: dict[tuple[int, Units], _Found] = {}
    days: _Found = {(0, 0): (0, (), ())}
    for dose, old in zip(doses, before, strict=True):
        if (dose, old) not in known:
            known[dose, old] = _packings(coins, scale, dose, old)
        days = _with_dose(days, known[dose, old], scale.most)
    if not days:
        return None
    pieces, (changed, larger, day) = min((pieces, packed) for (pieces, _), packed in days.items())
    return PackedDay(pieces, Fraction(changed, scale.counts), larger, day)


_Packed = tuple[int, Any, Any]
"""Changes (whole numbers by the scale), what puts larger strengths first, and the units."""
_Found = dict[tuple[int, int], _Packed]
"""By pieces and weight the packing that ranks first."""


@dataclass(frozen=True)
class _Scale:
    """What makes weights and counts whole numbers; `most` is the limit as such a number."""

    weights: int
    counts: int
    most: int

    @classmethod
    def of(cls, coins: Sequence[Coin], limit: Limit, before: Sequence[Units]) -> _Scale:
        weights = lcm(*(coin.weight.denominator for coin in coins))
        old = [count.denominator for units in before for _, count in units]
        counts = lcm(*(coin.count.denominator for coin in coins), *old)
        return cls(weights, counts, int(limit.amount * weights // 1))


def _with_dose(days: _Found, packings: _Found, most: int) -> _Found:
    longer: _Found = {}
    for (pieces, filled), (changed, larger, day) in days.items():
        for (more, weight), (moved, put_first, units) in packings.items():
            if filled + weight <= most:
                packed = (changed + moved, (*larger, put_first), (*day, units))
                _keep(longer, (pieces + more, filled + weight), packed)
    return _without_worse(longer)


def _packings(coins: Sequence[Coin], scale: _Scale, dose: int, before: Units) -> _Found:
    """The ways to make one dose that can rank first, strength by strength, the largest one first."""
    old = {strength: int(count * scale.counts) for strength, count in before}
    gone = sum(count for strength, count in old.items() if all(coin.strength != strength for coin in coins))
    partly: dict[int, _Found] = {0: {(0, 0): (gone, (), ())}}
    for strength, same in groupby(coins, key=lambda coin: coin.strength):
        counts = tuple(_counts(tuple(same), scale, dose))
        partly = _with_strength(partly, strength, counts, old.get(strength, 0), (dose, scale))
    return partly.get(dose, {})


_Count = tuple[int, int, int, int, Fraction]
"""So many units of one strength: amount, pieces, weight, count as a whole number, count."""


def _with_strength(
    partly: dict[int, _Found], strength: Fraction, counts: Sequence[_Count], old: int, bounds: tuple[int, _Scale]
) -> dict[int, _Found]:
    dose, scale = bounds
    longer: dict[int, _Found] = {}
    for made, found in partly.items():
        for amount, more, weight, whole, count in counts:
            if made + amount > dose:
                break
            place, moved = longer.setdefault(made + amount, {}), abs(whole - old)
            for (pieces, filled), (changed, larger, units) in found.items():
                if filled + weight <= scale.most:
                    put_first = (*larger, (-strength, -count)) if count else larger
                    packed = (changed + moved, put_first, (*units, (strength, count)) if count else units)
                    _keep(place, (pieces + more, filled + weight), packed)
    return {made: _without_worse(found) for made, found in longer.items()}


def _counts(same: tuple[Coin, ...], scale: _Scale, dose: int) -> Iterator[_Count]:
    """Every number of units of one strength up to the dose, ascending. Of two halves one whole is made."""
    whole, smallest = same[0], same[-1]
    for number in range(dose // smallest.size + 1):
        wholes, halves = divmod(number * smallest.size, whole.size)
        parts = halves // smallest.size
        count = wholes * whole.count + parts * smallest.count
        weight = wholes * whole.weight + parts * smallest.weight
        yield (
            number * smallest.size,
            wholes + parts,
            int(weight * scale.weights),
            int(count * scale.counts),
            count,
        )


def _keep(found: _Found, place: tuple[int, int], packed: _Packed) -> None:
    """Of two ways with as many pieces and the same weight the one that ranks first is enough."""
    if place not in found or packed < found[place]:
        found[place] = packed


def _without_worse(found: _Found) -> _Found:
    """Without the ways that need more pieces than another and weigh no less: they cannot rank first."""
    kept: _Found = {}
    lightest_before: int | None = None
    for _, same in groupby(sorted(found), key=lambda place: place[0]):
        places = [place for place in same if lightest_before is None or place[1] < lightest_before]
        kept |= {place: found[place] for place in places}
        if places:
            lightest_before = places[0][1]
    return kept
