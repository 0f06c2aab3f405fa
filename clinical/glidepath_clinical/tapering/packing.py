"""Which units make up the doses of one day: fewest strengths, fewest units, fewest changes.

A half counts as one unit. Distinct strengths are counted over the whole day, because each of them
is one more bottle at home. A site may prefer fewest units first (`Preference.FEWEST_UNITS`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from glidepath_clinical.tapering.ladder import Coin, Grid

Units = tuple[tuple[Fraction, Fraction], ...]
"""(strength, count) with the largest strength first; a count may end in one half."""


class Preference(StrEnum):
    """What is kept smallest first."""

    FEWEST_STRENGTHS = "fewest_strengths"
    FEWEST_UNITS = "fewest_units"


@dataclass
class Packer:
    """Packs regimens of one medicine; remembers what it has worked out for this plan."""

    grid: Grid
    preference: Preference
    _least: dict[tuple[tuple[Coin, ...], int], int | None] = field(default_factory=dict)

    def pack(self, doses: Sequence[int], before: Sequence[Units]) -> tuple[Units, ...]:
        """The units of each dose (grid points; 0 gives none). `before` are the units of the step before."""
        best: tuple[tuple[int, int, Fraction], tuple[Units, ...]] | None = None
        for strengths in self._subsets():
            size = len(strengths)
            if best is not None and self.preference is Preference.FEWEST_STRENGTHS and size > best[0][0]:
                break
            coins = tuple(c for c in reversed(self.grid.coins) if c.strength in strengths)
            pieces = self._pieces_of_day(coins, doses)
            if pieces is None or (best is not None and self._rank(size, pieces) > best[0][:2]):
                continue
            packed = tuple(self._pack_dose(coins, dose, old) for dose, old in zip(doses, before, strict=True))
            changes = sum((_changes(new, old) for new, old in zip(packed, before, strict=True)), Fraction(0))
            key = (*self._rank(size, pieces), changes)
            if best is None or key < best[0]:
                best = (key, packed)
        if best is None:
            raise ValueError("a dose of this regimen cannot be dispensed")
        return best[1]

    def _subsets(self) -> Iterator[frozenset[Fraction]]:
        strengths = sorted({coin.strength for coin in self.grid.coins}, reverse=True)
        for size in range(1, len(strengths) + 1):
            yield from (frozenset(subset) for subset in combinations(strengths, size))

    def _rank(self, size: int, pieces: int) -> tuple[int, int]:
        return (size, pieces) if self.preference is Preference.FEWEST_STRENGTHS else (pieces, size)

    def _pieces_of_day(self, coins: tuple[Coin, ...], doses: Sequence[int]) -> int | None:
        total = 0
        for dose in doses:
            least = self._least_pieces(coins, dose)
            if least is None:
                return None
            total += least
        return total

    def _least_pieces(self, coins: tuple[Coin, ...], dose: int) -> int | None:
        if dose == 0:
            return 0
        key = (coins, dose)
        if key not in self._least:
            self._fill(coins, dose)
        return self._least[key]

    def _fill(self, coins: tuple[Coin, ...], highest: int) -> None:
        least: list[int | None] = [0] + [None] * highest
        for value in range(1, highest + 1):
            options = [least[value - coin.size] for coin in coins if coin.size <= value]
            known = [pieces for pieces in options if pieces is not None]
            least[value] = min(known) + 1 if known else None
            self._least[coins, value] = least[value]

    def _pack_dose(self, coins: tuple[Coin, ...], dose: int, before: Units) -> Units:
        packings = self._packings(coins, dose)
        return min(packings, key=lambda units: (_changes(units, before), [(-s, -n) for s, n in units]))

    def _packings(self, coins: tuple[Coin, ...], dose: int) -> set[Units]:
        """Every packing of one dose with the least number of pieces."""
        found: set[Units] = set()
        for chosen in self._chains(coins, dose, 0):
            counts: dict[Fraction, Fraction] = {}
            for coin in chosen:
                counts[coin.strength] = counts.get(coin.strength, Fraction(0)) + Fraction(1, 2 if coin.is_half else 1)
            found.add(tuple(sorted(counts.items(), reverse=True)))
        return found

    def _chains(self, coins: tuple[Coin, ...], dose: int, first: int) -> Iterator[tuple[Coin, ...]]:
        if dose == 0:
            yield ()
            return
        least = self._least_pieces(coins, dose)
        for place in range(first, len(coins)):
            coin = coins[place]
            rest = dose - coin.size
            if rest >= 0 and self._least_pieces(coins, rest) == (least or 0) - 1:
                yield from ((coin, *tail) for tail in self._chains(coins, rest, place))


def _changes(new: Units, old: Units) -> Fraction:
    now, then = _counts(new), _counts(old)
    return sum((abs(now.get(s, Fraction(0)) - then.get(s, Fraction(0))) for s in now.keys() | then.keys()), Fraction(0))


def _counts(units: Units) -> Mapping[Fraction, Fraction]:
    return dict(units)
