"""The amounts that one dose can have: every sum of whole units, of confirmed halves, or of measured volumes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from types import MappingProxyType

Weights = Mapping[Fraction, Fraction]
"""What one whole unit of each strength takes up of a limit besides the dose."""

NO_WEIGHTS: Weights = MappingProxyType({})
WHOLE, HALF = Fraction(1), Fraction(1, 2)


@dataclass(frozen=True)
class Coin:
    """A piece that can be dispensed: `count` units of `strength`. `size` is on the grid.

    A whole unit counts 1, a half 1/2; of a liquid one piece is the smallest volume that is measured,
    `strength` is its concentration and `count` that volume in mL. `weight` is what one piece takes
    up of a limit besides the dose (mg of acetaminophen, or tablets counted one by one).
    """

    size: int
    strength: Fraction
    count: Fraction
    weight: Fraction = Fraction(0)


@dataclass(frozen=True)
class Grid:
    """Exact amounts as whole multiples of one `step`, the greatest that divides every piece."""

    step: Fraction
    coins: tuple[Coin, ...]

    @classmethod
    def of(cls, strengths: Sequence[Fraction], halves: frozenset[Fraction], weights: Weights = NO_WEIGHTS) -> Grid:
        """The grid of these strengths, where `halves` may be split in two."""
        pieces = [(s, s, WHOLE) for s in strengths] + [(s / 2, s, HALF) for s in strengths if s in halves]
        return cls._of_pieces(sorted(pieces), weights)

    @classmethod
    def of_liquid(cls, concentration: Fraction, volume: Fraction, weights: Weights = NO_WEIGHTS) -> Grid:
        """The grid of a liquid (mg/mL) of which `volume` (mL) is the least that is measured."""
        return cls._of_pieces([(concentration * volume, concentration, volume)], weights)

    @classmethod
    def _of_pieces(cls, pieces: Sequence[tuple[Fraction, Fraction, Fraction]], weights: Weights) -> Grid:
        step = _common_step([size for size, _, _ in pieces])
        coins = (
            Coin(int(size / step), strength, count, count * weights.get(strength, Fraction(0)))
            for size, strength, count in pieces
        )
        return cls(step, tuple(coins))

    @property
    def smallest(self) -> int:
        """The smallest unit, on the grid."""
        return self.coins[0].size

    def index(self, amount: Fraction) -> int | None:
        """The amount on the grid, or None when it lies between two grid points."""
        ratio = amount / self.step
        return int(ratio) if ratio.denominator == 1 else None

    def amount(self, index: int) -> Fraction:
        """The exact amount of a grid point."""
        return index * self.step

    @property
    def is_even(self) -> bool:
        """Whether every multiple of the smallest piece can be dispensed, and nothing else."""
        return all(coin.size % self.smallest == 0 for coin in self.coins)

    def least_weights(self, highest: int) -> list[Fraction | None]:
        """The least weight with which each grid point up to `highest` can be made; None where it cannot be."""
        least: list[Fraction | None] = [Fraction(0)] + [None] * highest
        for value in range(1, highest + 1):
            options = [(least[value - coin.size], coin.weight) for coin in self.coins if coin.size <= value]
            least[value] = min((before + weight for before, weight in options if before is not None), default=None)
        return least

    def dispensable_up_to(self, highest: int) -> tuple[int, ...]:
        """Every dispensable amount from 0 (not taken) to `highest`, ascending."""
        reached = [True] + [False] * highest
        for value in range(1, highest + 1):
            reached[value] = any(coin.size <= value and reached[value - coin.size] for coin in self.coins)
        return tuple(value for value, yes in enumerate(reached) if yes)


def _common_step(sizes: Sequence[Fraction]) -> Fraction:
    below = lcm(*(size.denominator for size in sizes))
    return Fraction(gcd(*(int(size * below) for size in sizes)), below)
