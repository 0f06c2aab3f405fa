"""What the pharmacy can supply for one medicine: the product, its strengths, and how each can be divided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from glidepath_clinical.medicines import Form, Product, UnknownProduct, find_product
from glidepath_clinical.quantities import Unit, decimal_text
from glidepath_clinical.tapering.asked_medicine import MedicineWish
from glidepath_clinical.tapering.fields import shown
from glidepath_clinical.tapering.ladder import Grid, Weights
from glidepath_clinical.tapering.limits import MOST_PATCHES, PATCHES, Limit, limit_of, weights_of
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.supply_refusals import supply_refusals

MEASURABLE_VOLUME = Fraction(1, 2)
"""mL. The least volume of a liquid that is measured at home when the request says no other. From memory [M]: oral
syringes of 5 mL are marked finer than this."""

MOST_WORN = 40
"""More patches of the largest strength than anybody wears; such a dose is refused elsewhere."""

FORM_WORDS = {
    Form.TABLET: "tablet",
    Form.DISINTEGRATING_TABLET: "tablet",
    Form.CAPSULE: "capsule",
    Form.SOLUTION: "solution",
    Form.PATCH: "patch",
    Form.FILM: "film",
}


@dataclass(frozen=True)
class Supply:
    """One product as this pharmacy supplies it. `form` is the word for one unit of it.

    `volume` is the measurable volume in mL of a liquid, `wear_hours` how long a patch is worn, `partners`
    the second amount in one unit of each strength of a combination, `limit` what else fills up with units.
    """

    product: Product
    form: str
    strengths: tuple[Fraction, ...]
    halves: frozenset[Fraction]
    volume: Fraction | None = None
    wear_hours: int | None = None
    partners: Weights = field(default_factory=dict)
    limit: Limit | None = None

    @cached_property
    def grid(self) -> Grid:
        """The amounts one dose can have."""
        weights = weights_of(self.limit)
        if self.volume is not None:
            return Grid.of_liquid(self.strengths[0], self.volume, weights)
        return Grid.of(self.strengths, self.halves, weights)

    @property
    def unit(self) -> str:
        """The unit of an amount: that of the product, mg for what is so many mg/mL."""
        return amount_unit(self.product)

    @property
    def is_patch(self) -> bool:
        """Whether the medicine is worn on the skin."""
        return self.wear_hours is not None

    def allowing(self, worn: Fraction) -> Supply:
        """The same supply, where a person who wears more patches now than usual may go on from there."""
        index = self.grid.index(worn) if worn <= MOST_WORN * max(self.strengths) else None
        if self.limit is None or self.limit.of != PATCHES or index is None:
            return self
        least = self.grid.least_weights(index)[index]
        return replace(self, limit=replace(self.limit, amount=max(MOST_PATCHES, least or MOST_PATCHES)))


def amount_unit(product: Product) -> str:
    """The unit in which doses of the product are written."""
    return Unit.MG.value if product.unit is Unit.MG_PER_ML else product.unit.value


def form_of(product: Product) -> str | None:
    """The word for one unit of the product; None when no taper can be planned of its form (a spray)."""
    if not all(form in FORM_WORDS for form in product.forms):
        return None
    return " or ".join(FORM_WORDS[form] for form in product.forms)


def find_supply(wish: MedicineWish) -> Supply | tuple[Refusal, ...]:
    """The supply that a request names, or why it cannot be supplied."""
    try:
        product = find_product(wish.product)
    except UnknownProduct as unknown:
        near = ", ".join(unknown.nearest)
        because = f"{shown(wish.product)} is not in the formulary; nearest: {near}"
        return (Refusal("unknown_product", because, "product"),)
    form = form_of(product)
    if form is None:
        because = f"{product.name} is neither taken in counted units nor measured nor worn; no taper is made of it"
        return (Refusal("not_a_taper_form", because, "product"),)
    if wish.unit != amount_unit(product):
        return (_other_unit(product, wish),)
    refusals = tuple(supply_refusals(product, wish, may_be_halved(product)))
    return refusals or _supply(product, form, wish)


def _other_unit(product: Product, wish: MedicineWish) -> Refusal:
    liquid = "; a volume alone is no dose, mg and mL are kept apart" if product.unit is Unit.MG_PER_ML else ""
    because = f"{product.name} is measured in {amount_unit(product)}, the request says {wish.unit}{liquid}"
    return Refusal("mixed_units", because, "unit")


def _supply(product: Product, form: str, wish: MedicineWish) -> Supply:
    strengths = wish.strengths or tuple(sorted(strength.amount for strength in product.strengths))
    amounts = {pair.main.amount: pair.partner_amount.amount for pair in product.combined}
    partners = {strength: wish.partners.get(strength, amounts[strength]) for strength in strengths if amounts}
    supply = Supply(
        product=product,
        form=form,
        strengths=strengths,
        halves=frozenset(wish.halves_confirmed),
        volume=(wish.measurable_volume or MEASURABLE_VOLUME) if Form.SOLUTION in product.forms else None,
        wear_hours=int(wish.wear_hours or product.wear_hours or 0) or None,
        partners=partners,
        limit=limit_of(product, strengths, partners),
    )
    return supply.allowing(sum((dose for dose in wish.doses.values() if dose), Fraction(0)))


def may_be_halved(product: Product) -> bool:
    """Whether halves can be thought of at all: an immediate-release tablet that the formulary marks."""
    return product.splittable and product.release.startswith("IR") and product.forms == (Form.TABLET,)


def needs_words(supply: Supply, wish: MedicineWish) -> Iterator[str]:
    """What a plan says about its supply: defaults that were taken, and limits that hold."""
    if supply.volume is not None and wish.measurable_volume is None:
        yield (
            f"{supply.product.name}: doses are measured in steps of {decimal_text(supply.volume)} mL, "
            "a default from memory [M]; the request may name another measurable volume."
        )
    if supply.wear_hours is not None:
        yield (
            f"{supply.product.name}: patches are changed every {supply.wear_hours} hours and never cut; "
            "a new rate begins on a day of change."
        )
        if wish.patch_changed_on is None:
            yield f"{supply.product.name}: the first step is taken as a day of change; the last change is not known."
    if supply.limit is not None and supply.limit.of != PATCHES:
        limit = supply.limit
        of = "" if limit.of == "units" else f" of {limit.of}"
        most = f"{decimal_text(limit.amount)} {limit.unit}{of}"
        mark = supply.product.marks["max_daily"]
        yield f"{supply.product.name}: never more than {most} a day, at any step [{mark}]."
