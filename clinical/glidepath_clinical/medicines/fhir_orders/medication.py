"""Which medicine an order names: by RxNorm code first, by words only to notice an opioid, never for a strength."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from glidepath_clinical.medicines.coded_product import CodedProduct, find_coded, find_coded_by_name
from glidepath_clinical.medicines.fhir_orders.json_shapes import Json, object_at, objects_at, text_at
from glidepath_clinical.medicines.fhir_orders.strength_in_words import strength_disagreement
from glidepath_clinical.medicines.formulary import formulary, product_named
from glidepath_clinical.medicines.names import KNOWN_OPIOIDS, is_known_other, opioids_in
from glidepath_clinical.medicines.product import Product

RXNORM: Final = frozenset(
    ("http://www.nlm.nih.gov/research/umls/rxnorm", "urn:oid:2.16.840.1.113883.6.88", "2.16.840.1.113883.6.88")
)
_ROUTE_WORDS: Final = (
    ("transdermal", "transdermal"),
    ("patch", "transdermal"),
    ("sublingual", "sublingual"),
    ("buccal", "buccal"),
    ("nasal", "nasal"),
    ("rectal", "rectal"),
    ("suppository", "rectal"),
    ("inject", "parenteral"),
    ("intraven", "parenteral"),
    ("subcutan", "parenteral"),
    ("prefilled syringe", "parenteral"),
    ("oral", "oral"),
    ("by mouth", "oral"),
    ("tablet", "oral"),
    ("capsule", "oral"),
)
_ROUTE_CODES: Final = {
    "26643006": "oral",
    "45890007": "transdermal",
    "37839007": "sublingual",
    "54471007": "buccal",
    "46713006": "nasal",
    "37161004": "rectal",
    "47625008": "parenteral",
    "34206005": "parenteral",
    "78421000": "parenteral",
    "PO": "oral",
    "TRNSDERM": "transdermal",
    "SL": "sublingual",
    "BUC": "buccal",
    "IV": "parenteral",
}


class Medication(NamedTuple):
    """The medicine of an order. `ingredient` is the counted one, None when it is not recognised;
    `is_opioid` says whether it is known to be an opioid; `may_be_opioid` that it is known to be neither an opioid
    nor anything else, so that no sum is complete beside it."""

    display: str
    rxcui: str
    coded: CodedProduct | None
    product: Product | None
    ingredient: str | None
    problems: tuple[str, ...]
    is_opioid: bool
    may_be_opioid: bool = False

    @property
    def strength_in_doubt(self) -> str:
        """The problem that code and words disagree in strength, or ""."""
        return next((each for each in self.problems if each.startswith("strength_disagrees:")), "")


def read_medication(concept: Json) -> Medication:
    """Read a CodeableConcept. A code that is not in the table leaves the strength unknown."""
    codings = objects_at(concept, "coding")
    display = text_at(concept, "text") or next((d for coding in codings if (d := text_at(coding, "display"))), "")
    codes = [text_at(coding, "code") for coding in codings if text_at(coding, "system") in RXNORM]
    found = {coded.rxcui: coded for code in codes if (coded := find_coded(code)) is not None}
    named = find_coded_by_name(display) if not found else None
    coded = next(iter(found.values()), named)
    names = [display, *(text_at(coding, "display") for coding in codings)]
    words = " ".join(names)
    ingredient = coded.ingredient if coded else _by_code(codes) or _by_words(words)
    problems = tuple(_disagreements(found, ingredient, names))
    if problems:
        coded, ingredient = None, ingredient if ingredient in KNOWN_OPIOIDS else _by_words(words)
    rxcui = coded.rxcui if coded else next(iter(codes), "")
    product = coded.product if coded else product_named(display)
    is_opioid = ingredient in KNOWN_OPIOIDS
    unknown = not is_opioid and bool(display) and ingredient is None and not _all_known_others(names)
    return Medication(display, rxcui, coded, product, ingredient, problems, is_opioid, unknown)


def _all_known_others(names: list[str]) -> bool:
    """Whether every name of the order is of something known to be no opioid; they may say the same thing twice."""
    return all(is_known_other(name) for name in {*names} if name)


def read_route(dosage: Json, medication: Medication) -> str:
    """How it is taken: by the product's form, else as the dosage says, else by the medicine's name; "" unknown."""
    if medication.coded is not None:
        return medication.coded.dose_form.route
    if medication.product is not None:
        return medication.product.route
    route = object_at(dosage, "route")
    codes = [text_at(coding, "code") for coding in objects_at(route, "coding")]
    known = next((_ROUTE_CODES[code] for code in codes if code in _ROUTE_CODES), "")
    displays = " ".join([text_at(route, "text"), *(text_at(c, "display") for c in objects_at(route, "coding"))])
    return known or _route_in(displays) or _route_in(medication.display)


def _route_in(words: str) -> str:
    plain = words.casefold()
    return next((route for word, route in _ROUTE_WORDS if word in plain), "")


def _disagreements(found: Mapping[str, CodedProduct], ingredient: str | None, names: list[str]) -> Iterator[str]:
    if len({(each.ingredient, each.dose_form, each.strength) for each in found.values()}) > 1:
        yield f"codes_disagree: {', '.join(found)} name different products; keep the one that is meant"
    elif disagreement := next((each for coded in found.values() if (each := strength_disagreement(coded, names))), ""):
        yield f"strength_disagrees: {disagreement}; find out which is meant"
    in_words = set(opioids_in(" ".join(names)))
    if in_words and ingredient not in in_words:
        yield f"name_disagrees: the code says {ingredient}, the words say {', '.join(sorted(in_words))}"


@cache
def _ingredient_codes() -> Mapping[str, str]:
    return {p.rxnorm_ingredient: p.main_ingredient for p in formulary() if p.rxnorm_ingredient}


@cache
def _main_ingredients() -> tuple[str, ...]:
    return tuple(dict.fromkeys(product.main_ingredient for product in formulary()))


def _by_code(codes: list[str]) -> str | None:
    return next((_ingredient_codes()[code] for code in codes if code in _ingredient_codes()), None)


def _by_words(words: str) -> str | None:
    opioids = opioids_in(words)
    if opioids:
        return opioids[0]
    plain = set(re.findall(r"[a-z]+", words.casefold()))
    return next((ingredient for ingredient in _main_ingredients() if ingredient in plain), None)
