"""What is wrong with the doses that are taken now: unknown, not made of units that exist, or above a limit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.asked_medicine import MedicineWish
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.supply import Supply

MOST_UNITS = 40
"""More units of the largest strength at once than anybody takes: a slip of the keyboard, never a dose."""

MOST_ML = 200
"""More mL at once than anybody drinks of a medicine: a slip of the keyboard, or mg and mL mixed up."""


def dose_refusals(supply: Supply, wish: MedicineWish) -> Iterator[Refusal]:
    """Everything that is wrong with the doses of one medicine."""
    unmade = tuple(_unmade(supply, wish))
    yield from unmade
    if not unmade:
        yield from _above_limit(supply, wish)
        yield from _above_order(supply, wish)
        yield from _not_worn_once(supply, wish)


def _unmade(supply: Supply, wish: MedicineWish) -> Iterator[Refusal]:
    if not wish.doses:
        yield Refusal("dose_unknown", f"no dose of {wish.product} is known; find out what is really taken", "doses")
    elif all(dose == 0 for dose in wish.doses.values()):
        yield Refusal("dose_unknown", f"every dose of {wish.product} is 0; there is nothing to taper", "doses")
    for time, dose in wish.doses.items():
        if dose is None:
            because = f"the {time.value} dose of {wish.product} is unknown; find out what is really taken"
            yield Refusal("dose_unknown", because, f"doses.{time.value}")
        elif dose:
            refusal = _dose_refusal(supply, dose, f"doses.{time.value}")
            if refusal is not None:
                yield refusal


def _dose_refusal(supply: Supply, dose: Fraction, field: str) -> Refusal | None:
    most = MOST_UNITS if supply.volume is None else MOST_ML
    if dose > most * max(supply.strengths):
        units = "units of the largest strength" if supply.volume is None else "mL of it"
        because = f"{decimal_text(dose)} at once would be more than {most} {units}"
        return Refusal("dose_not_expressible", because, field)
    grid = supply.grid
    index = grid.index(dose)
    if index is not None and index in grid.dispensable_up_to(index):
        return None
    if supply.volume is not None:
        return _unmeasurable(supply, dose, field)
    listed = ", ".join(decimal_text(strength) for strength in supply.strengths)
    text = f"{decimal_text(dose)} {supply.unit} of {supply.product.name}"
    if dose < grid.amount(grid.smallest):
        because = f"{text} would be a fraction of a unit that cannot be divided so (units: {listed})"
        return Refusal("impossible_fraction", because, field)
    halves = " with the halves confirmed" if supply.halves else " without halves"
    return Refusal("dose_not_expressible", f"{text} cannot be made from units of {listed}{halves}", field)


def _unmeasurable(supply: Supply, dose: Fraction, field: str) -> Refusal:
    volume = decimal_text(supply.volume or Fraction(0))
    because = (
        f"{decimal_text(dose)} mg of {supply.product.name} {decimal_text(supply.strengths[0])} mg/mL "
        f"cannot be measured in steps of {volume} mL"
    )
    return Refusal("dose_not_expressible", because, field)


def _above_limit(supply: Supply, wish: MedicineWish) -> Iterator[Refusal]:
    """A limit beside the dose (acetaminophen, tablets a day) that the present regimen already passes."""
    limit = supply.limit
    if limit is None:
        return
    indexes = [supply.grid.index(dose) or 0 for dose in wish.doses.values() if dose]
    least = supply.grid.least_weights(max(indexes))
    filled = sum((least[index] or Fraction(0) for index in indexes), Fraction(0))
    if filled > limit.amount:
        of = limit.unit if limit.of in ("units", "patches") else f"{limit.unit} of {limit.of}"
        because = (
            f"the present doses of {supply.product.name} hold at least {decimal_text(filled)} {of} a day, "
            f"above the limit of {decimal_text(limit.amount)}; a prescriber mends this before a taper"
        )
        yield Refusal("above_daily_limit", because, "doses")


def _above_order(supply: Supply, wish: MedicineWish) -> Iterator[Refusal]:
    daily = sum((dose for dose in wish.doses.values() if dose), Fraction(0))
    if wish.ordered_maximum is not None and daily > wish.ordered_maximum and wish.above_order_reason is None:
        because = (
            f"{decimal_text(daily)} {supply.unit} a day of {supply.product.name} is above the ordered maximum of "
            f"{decimal_text(wish.ordered_maximum)}; starting there needs a prescriber's reason (above_order_reason)"
        )
        yield Refusal("above_ordered_maximum", because, "doses")


def _not_worn_once(supply: Supply, wish: MedicineWish) -> Iterator[Refusal]:
    if supply.is_patch and sum(1 for dose in wish.doses.values() if dose) > 1:
        because = f"{supply.product.name} is worn all day; write the rate of all patches worn together once"
        yield Refusal("patch_worn_all_day", because, "doses")
