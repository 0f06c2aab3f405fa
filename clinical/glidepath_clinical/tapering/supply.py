"""What the pharmacy can supply for one medicine: the product, its strengths, and which may be halved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.medicines import Form, Product, UnknownProduct, find_product
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.ladder import Grid
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import MedicineWish

MOST_UNITS = 40
"""More units of the largest strength at once than anybody takes: a slip of the keyboard, never a dose."""

PLANNED_FORMS = {Form.TABLET, Form.CAPSULE, Form.DISINTEGRATING_TABLET}


@dataclass(frozen=True)
class Supply:
    """One product as this pharmacy supplies it. `form` is the word for one unit of it."""

    product: Product
    form: str
    strengths: tuple[Fraction, ...]
    halves: frozenset[Fraction]

    @property
    def grid(self) -> Grid:
        """The amounts one dose can have."""
        return Grid.of(self.strengths, self.halves)


def find_supply(wish: MedicineWish) -> Supply | tuple[Refusal, ...]:
    """The supply that a request names, or why it cannot be supplied."""
    try:
        product = find_product(wish.product)
    except UnknownProduct as unknown:
        near = ", ".join(unknown.nearest)
        return (Refusal("unknown_product", f"{wish.product!r} is not in the formulary; nearest: {near}", "product"),)
    form = form_of(product)
    if form is None:
        because = f"{product.name} is not a tablet or capsule that is swallowed; this version plans those alone"
        return (Refusal("not_yet_supported_form", because, "product"),)
    if wish.unit != product.unit.value:
        because = f"{product.name} is measured in {product.unit.value}, the request says {wish.unit}"
        return (Refusal("mixed_units", because, "unit"),)
    refusals = tuple(_strength_refusals(product, wish))
    if refusals:
        return refusals
    every = tuple(sorted(strength.amount for strength in product.strengths))
    return Supply(product, form, wish.strengths or every, frozenset(wish.halves_confirmed))


def form_of(product: Product) -> str | None:
    """The word for one unit of the product; None when it is not a swallowed tablet or capsule of one ingredient."""
    if product.route != "oral" or product.combined or not set(product.forms) <= PLANNED_FORMS:
        return None
    return " or ".join("tablet" if form is Form.DISINTEGRATING_TABLET else form.value for form in product.forms)


def _strength_refusals(product: Product, wish: MedicineWish) -> Iterator[Refusal]:
    known = {strength.amount for strength in product.strengths}
    given = wish.strengths if wish.strengths is not None else tuple(known)
    for strength in given:
        if strength not in known:
            listed = ", ".join(decimal_text(amount) for amount in sorted(known))
            because = f"{product.name} has no strength of {decimal_text(strength)}; known: {listed}"
            yield Refusal("unknown_strength", because, "strengths")
    for strength in wish.halves_confirmed:
        if strength not in given:
            because = f"halves are confirmed for {decimal_text(strength)}, which is not among the strengths"
            yield Refusal("unknown_strength", because, "halves_confirmed")
        elif not may_be_halved(product):
            because = f"{product.name} is never split; halves cannot be used"
            yield Refusal("impossible_fraction", because, "halves_confirmed")


def may_be_halved(product: Product) -> bool:
    """Whether halves can be thought of at all: an immediate-release tablet that the formulary marks."""
    return product.splittable and product.release.startswith("IR") and product.forms == (Form.TABLET,)


def dose_refusals(supply: Supply, wish: MedicineWish) -> Iterator[Refusal]:
    """What is wrong with the doses taken now: unknown, or not made of units that exist."""
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
    if dose > MOST_UNITS * max(supply.strengths):
        because = f"{decimal_text(dose)} at once would be more than {MOST_UNITS} units of the largest strength"
        return Refusal("dose_not_expressible", because, field)
    grid = supply.grid
    index = grid.index(dose)
    if index is not None and index in grid.dispensable_up_to(index):
        return None
    unit = supply.product.unit.value
    listed = ", ".join(decimal_text(strength) for strength in supply.strengths)
    text = f"{decimal_text(dose)} {unit} of {supply.product.name}"
    smallest = grid.amount(grid.smallest)
    if dose < smallest:
        because = f"{text} would be a fraction of a unit that cannot be divided so (units: {listed})"
        return Refusal("impossible_fraction", because, field)
    halves = " with the halves confirmed" if supply.halves else " without halves"
    return Refusal("dose_not_expressible", f"{text} cannot be made from units of {listed}{halves}", field)
