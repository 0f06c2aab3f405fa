"""Why a request's supply cannot be: strengths that do not exist, are unclear, or are divided as they must not be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from glidepath_clinical.medicines import Form, Product
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.asked_medicine import MedicineWish
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.strength_choices import choices_of

LEAST_VOLUME = Fraction(1, 100)
"""mL. Nothing finer is measured anywhere; from memory [M], the marks of the finest 1 mL syringe."""


def supply_refusals(product: Product, wish: MedicineWish, may_be_halved: bool) -> Iterator[Refusal]:
    """Everything that is wrong with the strengths, halves, volume and wear time of a request."""
    yield from _unknown_strengths(product, wish)
    yield from _halves(product, wish, may_be_halved)
    yield from _unclear_pairs(product, wish)
    yield from _concentration(product, wish)
    yield from _wear_time(product, wish)


def _given(product: Product, wish: MedicineWish) -> tuple[Fraction, ...]:
    known = tuple(strength.amount for strength in product.strengths)
    return wish.strengths if wish.strengths is not None else known


def _unknown_strengths(product: Product, wish: MedicineWish) -> Iterator[Refusal]:
    known = {strength.amount for strength in product.strengths}
    for strength in _given(product, wish):
        if strength not in known:
            listed = ", ".join(decimal_text(amount) for amount in sorted(known))
            because = f"{product.name} has no strength of {decimal_text(strength)}; known: {listed}"
            yield Refusal("unknown_strength", because, "strengths")


def _halves(product: Product, wish: MedicineWish, may_be_halved: bool) -> Iterator[Refusal]:
    for strength in wish.halves_confirmed:
        if strength not in _given(product, wish):
            because = f"halves are confirmed for {decimal_text(strength)}, which is not among the strengths"
            yield Refusal("unknown_strength", because, "halves_confirmed")
        elif not may_be_halved:
            because = f"{product.name} is never split; halves cannot be used"
            yield Refusal("impossible_fraction", because, "halves_confirmed")


def _unclear_pairs(product: Product, wish: MedicineWish) -> Iterator[Refusal]:
    """A combination whose second amount is not known, or does not exist, has no daily ceiling to hold."""
    for strength in _given(product, wish):
        pairs = {pair.partner_amount.amount for pair in product.combined if pair.main.amount == strength}
        listed = ", ".join(f"{decimal_text(strength)}/{decimal_text(pair)}" for pair in sorted(pairs))
        named = wish.partners.get(strength)
        if named is None and len(pairs) > 1:
            because = f"{decimal_text(strength)} of {product.name} exists as {listed}; write which one"
            yield Refusal("strength_unclear", because, "strengths", choices=choices_of(product, wish))
        elif named is not None and named not in pairs:
            known = f"known: {listed}" if pairs else "it has one ingredient"
            because = f"{product.name} has no {decimal_text(strength)}/{decimal_text(named)}; {known}"
            yield Refusal("unknown_strength", because, "strengths")


def _concentration(product: Product, wish: MedicineWish) -> Iterator[Refusal]:
    if Form.SOLUTION not in product.forms:
        if wish.measurable_volume is not None:
            because = f"{product.name} is not a liquid; a measurable volume does not belong to it"
            yield Refusal("not_for_this_form", because, "measurable_volume")
        return
    if wish.measurable_volume is not None and wish.measurable_volume < LEAST_VOLUME:
        asked, least = decimal_text(wish.measurable_volume), decimal_text(LEAST_VOLUME)
        because = f"{asked} mL cannot be measured; at least {least} mL can"
        yield Refusal("not_measurable", because, "measurable_volume")
    if len(_given(product, wish)) > 1:
        listed = ", ".join(f"{decimal_text(strength)} mg/mL" for strength in _given(product, wish))
        because = f"{product.name} stands here with {listed}; a plan uses one concentration, name it alone"
        yield Refusal("concentration_unclear", because, "strengths", choices=choices_of(product, wish))


def _wear_time(product: Product, wish: MedicineWish) -> Iterator[Refusal]:
    if Form.PATCH in product.forms:
        known = {int(hours) for hours in re.findall(r"\d+", product.usual_interval_h)}
        if wish.wear_hours is not None and wish.wear_hours not in known:
            listed = ", ".join(str(hours) for hours in sorted(known))
            because = f"{product.name} is worn {listed} hours, not {decimal_text(wish.wear_hours)}"
            yield Refusal("wear_time", because, "wear_hours")
        return
    for name in ("wear_hours", "patch_changed_on"):
        if getattr(wish, name) is not None:
            yield Refusal("not_for_this_form", f"{product.name} is not a patch; this does not belong to it", name)
