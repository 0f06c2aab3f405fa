"""From a medicine as it is written to its ingredients. A name that is not recognised is told, never passed over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from glidepath_clinical.interactions.classes import CLASSES
from glidepath_clinical.interactions.packaged import read_json
from glidepath_clinical.medicines import formulary
from glidepath_clinical.medicines.packaged import read_json as read_medicine_data

_DATA = read_json("names.json")
SUBSTANCES: Final = ("alcohol", "tobacco", "caffeine", "cannabis")
IN_NO_CLASS: Final = frozenset(_DATA["in_no_class"])
_PASSED_OVER: Final = frozenset(_DATA["passed_over"])
_PARTS = re.compile(r"\s*(?:/|\+|,|;|\(|\)|\bwith\b|\band\b)\s*")
_WORDS = re.compile(r"[a-z][a-z'-]*")
_FORMS = re.compile(r"\b(tablets?|capsules?|injection|lozenge|film|solution|spray|buccal|sublingual|nasal|oral)\b")
_PATCH = re.compile(r"\b(patch|transdermal|duragesic|butrans|td)\b")


@dataclass(frozen=True)
class ReadName:
    """The ingredients of one written name, and the words of it that nobody could place."""

    ingredients: frozenset[str]
    not_recognised: tuple[str, ...]
    is_patch: bool
    other_form: bool


@cache
def ingredients() -> frozenset[str]:
    """Every ingredient that a name can stand for."""
    classed = {name for one in CLASSES.values() for name in one.members}
    table = {part for product in formulary() for part in product.ingredient.split("/")}
    return frozenset(classed | table | IN_NO_CLASS | set(_DATA["alone_in_a_row"]) | set(_DATA["other_names"]))


@cache
def _written() -> Mapping[str, tuple[str, ...]]:
    """Every way to write an ingredient, or a product of several, in lower case, to what it holds."""
    opioids = read_medicine_data("opioid_names.json")
    known = {name: (name,) for name in ingredients()}
    known |= {name: (one,) for part in ("brands", "spellings") for name, one in opioids[part].items()}
    for ingredient, others in _DATA["other_names"].items():
        known |= dict.fromkeys(others, (ingredient,))
    return known | {name: tuple(held) for name, held in _DATA["several"].items()}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_written(), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){re.escape(name)}(?![a-z])" for name in longest_first))


@cache
def read_name(name: str, form: str = "", holds: tuple[str, ...] | None = None) -> ReadName:
    """What a written name holds, or is said to hold. A part of it without a known ingredient is not recognised."""
    plain = " ".join(name.casefold().replace("’", "'").split())
    found = {held for match in _pattern().finditer(plain) for held in _written()[match[0]]}
    rest = _pattern().sub(" # ", plain)
    unknown = [part for part in (_unknown_in(part) for part in _PARTS.split(rest)) if part]
    if holds is not None:
        found, unknown = set(holds), []
    elif not found and not unknown:
        unknown = [name.strip() or "a medicine without a name"]
    forms = f"{plain} {form.casefold()}"
    return ReadName(frozenset(found), tuple(unknown), bool(_PATCH.search(forms)), bool(_FORMS.search(forms)))


def _unknown_in(part: str) -> str:
    """The words of a part that holds no known ingredient, without forms, salts and units."""
    if "#" in part:
        return ""
    return " ".join(word for word in _WORDS.findall(part) if word not in _PASSED_OVER and len(word) > 1)


def name_of(ingredient: str) -> str:
    """An ingredient as people write it in a sentence."""
    return "St John's wort" if ingredient == "st john's wort" else ingredient
