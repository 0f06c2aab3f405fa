"""The amounts that one dose can have: every sum of whole units, and of halves where they are confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm


@dataclass(frozen=True)
class Coin:
    """A piece that can be dispensed: a whole unit of `strength`, or its half. `size` is on the grid."""

    size: int
    strength: Fraction
    is_half: bool


@dataclass(frozen=True)
class Grid:
    """Exact amounts as whole multiples of one `step`, the greatest that divides every piece."""

    step: Fraction
    coins: tuple[Coin, ...]

    @classmethod
    def of(cls, strengths: Sequence[Fraction], halves: frozenset[Fraction]) -> Grid:
        """The grid of these strengths, where `halves` may be split in two."""
        pieces = [(s, s, False) for s in strengths] + [(s / 2, s, True) for s in strengths if s in halves]
        step = _common_step([size for size, _, _ in pieces])
        coins = tuple(Coin(int(size / step), strength, half) for size, strength, half in sorted(pieces))
        return cls(step, coins)

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

    def dispensable_up_to(self, highest: int) -> tuple[int, ...]:
        """Every dispensable amount from 0 (not taken) to `highest`, ascending."""
        reached = [True] + [False] * highest
        for value in range(1, highest + 1):
            reached[value] = any(coin.size <= value and reached[value - coin.size] for coin in self.coins)
        return tuple(value for value, yes in enumerate(reached) if yes)


def _common_step(sizes: Sequence[Fraction]) -> Fraction:
    below = lcm(*(size.denominator for size in sizes))
    return Fraction(gcd(*(int(size * below) for size in sizes)), below)
