"""Reads one row of the formulary table into a Product; a row that is not understood is refused by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from glidepath_clinical.medicines.product import CombinedStrength, DailyLimit, Form, Product
from glidepath_clinical.quantities import Dose, QuantityError, Unit, parse_decimal

_UNITS = {"mg/actuat": Unit.MG_PER_ACTUATION}
_FORM_WORDS = (
    ("orally disintegrating tablet", (Form.DISINTEGRATING_TABLET,)),
    ("tablet/capsule", (Form.TABLET, Form.CAPSULE)),
    ("tablet / capsule", (Form.TABLET, Form.CAPSULE)),
    ("tablet", (Form.TABLET,)),
    ("capsule", (Form.CAPSULE,)),
    ("solution", (Form.SOLUTION,)),
    ("transdermal", (Form.PATCH,)),
    ("film", (Form.FILM,)),
    ("spray", (Form.SPRAY,)),
)
_BRACKET = re.compile(r" ?\([^)]*\)")
_LIMIT = re.compile(r"(?:(acetaminophen|codeine) )?(?:[\d.]+-)?([\d.]+) (mg|mcg|mcg/h|tablets)(?= |$)")
_STRENGTHS_MARKED = {
    "strengths+form verified in OMTKData; US-marketed subset, splittable, interval, max = memory": "V",
    "strengths+form verified in opioid-cds-r4 benzodiazepine/cns-depressant value sets;"
    " splittable, interval, max = memory": "V",
    "all memory, unverified": "M",
    "strength verified (openFDA NDC); rest memory": "V",
    "2;4 mg verified (openFDA NDC); rest memory": "M",
    "strengths memory; trigger verified": "M",
}
_FROM_MEMORY = ("splittable", "usual_interval_h", "max_daily", "marketed")


def product_of(row: Mapping[str, str]) -> Product:
    """Make the Product of one row. Raises QuantityError naming the row and the column that is not understood."""
    name = f"{row['ingredient']} {_BRACKET.sub('', row['formulation'])}"
    unit = _UNITS.get(row["strength_unit"]) or Unit(row["strength_unit"])
    combined = tuple(_combined(row, name, unit))
    return Product(
        name=name,
        ingredient=row["ingredient"],
        formulation=row["formulation"],
        release=row["release"],
        route=row["route"],
        strengths=_strengths(row, name, unit),
        unit=unit,
        splittable=row["splittable"] == "yes",
        usual_interval_h=row["usual_interval_h"],
        max_daily=row["max_daily"],
        mme_factor=_factor(row["mme_factor_2022"], name),
        medicine_class=row["class"],
        note=row["note"],
        source=row["source"],
        provenance=row["provenance"],
        rxnorm_ingredient=row["rxnorm_ingredient_cui"],
        rxnorm_provenance=row["cui_provenance"],
        splitting=row["splittable"],
        forms=_forms(row["formulation"], name),
        combined=combined,
        daily_limits=tuple(_limits(row["max_daily"], row["ingredient"])),
        marks=_marks(row, name),
    )


def _strengths(row: Mapping[str, str], name: str, unit: Unit) -> tuple[Dose, ...]:
    amounts = {_main_amount(text, name) for text in row["strengths"].split(";")}
    return tuple(Dose(amount, unit) for amount in sorted(amounts))


def _main_amount(text: str, name: str) -> Fraction:
    return parse_decimal(_BRACKET.sub("", text).split("/")[0], f"strengths of {name}")


def _combined(row: Mapping[str, str], name: str, unit: Unit) -> list[CombinedStrength]:
    _, _, partner = row["ingredient"].partition("/")
    found = []
    for text in row["strengths"].split(";") if partner else []:
        main, _, other = text.partition("/")
        found.append(CombinedStrength(Dose.of(main, unit, name), partner, Dose.of(other, unit, name)))
    return found


def _factor(text: str, name: str) -> Fraction | Literal["excluded"] | None:
    if text == "excluded":
        return "excluded"
    return parse_decimal(text, f"mme_factor_2022 of {name}") if text else None


def _forms(formulation: str, name: str) -> tuple[Form, ...]:
    for words, forms in _FORM_WORDS:
        if words in formulation:
            return forms
    raise QuantityError(f"formulation of {name}", f'"{formulation}" names no form that is known')


def _limits(text: str, ingredient: str) -> list[DailyLimit]:
    """The limits that hold for everybody: of a range or of several indications the highest."""
    found = []
    for part in text.split(";"):
        matches = [match for each in part.split(" / ") if (match := _LIMIT.match(each.strip()))]
        if matches:
            of = "units" if matches[0][3] == "tablets" else matches[0][1] or ingredient.split("/")[0]
            most = max(parse_decimal(match[2], f"max_daily of {ingredient}") for match in matches)
            found.append(DailyLimit(of, most, matches[0][3]))
    return found


def _marks(row: Mapping[str, str], name: str) -> Mapping[str, str]:
    if row["provenance"] not in _STRENGTHS_MARKED:
        raise QuantityError(f"provenance of {name}", f'"{row["provenance"]}" is not a wording that is known')
    marks = dict.fromkeys(_FROM_MEMORY, "M")
    marks["strengths"] = _STRENGTHS_MARKED[row["provenance"]]
    marks["mme_factor"] = "V"
    marks["rxnorm_ingredient"] = "V" if row["cui_provenance"] in {"OMTKData"} else "M"
    return MappingProxyType(marks)
