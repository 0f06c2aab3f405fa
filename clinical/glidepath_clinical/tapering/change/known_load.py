"""What the plan itself knows of the load: it bounds what a prescriber enters for a rotation.

These are guards and no conversion: a dose never follows from them, it is only refused by them.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from glidepath_clinical.medicines import Product, find_product
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.label_tables import CITE
from glidepath_clinical.tapering.change.running import Running, timeline

LABELS_TAPER = timedelta(days=7)
"""The labels of buprenorphine speak of the dose before a taper of at most 7 days. Their start doses are not for
somebody who has been on less for longer."""


def mme_of(product: Product, daily: Fraction) -> Fraction | None:
    """MME a day by CDC 2022; None when that table has no number for the product."""
    return daily * product.mme_factor if isinstance(product.mme_factor, Fraction) else None


def taken_product(running: Running) -> Product:
    """The medicine of a plan of one medicine."""
    return find_product(running.names[0])


def check_oral_morphine(running: Running, taken_daily: Fraction, before: Fraction, now: Fraction, on: date) -> Fraction:
    """Refuses numbers that the plan contradicts; gives the oral morphine a day that is certainly taken.

    For oral morphine both are known exactly. For another opioid neither may lie above its MME.
    """
    product = taken_product(running)
    known = mme_of(product, taken_daily)
    if known is None:
        because = f"{product.name} has no MME factor, so what was entered cannot be held against the plan"
        raise CannotChange("oral_morphine_unknown", because, "oral_morphine", CITE)
    if (product.ingredient, product.route) == ("morphine", "oral") and now != known:
        because = f"{decimal_text(now)} mg was entered, {decimal_text(known)} mg of oral morphine a day are taken"
        raise CannotChange("oral_morphine_of_another_dose", because, "oral_morphine.daily_now", CITE)
    if now > known:
        because = f"{decimal_text(now)} mg was entered; what is taken now counts {decimal_text(known)} MME a day"
        raise CannotChange("oral_morphine_above_the_plan", because, "oral_morphine.daily_now", CITE)
    highest = max(known, *_lately(running, on))
    if before > highest:
        because = (
            f"{decimal_text(before)} mg was entered; the most in the {LABELS_TAPER.days} days before counts "
            f"{decimal_text(highest)} MME a day, and the label's start dose is for a taper that is no longer than that"
        )
        raise CannotChange("oral_morphine_above_the_plan", because, "oral_morphine.daily_before_taper", CITE)
    return known


def _lately(running: Running, on: date) -> list[Fraction]:
    """The loads of the plan's doses within the label's taper, as far as they are counted."""
    first = on - LABELS_TAPER
    found = (
        mme_of(find_product(stretch.product), sum(stretch.doses.values(), Fraction(0)))
        for stretch in timeline(running.log)
        if (stretch.until is None or stretch.until >= first) and (stretch.since is None or stretch.since < on)
    )
    return [load for load in found if load is not None] or [Fraction(0)]


def check_no_higher_load(running: Running, taken_daily: Fraction, product: Product, new_daily: Fraction) -> str:
    """A rotation never raises the load; gives words where the two cannot be compared, else ""."""
    old = taken_product(running)
    before, after = mme_of(old, taken_daily), mme_of(product, new_daily)
    if before is None or after is None:
        without = old if before is None else product
        return f" The loads before and after cannot be compared: {without.name} has no MME factor."
    if after > before:
        because = (
            f"{decimal_text(new_daily)} {product.unit.value} of {product.name} counts {decimal_text(after)} MME a day, "
            f"more than the {decimal_text(before)} MME that are taken; look at the equianalgesic dose again"
        )
        raise CannotChange("rotation_raises_the_load", because, "equianalgesic", "cdc-2022-mme")
    return ""
