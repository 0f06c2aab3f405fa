"""Adds up loads of one day. What cannot be counted is named; it never becomes zero in silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.medicines.mme.factors import Factor, FactorSet
from glidepath_clinical.medicines.product import Form
from glidepath_clinical.quantities import Dose, Unit, exact_text, rounded_decimal


@dataclass(frozen=True)
class Load:
    """One medicine's amount of a day: mg or mcg, or mcg/h worn at once. `patches_per_day` only for patches."""

    medicine: str
    ingredient: str
    route: str
    form: Form | None
    amount: Dose
    patches_per_day: Fraction | None = None
    reference: str = ""


@dataclass(frozen=True)
class NotCounted:
    """A medicine outside the sum. `reason` is a code (excluded, no_factor, no_dosage …), `because` its words."""

    medicine: str
    reason: str
    because: str
    reference: str = ""


@dataclass(frozen=True)
class CountedLoad:
    """A load with the factor used and its MME per day."""

    load: Load
    factor: Fraction
    mme: Fraction


@dataclass(frozen=True)
class MmeTotal:
    """A sum. Unless `complete`, it is a lower bound and `not_counted` says what is missing.

    `without_apart` is the sum without what the set reports with and without (buprenorphine), else None.
    """

    mme_per_day: Fraction
    complete: bool
    not_counted: tuple[NotCounted, ...]
    counted: tuple[CountedLoad, ...]
    without_apart: Fraction | None = None

    @property
    def rounded(self) -> str:
        """One decimal, for the screen."""
        return exact_text(Fraction(rounded_decimal(self.mme_per_day, 1)))

    @property
    def text(self) -> str:
        """The number in words that cannot be mistaken: "at least 90, not counted: tapentadol tablet"."""
        if self.complete:
            return self.rounded
        least = exact_text(Fraction(self.mme_per_day * 10 // 1, 10))
        return f"at least {least}, not counted: {', '.join(dict.fromkeys(n.medicine for n in self.not_counted))}"


def total_of(loads: Iterable[Load], factors: FactorSet, missing: Iterable[NotCounted] = ()) -> MmeTotal:
    """Add up the loads of one day by a factor set; duplicates stay. `missing` is already known not to count."""
    found = [(load, _factor_of(load, factors)) for load in loads]
    not_counted = (*(each for _, each in found if isinstance(each, NotCounted)), *missing)
    ready = [(load, each, _amount(load, each)) for load, each in found if isinstance(each, Factor)]
    counted = tuple(_count(load, factor, amount, _same(factor, ready)) for load, factor, amount in ready)
    apart = {index for index, (_, factor, _) in enumerate(ready) if factor.with_and_without}
    without = sum((c.mme for i, c in enumerate(counted) if i not in apart), start=Fraction(0)) if apart else None
    total = sum((each.mme for each in counted), start=Fraction(0))
    return MmeTotal(total, not not_counted, not_counted, counted, without)


_Ready = list[tuple[Load, Factor, Fraction]]


def _factor_of(load: Load, factors: FactorSet) -> Factor | NotCounted:
    if load.ingredient in factors.excluded:
        because = f"excluded from {factors.name}: {factors.excluded[load.ingredient]}"
        return NotCounted(load.medicine, "excluded", because, load.reference)
    factor = factors.find(load.ingredient, load.route, load.form)
    if factor is None or not _measurable(load.amount.unit, factor.per):
        by = load.route or "unknown"
        because = f"{factors.name} has no factor for {load.ingredient} by the {by} route in {load.amount.unit.value}"
        return NotCounted(load.medicine, "no_factor", because, load.reference)
    if factor.per_patch_a_day and load.patches_per_day is None:
        because = f"{factors.name} counts patches per day, and it is not said how often the patch is changed"
        return NotCounted(load.medicine, "no_timing", because, load.reference)
    return factor


def _measurable(unit: Unit, per: Unit) -> bool:
    return unit is per or {unit, per} == {Unit.MG, Unit.MCG}


def _amount(load: Load, factor: Factor) -> Fraction:
    amount = load.amount.amount
    if (load.amount.unit, factor.per) == (Unit.MG, Unit.MCG):
        amount *= 1000
    if (load.amount.unit, factor.per) == (Unit.MCG, Unit.MG):
        amount /= 1000
    return amount * (load.patches_per_day or 0) if factor.per_patch_a_day else amount


def _same(factor: Factor, ready: _Ready) -> Fraction:
    return sum((amount for _, other, amount in ready if other == factor), start=Fraction(0))


def _count(load: Load, factor: Factor, amount: Fraction, total: Fraction) -> CountedLoad:
    rate = factor.at(total)
    return CountedLoad(load, rate, amount * rate)
