"""How much one administration is: from tablets, mL or mass to the ingredient's own unit, exact, or refused by name."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from glidepath_clinical.medicines.coded_product import CodedProduct
from glidepath_clinical.medicines.fhir_orders.json_shapes import (
    Json,
    not_read,
    number_at,
    object_at,
    objects_at,
    text_at,
)
from glidepath_clinical.medicines.fhir_orders.remembered import Remembered
from glidepath_clinical.medicines.product import Form
from glidepath_clinical.quantities import Dose, Unit, decimal_text

_MASS: Final = {
    "mg": Fraction(1),
    "milligram": Fraction(1),
    "milligrams": Fraction(1),
    "g": Fraction(1000),
    "gram": Fraction(1000),
    "mcg": Fraction(1, 1000),
    "ug": Fraction(1, 1000),
    "µg": Fraction(1, 1000),
    "μg": Fraction(1, 1000),
    "microgram": Fraction(1, 1000),
    "micrograms": Fraction(1, 1000),
}
_RATE: Final = frozenset(
    f"{mass}/{hour}" for mass in ("mcg", "ug", "µg", "μg", "microgram") for hour in ("h", "hr", "hour")
)
_VOLUME: Final = frozenset(("ml", "milliliter", "milliliters", "millilitre", "cc"))
_PATCH: Final = frozenset(("patch", "patches", "tpatch", "tpath72", "system", "transdermal system"))
_SOLID: Final = frozenset(
    (
        "tablet", "tablets", "tab", "tabs", "tbl", "ertab", "tablet(s)", "capsule", "capsules", "cap", "caps", "ercap",
        "capsule(s)", "film", "films", "strip", "lozenge", "lozenges", "suppository", "supp", "unit", "each", "dose",
        "pill", "pills", "spray", "sprays", "actuat", "actuation",
    )
)  # fmt: skip
_ONE: Final = frozenset(("1", "{#}", "#"))
_MOST_UNITS: Final = Fraction(4)
"""A number without a unit is read as that many units up to here (derived); above it may be milligrams."""


class Amount(NamedTuple):
    """One administration, or why it has no amount. `units` counts tablets, patches … when they are counted."""

    dose: Dose | None
    units: Fraction | None = None
    refused: str = ""
    problem: str = ""


_LowAndHigh = tuple[Amount, Amount]
_NOTHING_WRITTEN: Final[_LowAndHigh] = (Amount(None), Amount(None))
_AMOUNTS: Final = Remembered[_LowAndHigh](most=5_000)


def read_amounts(dosage: Json, coded: CodedProduct | None) -> _LowAndHigh:
    """The low and the high amount of one administration of a dosage line."""
    content = (dosage.get("doseAndRate"), coded.rxcui if coded else None)
    found = _AMOUNTS.reading(content, lambda: _amounts(dosage, coded))
    if found is not _NOTHING_WRITTEN:
        return found
    missing = Amount(None, refused=_why_missing(dosage))
    return missing, missing


def _amounts(dosage: Json, coded: CodedProduct | None) -> _LowAndHigh:
    entries = _ordered_entries(objects_at(dosage, "doseAndRate"))
    ranges = [amounts for entry in entries if (amounts := _entry_amounts(entry, coded)) is not None]
    if not ranges:
        return _NOTHING_WRITTEN
    refused = next((each for pair in ranges for each in pair if each.refused), None)
    if refused is None and len({each.dose.unit for pair in ranges for each in pair if each.dose}) > 1:
        refused = Amount(None, refused="mixed_units: the dose is written in units that cannot be compared")
    if refused is not None:
        return refused, refused
    return min((low for low, _ in ranges), key=_size), max((high for _, high in ranges), key=_size)


def in_unit_of_product(quantity: Json, coded: CodedProduct | None) -> Amount:
    """A FHIR Quantity as an amount of the ingredient: mg, or mcg/h for a patch."""
    value = number_at(quantity, "value")
    if value is None:
        return Amount(None, refused="no_amount: the quantity has no number of zero or more")
    if quantity.get("comparator") is not None:
        return Amount(None, refused="no_amount: the quantity says less or more than its number; write the number alone")
    written, conflict = _unit_of(quantity)
    if conflict:
        return Amount(None, refused=conflict)
    if written in _MASS:
        return _of_mass(value * _MASS[written], coded)
    if written in _RATE:
        return _of_rate(value, coded)
    if written in _VOLUME:
        return _of_volume(value, coded)
    return _of_units(value, written, coded)


def _size(amount: Amount) -> Fraction:
    return amount.dose.amount if amount.dose is not None else Fraction(0)


def _ordered_entries(entries: Sequence[Json]) -> Sequence[Json]:
    """What was ordered, when the entries say which was ordered and which calculated."""
    ordered = [
        e for e in entries if "ordered" in {text_at(c, "code") for c in objects_at(object_at(e, "type"), "coding")}
    ]
    return ordered or entries


def _entry_amounts(entry: Json, coded: CodedProduct | None) -> tuple[Amount, Amount] | None:
    odd = not_read(entry, objects=("doseRange", "doseQuantity", "rateQuantity"))
    if odd:
        refused = Amount(None, refused=odd[0])
        return refused, refused
    bounds = object_at(entry, "doseRange")
    if bounds:
        high = in_unit_of_product(object_at(bounds, "high"), coded)
        low = in_unit_of_product(object_at(bounds, "low"), coded) if object_at(bounds, "low") else high
        return low, high
    quantity = object_at(entry, "doseQuantity") or object_at(entry, "rateQuantity")
    if not quantity and (object_at(entry, "rateRatio") or object_at(entry, "rateRange")):
        refused = Amount(None, refused="rate_not_read: the dose is written as a rate alone; write doseQuantity")
        return refused, refused
    if not quantity:
        return None
    amount = in_unit_of_product(quantity, coded)
    return amount, amount


def _why_missing(dosage: Json) -> str:
    if object_at(dosage, "doseQuantity") or object_at(dosage, "doseRange"):
        return "old_fhir: the dose stands outside doseAndRate, as before FHIR R4; send the order as R4"
    if text_at(dosage, "text"):
        return "no_dose: the dose stands in words alone; a person must read it"
    return "no_dose: no dose is written"


def _unit_of(quantity: Json) -> tuple[str, str]:
    """The unit in plain small letters, and a conflict between the code and the words if there is one."""
    code, word = (_plain_unit(text_at(quantity, key)) for key in ("code", "unit"))
    if code and word and _kind(code) != _kind(word):
        return "", f'units_disagree: the code says "{code}", the words say "{word}"'
    return code or word, ""


def _plain_unit(text: str) -> str:
    return text.strip().strip("{}").casefold()


def _kind(unit: str) -> str:
    if unit in _MASS:
        return str(_MASS[unit])
    for kind, words in (("rate", _RATE), ("volume", _VOLUME), ("units", _PATCH | _SOLID | _ONE)):
        if unit in words:
            return kind
    return f"other {unit}" if unit else ""


def _of_mass(milligrams: Fraction, coded: CodedProduct | None) -> Amount:
    if coded is None:
        return Amount(Dose(milligrams, Unit.MG))
    if coded.strength.unit is Unit.MG_PER_ML:
        return Amount(Dose(milligrams, Unit.MG))
    if coded.strength.unit is Unit.MCG_PER_H:
        return Amount(None, refused="mixed_units: a patch is ordered in mcg/h or in patches, not in a mass")
    return _whole_units(Dose(milligrams, Unit.MG), milligrams / coded.strength.amount, coded)


def _of_rate(rate: Fraction, coded: CodedProduct | None) -> Amount:
    if coded is None:
        return Amount(Dose(rate, Unit.MCG_PER_H))
    if coded.strength.unit is not Unit.MCG_PER_H:
        return Amount(None, refused=f"mixed_units: {coded.name} is not measured in mcg/h")
    return _whole_units(Dose(rate, Unit.MCG_PER_H), rate / coded.strength.amount, coded)


def _of_volume(millilitres: Fraction, coded: CodedProduct | None) -> Amount:
    if coded is None:
        return Amount(None, refused="no_strength: the code gives no mg/mL, so mL cannot be counted")
    if coded.strength.unit is not Unit.MG_PER_ML:
        return Amount(None, refused=f"mixed_units: {coded.name} is not measured in mL")
    return Amount(Dose(millilitres * coded.strength.amount, Unit.MG))


def _of_units(value: Fraction, written: str, coded: CodedProduct | None) -> Amount:
    if written and written not in _SOLID | _PATCH | _ONE:
        return Amount(None, refused=f'unknown_unit: "{written}"; write mg, mcg, mcg/h, mL, tablets or patches')
    if coded is None:
        return Amount(None, refused="no_strength: the code is not in the product table, so units cannot be counted")
    if not coded.is_solid:
        return Amount(None, refused=f"mixed_units: {coded.name} is measured in mL or mg")
    if (written in _PATCH) != (coded.dose_form.form is Form.PATCH) and written not in _ONE | {""}:
        return Amount(None, refused=f'mixed_units: "{written}" does not fit {coded.name}')
    doubt = _doubt(value, coded) if not written else ""
    if doubt:
        return Amount(None, refused=doubt)
    unit = Unit.MG if coded.strength.unit is Unit.MG_PER_ACTUATION else coded.strength.unit
    amount = _whole_units(Dose(value * coded.strength.amount, unit), value, coded)
    problem = "" if written else f"no_dose_unit: read as {decimal_text(value)} × {coded.dose_form.form.value}"
    return Amount(amount.dose, amount.units, amount.refused, problem)


def _doubt(value: Fraction, coded: CodedProduct) -> str:
    """Why a bare number cannot be told apart from milligrams; "" when it can."""
    sure = value <= _MOST_UNITS and (value != coded.strength.amount or value == 1)
    digits = decimal_text(value)
    return "" if sure else f"no_dose_unit: {digits} may mean {digits} units or {digits} mg; write the unit"


def _whole_units(dose: Dose, units: Fraction, coded: CodedProduct) -> Amount:
    parts = 2 if coded.may_be_halved else 1
    if (units * parts).denominator != 1:
        piece = "halves" if parts == 2 else "whole units"
        because = f"{dose} would be {units} of {coded.name}, which is given in {piece} only"
        return Amount(None, refused=f"impossible_fraction: {because}")
    return Amount(dose, units)
