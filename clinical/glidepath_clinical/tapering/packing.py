"""Which units make up the doses of one day: fewest strengths, fewest units, fewest changes.

A half counts as one unit. Distinct strengths are counted over the whole day, because each of them
is one more bottle at home. A site may prefer fewest units first (`Preference.FEWEST_UNITS`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import combinations, groupby

from glidepath_clinical.tapering.ladder import Coin, Grid
from glidepath_clinical.tapering.limits import Limit
from glidepath_clinical.tapering.packing_within_limit import NONE, Larger, Units, changes, lightest


class Preference(StrEnum):
    """What is kept smallest first."""

    FEWEST_STRENGTHS = "fewest_strengths"
    FEWEST_UNITS = "fewest_units"


class _Choice:
    """Some of the strengths, and the fewest pieces that make each amount of them."""

    def __init__(self, coins: tuple[Coin, ...], size: int, highest: int) -> None:
        self.coins, self.size, self._highest = coins, size, highest
        self._packings: dict[int, set[Units]] = {}

    @cached_property
    def _least(self) -> list[int | None]:
        least: list[int | None] = [0] + [None] * self._highest
        for value in range(1, self._highest + 1):
            options = [least[value - coin.size] for coin in self.coins if coin.size <= value]
            known = [pieces for pieces in options if pieces is not None]
            least[value] = min(known) + 1 if known else None
        return least

    def pieces_of_day(self, doses: Sequence[int]) -> int | None:
        """The fewest pieces for all doses of a day; None when one of them cannot be made."""
        pieces = [self._least[dose] for dose in doses]
        known = [count for count in pieces if count is not None]
        return sum(known) if len(known) == len(pieces) else None

    def packings(self, dose: int) -> set[Units]:
        """Every packing of one dose with the fewest pieces; the same dose comes again in many steps."""
        if dose not in self._packings:
            self._packings[dose] = self._find_packings(dose)
        return self._packings[dose]

    def _find_packings(self, dose: int) -> set[Units]:
        if len(self.coins) == 1:
            return {self._of_one_coin(dose)}
        found: set[Units] = set()
        for chosen in self._chains(dose, 0):
            counts: dict[Fraction, Fraction] = {}
            for coin, same in groupby(chosen):
                counts[coin.strength] = counts.get(coin.strength, NONE) + len(list(same)) * coin.count
            found.add(tuple(sorted(counts.items(), reverse=True)))
        return found

    def _of_one_coin(self, dose: int) -> Units:
        coin = self.coins[0]
        return ((coin.strength, dose // coin.size * coin.count),) if dose else ()

    def _chains(self, dose: int, first: int) -> Iterator[tuple[Coin, ...]]:
        least = self._least[dose]
        if least is None or dose == 0:
            yield from [()] if dose == 0 else []
            return
        for place in range(first, len(self.coins)):
            coin, rest = self.coins[place], dose - self.coins[place].size
            if rest >= 0 and self._least[rest] == least - 1:
                yield from ((coin, *tail) for tail in self._chains(rest, place))


class Packer:
    """Packs the regimens of one medicine, none of whose doses is above `highest`."""

    def __init__(self, grid: Grid, preference: Preference, highest: int, limit: Limit | None = None) -> None:
        self._limit = limit
        strengths = sorted({coin.strength for coin in grid.coins}, reverse=True)
        placed = [(strengths.index(coin.strength), coin) for coin in grid.coins[::-1]]
        places = range(len(strengths))
        subsets = [set(subset) for size in places for subset in combinations(places, size + 1)]
        self._choices = [
            _Choice(tuple(coin for place, coin in placed if place in subset), len(subset), highest)
            for subset in subsets
        ]
        self._preference = preference

    def pack(self, doses: Sequence[int], before: Sequence[Units]) -> tuple[Units, ...]:
        """The units of each dose (grid points; 0 gives none). `before` are the units of the step before."""
        choices = self._best_choices(doses)
        packed = [
            tuple(_nearest(choice.packings(dose), old) for dose, old in zip(doses, before, strict=True))
            for choice in choices
        ]
        best = packed[0]
        if len(packed) > 1:
            best = min(packed, key=lambda day: sum(map(changes, day, before), NONE))
        if self._limit is None or sum(map(self._limit.filled_by, best), NONE) <= self._limit.amount:
            return best
        return self._within_limit(self._limit, doses, before)

    def _within_limit(self, limit: Limit, doses: Sequence[int], before: Sequence[Units]) -> tuple[Units, ...]:
        """The first in rank among the packings that keep the limit; the solver has made sure that there is one."""
        found: list[tuple[tuple[int, int], Fraction, Larger, tuple[Units, ...]]] = []
        strengths_first = self._preference is Preference.FEWEST_STRENGTHS
        for choice in self._choices:
            if strengths_first and found and choice.size > found[0][0][0]:
                break
            packed = lightest(choice.coins, limit, doses, before)
            if packed is not None:
                found.append((self._rank(choice.size, packed.pieces), packed.changes, packed.larger, packed.day))
        return min(found, key=lambda row: row[:3])[3]

    def _best_choices(self, doses: Sequence[int]) -> list[_Choice]:
        """The choices of strengths that rank first; several when they rank alike."""
        best: tuple[int, int] | None = None
        found: list[_Choice] = []
        for choice in self._choices:
            if best is not None and self._preference is Preference.FEWEST_STRENGTHS and choice.size > best[0]:
                break
            pieces = choice.pieces_of_day(doses)
            if pieces is None:
                continue
            rank = self._rank(choice.size, pieces)
            if best is None or rank < best:
                best, found = rank, []
            if rank == best:
                found.append(choice)
        return found

    def _rank(self, size: int, pieces: int) -> tuple[int, int]:
        return (size, pieces) if self._preference is Preference.FEWEST_STRENGTHS else (pieces, size)


def _nearest(packings: set[Units], before: Units) -> Units:
    """The packing with the fewest changes; among equals the one with the larger strengths."""
    if len(packings) == 1:
        return next(iter(packings))
    return min(packings, key=lambda units: (changes(units, before), [(-s, -n) for s, n in units]))
