"""Generic products by RxNorm code: what one unit is and how much of the counted ingredient it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from glidepath_clinical.medicines.dose_forms import DOSE_FORMS, DoseForm
from glidepath_clinical.medicines.formulary import formulary
from glidepath_clinical.medicines.packaged import read_rows
from glidepath_clinical.medicines.product import Form, Product
from glidepath_clinical.quantities import Dose, QuantityError, Unit, parse_decimal

_UNITS = {"MG": Unit.MG, "MG/ML": Unit.MG_PER_ML, "MG/HR": Unit.MCG_PER_H, "MG/ACTUAT": Unit.MG_PER_ACTUATION}
_NAMED_FORMS = {"dispersible tablet", "effervescent tablet", "oral suspension"}
_AMOUNT = re.compile(r" [\d.]+ MG.*$")
_SALTS = re.compile(r" (hydrochloride|sulfate|phosphate|bitartrate|tartrate)$")


@dataclass(frozen=True)
class CodedProduct:
    """One generic product of the code table.

    `strength` is the ingredient in one unit: mg, mg/mL for a liquid, mcg/h for a patch, mg per actuation for a
    spray. `product` is the formulary's row when the same product stands there, else None.
    """

    rxcui: str
    name: str
    ingredient: str
    partners: tuple[str, ...]
    dose_form: DoseForm
    wear_hours: int | None
    strength: Dose
    acetaminophen: Dose | None
    product: Product | None
    source: str

    @property
    def is_solid(self) -> bool:
        """Whether it is counted in whole units (a tablet, capsule, film …), not measured in mL."""
        return self.dose_form.form is not Form.SOLUTION

    @property
    def may_be_halved(self) -> bool:
        """Whether halves can be thought of: an immediate-release swallowed tablet not marked otherwise."""
        swallowed = self.dose_form.form is Form.TABLET and self.dose_form.route == "oral"
        return swallowed and self.dose_form.release == "IR" and (self.product is None or self.product.splittable)


@cache
def coded_products() -> Mapping[str, CodedProduct]:
    """Every product of the code table by its RxNorm code."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_rows("products_rxcui.csv"):
        rows.setdefault(row["rxcui"], []).append(row)
    return {code: coded_product_of(found) for code, found in rows.items()}


@cache
def _codes_by_name() -> Mapping[str, str]:
    return {_plain(each.name): code for code, each in coded_products().items()}


def find_coded(code: str) -> CodedProduct | None:
    """The product of an RxNorm code, or None when the table does not have it."""
    return coded_products().get(code.strip())


def find_coded_by_name(name: str) -> CodedProduct | None:
    """The product whose RxNorm name is exactly this one but for case and spaces, or None."""
    code = _codes_by_name().get(_plain(name))
    return None if code is None else coded_products()[code]


def product_for_rxcui(code: str) -> tuple[Product, Dose] | None:
    """The formulary's product and the strength that an RxNorm code names, or None."""
    coded = find_coded(code)
    if coded is None or coded.product is None:
        return None
    amount = coded.strength.amount
    if coded.product.unit is Unit.MCG and coded.strength.unit is Unit.MG:
        amount *= 1000
    return coded.product, Dose(amount, coded.product.unit)


def coded_product_of(rows: Sequence[Mapping[str, str]]) -> CodedProduct:
    """A code has several rows when it holds two salts of one ingredient: their strengths add up."""
    row = rows[0]
    strength = sum((_strength(each) for each in rows[1:]), start=_strength(row))
    form = DOSE_FORMS.get(row["dose_form"])
    if form is None:
        raise QuantityError(f"dose form of {row['rxcui']}", f'"{row["dose_form"]}" is not known')
    partners = _partners(row["name"], row["ingredient"])
    hours = int(row["hours"]) if row["hours"] else None
    acetaminophen = Dose.of(row["acetaminophen_mg"], strength.unit) if row["acetaminophen_mg"] else None
    return CodedProduct(
        rxcui=row["rxcui"],
        name=row["name"],
        ingredient=row["ingredient"],
        partners=partners,
        dose_form=form,
        wear_hours=hours if form.form is Form.PATCH else None,
        strength=strength,
        acetaminophen=acetaminophen,
        product=_formulary_row(row["ingredient"], partners, form, hours, (strength, acetaminophen)),
        source=row["source"],
    )


def _strength(row: Mapping[str, str]) -> Dose:
    unit = _UNITS[row["unit"]]
    amount = parse_decimal(row["strength"], f"strength of {row['rxcui']}")
    return Dose(amount * 1000 if unit is Unit.MCG_PER_H else amount, unit)


def _partners(name: str, ingredient: str) -> tuple[str, ...]:
    parts = [_SALTS.sub("", _AMOUNT.sub("", part).strip()) for part in name.split(" / ")]
    return tuple(part for part in parts if ingredient not in part)


def _formulary_row(
    ingredient: str,
    partners: tuple[str, ...],
    form: DoseForm,
    hours: int | None,
    amounts: tuple[Dose, Dose | None],
) -> Product | None:
    together = "/".join((ingredient, *partners))
    rows = [row for row in formulary() if row.ingredient == together and _fits(row, form, *amounts)]
    if len(rows) > 1:
        rows = [row for row in rows if ("24 h" in row.name) == (hours == 24)]
    return rows[0] if len(rows) == 1 else None


def _fits(row: Product, form: DoseForm, strength: Dose, acetaminophen: Dose | None) -> bool:
    if form.form not in row.forms or row.route != form.route or row.release[:2] != form.release:
        return False
    if form.words in _NAMED_FORMS or "dispersible" in row.name:
        return form.words in row.name and strength in row.strengths
    if acetaminophen is not None:
        return any(pair.main == strength and pair.partner_amount == acetaminophen for pair in row.combined)
    return _in_unit(strength, row.unit) in {each.amount for each in row.strengths}


def _in_unit(strength: Dose, unit: Unit) -> Fraction | None:
    if strength.unit is unit:
        return strength.amount
    return strength.amount * 1000 if (strength.unit, unit) == (Unit.MG, Unit.MCG) else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
