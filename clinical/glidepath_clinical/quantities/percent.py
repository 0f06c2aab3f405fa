"""Percentages as exact fractions: 1/6 of a dose is not 16.7 %."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from glidepath_clinical.quantities.decimals import Exact, decimal_text, parse_decimal, rounded_decimal
from glidepath_clinical.quantities.dose import Dose
from glidepath_clinical.quantities.errors import QuantityError, UnitMismatch


@dataclass(frozen=True)
class Percent:
    """A percentage; `value` is Fraction(10) for 10 %."""

    value: Fraction

    @classmethod
    def of(cls, value: Exact, field: str = "percent") -> Percent:
        """Make a percentage from "10", "16.7", an int, a Decimal or a Fraction; QuantityError names `field`."""
        return cls(parse_decimal(value, field))

    @classmethod
    def change(cls, before: Dose, after: Dose) -> Percent:
        """The reduction from `before` to `after` in percent of `before`; negative when the dose rose."""
        if before.unit is not after.unit:
            raise UnitMismatch(before.unit.value, after.unit.value)
        if before.is_zero:
            raise QuantityError("percent", "no percentage of a dose of zero exists")
        return cls((before.amount - after.amount) / before.amount * 100)

    def of_dose(self, dose: Dose) -> Dose:
        """This share of `dose`, exact."""
        return dose * (self.value / 100)

    @property
    def text(self) -> str:
        """The exact digits; QuantityError when they never end (then use `rounded` on screen)."""
        return decimal_text(self.value)

    def rounded(self, places: int) -> Decimal:
        """Rounded half up, for display only."""
        return rounded_decimal(self.value, places)
