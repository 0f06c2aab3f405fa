"""An amount of one medicine in one unit, exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.quantities.decimals import Exact, decimal_text, exact_text, parse_decimal
from glidepath_clinical.quantities.errors import QuantityError, UnitMismatch
from glidepath_clinical.quantities.units import Unit


@dataclass(frozen=True, order=False)
class Dose:
    """A dose that is never negative. Sums and comparisons need the same unit, else UnitMismatch."""

    amount: Fraction
    unit: Unit

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Fraction):
            raise QuantityError("dose", "needs an exact Fraction; make it with Dose.of")
        if self.amount < 0:
            raise QuantityError("dose", f"{self.amount} is below zero; a dose is zero or more")

    @classmethod
    def of(cls, amount: Exact, unit: Unit | str, field: str = "dose") -> Dose:
        """Make a dose from "22.5", an int, a Decimal or a Fraction; QuantityError names `field`."""
        value = parse_decimal(amount, field)
        if value < 0:
            raise QuantityError(field, f"{amount} is below zero; a dose is zero or more")
        return cls(value, _unit(unit, field))

    @property
    def is_zero(self) -> bool:
        """Whether nothing is taken."""
        return self.amount == 0

    @property
    def text(self) -> str:
        """The exact digits without the unit, such as "22.5"."""
        return decimal_text(self.amount)

    def __str__(self) -> str:
        """Digits and unit; an amount whose decimals never end prints as its exact fraction, such as 10/3 mg."""
        return f"{exact_text(self.amount)} {self.unit.value}"

    def __add__(self, other: Dose) -> Dose:
        if not isinstance(other, Dose):
            return NotImplemented
        return Dose(self.amount + self._same_unit(other), self.unit)

    def __sub__(self, other: Dose) -> Dose:
        if not isinstance(other, Dose):
            return NotImplemented
        return Dose(self.amount - self._same_unit(other), self.unit)

    def __mul__(self, factor: int | Fraction) -> Dose:
        if isinstance(factor, bool) or not isinstance(factor, int | Fraction):
            return NotImplemented
        return Dose(self.amount * factor, self.unit)

    __rmul__ = __mul__

    def __lt__(self, other: Dose) -> bool:
        return self.amount < self._same_unit(other)

    def __le__(self, other: Dose) -> bool:
        return self.amount <= self._same_unit(other)

    def __gt__(self, other: Dose) -> bool:
        return self.amount > self._same_unit(other)

    def __ge__(self, other: Dose) -> bool:
        return self.amount >= self._same_unit(other)

    def _same_unit(self, other: Dose) -> Fraction:
        if not isinstance(other, Dose):
            raise TypeError(f"a Dose cannot be compared with {type(other).__name__}")
        if other.unit is not self.unit:
            raise UnitMismatch(self.unit.value, other.unit.value)
        return other.amount


def _unit(unit: Unit | str, field: str) -> Unit:
    try:
        return Unit(unit)
    except ValueError:
        known = ", ".join(each.value for each in Unit)
        raise QuantityError(field, f'unit "{unit}" is not known; write one of {known}') from None
