"""Adds up loads of one day. What cannot be counted is named; it never becomes zero in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from glidepath_clinical.medicines.mme.factors import Factor, FactorSet
from glidepath_clinical.medicines.product import Form
from glidepath_clinical.quantities import Dose, Unit, exact_sum, exact_text, rounded_decimal


class Load(NamedTuple):
    """One medicine's amount of a day: mg or mcg, or mcg/h worn at once. `patches_per_day` only for patches."""

    medicine: str
    ingredient: str
    route: str
    form: Form | None
    amount: Dose
    patches_per_day: Fraction | None = None


class NotCounted(NamedTuple):
    """A medicine outside the sum. `reason` is a code (excluded, no_factor, no_dosage …), `because` its words."""

    medicine: str
    reason: str
    because: str
    reference: str = ""


class CountedLoad(NamedTuple):
    """A load as it was counted: `mme` is `daily` (in the factor's unit) times `factor`, and times
    `patches_per_day` by a set that counts patches, where it is not None."""

    load: Load
    daily: Dose
    factor: Fraction
    patches_per_day: Fraction | None
    mme: Fraction


class MmeTotal(NamedTuple):
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
        return f"at least {least}, not counted: {', '.join(dict.fromkeys(map(_named, self.not_counted)))}"


def _named(missing: NotCounted) -> str:
    """A medicine outside the sum; of one that nobody recognised it is said what that may mean."""
    unknown = missing.reason == "not_recognised"
    return f"{missing.medicine} (not recognised; may be an opioid)" if unknown else missing.medicine


class Weighed(NamedTuple):
    """A load with its factor, its day in the factor's own unit, what is multiplied with the factor, and its MME
    unless the factor goes by a total."""

    load: Load
    factor: Factor
    daily: Dose
    amount: Fraction
    mme: Fraction | None


NOTHING_TO_COUNT: Final = MmeTotal(Fraction(0), complete=True, not_counted=(), counted=())


def total_of(loads: Iterable[Load], factors: FactorSet, missing: Iterable[NotCounted] = ()) -> MmeTotal:
    """Add up the loads of one day by a factor set; duplicates stay. `missing` is already known not to count."""
    weighed = [weigh(load, factors) for load in loads]
    left_out = [each for each in weighed if isinstance(each, NotCounted)]
    return add_up([each for each in weighed if isinstance(each, Weighed)], (*left_out, *missing))


def add_up(weighed: Sequence[Weighed], not_counted: tuple[NotCounted, ...]) -> MmeTotal:
    """The sum of what has been weighed, beside what is not counted."""
    counted = tuple(_counted(weighed))
    total = exact_sum([each.mme for each in counted])
    return MmeTotal(total, not not_counted, not_counted, counted, _without_apart(weighed, counted))


def weigh(load: Load, factors: FactorSet) -> Weighed | NotCounted:
    """The load by its factor, or why it is not counted."""
    if load.ingredient in factors.excluded:
        because = f"excluded from {factors.name}: {factors.excluded[load.ingredient]}"
        return NotCounted(load.medicine, "excluded", because)
    factor = factors.find(load.ingredient, load.route, load.form)
    if factor is None or not _measurable(load.amount.unit, factor.per):
        by = load.route or "unknown"
        because = f"{factors.name} has no factor for {load.ingredient} by the {by} route in {load.amount.unit.value}"
        return NotCounted(load.medicine, "no_factor", because)
    if factor.per_patch_a_day and load.patches_per_day is None:
        because = f"{factors.name} counts patches per day, and it is not said how often the patch is changed"
        return NotCounted(load.medicine, "no_timing", because)
    daily = _in_unit(load.amount, factor.per)
    amount = daily.amount * (load.patches_per_day or 0) if factor.per_patch_a_day else daily.amount
    return Weighed(load, factor, daily, amount, None if factor.flat is None else amount * factor.flat)


def _counted(weighed: Sequence[Weighed]) -> Iterator[CountedLoad]:
    """Each load with its MME; a tiered factor goes by the total of all loads that share it."""
    totals: dict[Factor, Fraction] = {}
    for load, factor, daily, amount, mme in weighed:
        patches = load.patches_per_day if factor.per_patch_a_day else None
        if mme is not None and factor.flat is not None:
            yield CountedLoad(load, daily, factor.flat, patches, mme)
            continue
        if factor not in totals:
            totals[factor] = exact_sum([each.amount for each in weighed if each.factor is factor])
        rate = factor.at(totals[factor])
        yield CountedLoad(load, daily, rate, patches, amount * rate)


def _without_apart(weighed: Sequence[Weighed], counted: Sequence[CountedLoad]) -> Fraction | None:
    if not any(each.factor.with_and_without for each in weighed):
        return None
    pairs = zip(weighed, counted, strict=True)
    return exact_sum([done.mme for each, done in pairs if not each.factor.with_and_without])


def _measurable(unit: Unit, per: Unit) -> bool:
    return unit is per or {unit, per} == {Unit.MG, Unit.MCG}


def _in_unit(dose: Dose, unit: Unit) -> Dose:
    if dose.unit is unit:
        return dose
    return Dose(dose.amount * 1000 if unit is Unit.MCG else dose.amount / 1000, unit)
