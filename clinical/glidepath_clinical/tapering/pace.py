"""How much a step may and should take away: the numbers of a framework or of an agreed pace.

Shares are exact fractions (1/6, not 16.7 %). Amounts are in the unit of the medicine.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Basis(StrEnum):
    """What a percentage is a percentage of."""

    ORIGINAL = "original"
    CURRENT = "current"
    FIXED = "fixed"


@dataclass(frozen=True)
class Rate:
    """One rate of reduction: `target` is aimed at, `cap` is never passed.

    Both are shares of the dose that `basis` names; for the basis `fixed` both are amounts.
    """

    basis: Basis
    target: Fraction
    cap: Fraction

    def target_amount(self, *, daily: Fraction, original: Fraction) -> Fraction:
        """The reduction aimed at when `daily` is taken now."""
        return self._amount(self.target, daily, original)

    def cap_amount(self, *, daily: Fraction, original: Fraction) -> Fraction:
        """The largest reduction allowed when `daily` is taken now."""
        return self._amount(self.cap, daily, original)

    def _amount(self, number: Fraction, daily: Fraction, original: Fraction) -> Fraction:
        if self.basis is Basis.FIXED:
            return number
        return number * (original if self.basis is Basis.ORIGINAL else daily)


@dataclass(frozen=True)
class SlowTail:
    """From `share_of_original` downwards another rate holds (CDC 2022, short exposure)."""

    share_of_original: Fraction
    rate: Rate


@dataclass(frozen=True)
class Pace:
    """The agreed pace of one plan: its rate, how often, and what differs at the start and at the end.

    `first` is the rate of the very first change; `tail` the rate at low doses; `terminal_days` how
    long a terminal step with 1, 2, 3, … doses a day lasts (without an entry: `every_days`).
    """

    rate: Rate
    every_days: int
    first: Rate | None = None
    tail: SlowTail | None = None
    terminal_days: tuple[int, ...] = ()

    def lowest_after(self, daily: Fraction, original: Fraction, *, is_first: bool) -> Fraction:
        """The lowest daily dose that the next reduction step may have.

        `daily - lowest_after(daily)` never falls when `daily` rises, and neither does
        `lowest_after` itself; the look-ahead rests on both.
        """
        if is_first and self.first is not None:
            return daily - self.first.cap_amount(daily=daily, original=original)
        fast = daily - self.rate.cap_amount(daily=daily, original=original)
        if self.tail is None:
            return fast
        slow = daily - self.tail.rate.cap_amount(daily=daily, original=original)
        border = self.tail.share_of_original * original
        return slow if daily <= border else max(fast, min(border, slow))

    def next_target(self, target: Fraction, original: Fraction, *, is_first: bool) -> Fraction:
        """The daily dose aimed at one step after the one that aimed at `target` (may be negative)."""
        if is_first and self.first is not None:
            return target - self.first.target_amount(daily=target, original=original)
        fast = target - self.rate.target_amount(daily=target, original=original)
        if self.tail is None:
            return fast
        border = self.tail.share_of_original * original
        if target > border:
            return max(fast, border)
        return target - self.tail.rate.target_amount(daily=target, original=original)

    def days_of_terminal_step(self, doses_a_day: int) -> int:
        """How many days a terminal step with so many doses a day lasts."""
        if not self.terminal_days:
            return self.every_days
        return self.terminal_days[min(doses_a_day, len(self.terminal_days)) - 1]
