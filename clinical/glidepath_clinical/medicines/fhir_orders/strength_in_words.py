"""Strengths that stand in a medicine's name, only to notice that they are not those of its code. Never a dose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from glidepath_clinical.medicines.coded_product import CodedProduct
from glidepath_clinical.quantities import Unit, exact_text

_MILLIGRAMS: Final = {"g": Fraction(1000), "m": Fraction(1), "u": Fraction(1, 1000)}
_STRENGTH: Final = re.compile(
    r"(?<![\w.,])(?P<amounts>(?:\d+(?:\.\d+)?\s?[-/]\s?)*\d+(?:\.\d+)?)\s?"
    r"(?P<unit>mg|milligrams?|mcg|ug|µg|μg|micrograms?|g)\b"
    r"(?:\s?(?:/|per)\s?(?P<number>\d+(?:\.\d+)?)?\s?(?P<per>ml|h|hr|hour|actuat)\b)?",
    re.IGNORECASE | re.ASCII,
)
_PER_OF: Final = {Unit.MG: "", Unit.MG_PER_ML: "ml", Unit.MCG_PER_H: "h", Unit.MG_PER_ACTUATION: "actuat"}
_LONGEST: Final = 500
"""Characters of a name that are looked at."""
_NEAR: Final = Fraction(5, 100)
"""Names round: 0.667 mg/mL is 10 mg in 15 mL, a patch of 12 mcg/h is sold as 12.5. Neighbours differ by more."""


class Strength(NamedTuple):
    """An amount in milligrams, and per what: "" for one unit, "ml", "h" or "actuat"."""

    milligrams: Fraction
    per: str


def strength_disagreement(coded: CodedProduct, names: Iterable[str]) -> str:
    """What a name says against its code, as "the code says …, the words say …"; "" when nothing does."""
    own = _own(coded)
    every = {*_strengths(coded.name), own}
    for name in names:
        said = [each for each in _read_for(coded, _strengths(name)) if each.per == own.per]
        if any(_near(each, own) for each in said):
            continue
        other = next((each for each in said if not any(_near(each, known) for known in every)), None)
        if other is not None:
            return f"the code says {_words(own)}, the words say {_words(other)}"
    return ""


def _strengths(name: str) -> Iterator[Strength]:
    for match in _STRENGTH.finditer(name[:_LONGEST]):
        over = Fraction(match["number"] or 1)
        scale = _MILLIGRAMS[_prefix(match["unit"].casefold())]
        for amount in re.split(r"\s?[-/]\s?", match["amounts"]):
            if over:
                yield Strength(Fraction(amount) * scale / over, (match["per"] or "").casefold().replace("hour", "h"))


def _prefix(unit: str) -> str:
    if unit == "g":
        return "g"
    return "m" if unit in ("mg", "milligram", "milligrams") else "u"


def _read_for(coded: CodedProduct, said: Iterable[Strength]) -> Iterator[Strength]:
    """As said of this product: "fentanyl 25 mcg patch" and "25 mcg/hr" mean a rate per hour."""
    patch = coded.strength.unit is Unit.MCG_PER_H
    for each in said:
        is_rate = each.per in ("h", "hr") or (patch and not each.per and each.milligrams < 1)
        yield Strength(each.milligrams, "h") if is_rate else each


def _own(coded: CodedProduct) -> Strength:
    scale = Fraction(1, 1000) if coded.strength.unit is Unit.MCG_PER_H else Fraction(1)
    return Strength(coded.strength.amount * scale, _PER_OF[coded.strength.unit])


def _near(one: Strength, other: Strength) -> bool:
    return one.per == other.per and abs(one.milligrams - other.milligrams) <= _NEAR * other.milligrams


def _words(strength: Strength) -> str:
    per = {"": "mg", "ml": "mg/mL", "h": "mcg/h", "actuat": "mg per spray"}[strength.per]
    return f"{exact_text(strength.milligrams * (1000 if strength.per == 'h' else 1))} {per}"
