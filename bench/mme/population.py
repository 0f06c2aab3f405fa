"""Seeded patients with one to four orders each, as a hospital's server sends them: JSON text of a FHIR Bundle."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from glidepath_clinical.medicines.coded_product import CodedProduct, coded_products
from glidepath_clinical.medicines.product import Form

Json = dict[str, Any]
SHARED: Final = Path(os.environ.get("GLIDEPATH_SHARED", Path(__file__).resolve().parents[3] / "shared"))
RXNORM: Final = "http://www.nlm.nih.gov/research/umls/rxnorm"
ORDERS_OF_A_PATIENT: Final = {1: 40, 2: 30, 3: 20, 4: 10}
"""Percent of patients with so many orders (invented; the samples have one to five that stand)."""
_UNITS: Final = {Form.SOLUTION: ("mL", "mL"), Form.PATCH: ("patch", "{patch}"), Form.CAPSULE: ("capsule", "{capsule}")}
_RHYTHMS: Final[tuple[Json, ...]] = (
    *({"frequency": times, "period": 1, "periodUnit": "d"} for times in (1, 2, 3, 4)),
    *({"frequency": 1, "period": hours, "periodUnit": "h"} for hours in (4, 6, 8, 12)),
    {"frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h"},
    {"frequency": 1, "frequencyMax": 3, "period": 1, "periodUnit": "d"},
    {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["MORN"]},
    {"timeOfDay": ["08:00:00", "20:00:00"]},
    {"frequency": 1, "period": 1, "periodUnit": "d", "dayOfWeek": ["mon", "wed", "fri"]},
)


@dataclass(frozen=True)
class Patient:
    """One patient's file as text, and what of it tells one order from another for the reader."""

    text: str
    contents: tuple[str, ...]

    def parsed(self) -> Any:
        """The file as parsed JSON; nothing in it is shared with another patient's."""
        return json.loads(self.text, parse_float=Decimal)


def patients(count: int, *, own_words: bool, seed: int = 2027) -> Iterator[Patient]:
    """So many patients. Half of the orders are those of the samples, half are of the product table.

    `own_words` writes a number of its own into each medicine's text and into each dosage line, so that no two
    orders are the same.
    """
    chance = random.Random(seed)
    sampled, products = _sampled(), list(coded_products().values())
    sizes = chance.choices(list(ORDERS_OF_A_PATIENT), list(ORDERS_OF_A_PATIENT.values()), k=count)
    for number, size in enumerate(sizes):
        drawn = [
            dict(chance.choice(sampled))
            if sampled and chance.random() < 0.5
            else _order(chance.choice(products), chance)
            for _ in range(size)
        ]
        yield _patient([_named(order, f"{number}-{place}", own_words=own_words) for place, order in enumerate(drawn)])


def _patient(orders: list[Json]) -> Patient:
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": order} for order in orders]}
    contents = (json.dumps([o.get("medicationCodeableConcept"), o.get("dosageInstruction")]) for o in orders)
    return Patient(json.dumps(bundle), tuple(contents))


def _sampled() -> list[Json]:
    """Each different order of the sample files once; none where the files are absent."""
    found: dict[str, Json] = {}
    for file in sorted((SHARED / "samples" / "fhir").glob("*.json")):
        for order in _orders_in(json.loads(file.read_text(encoding="utf-8"))):
            kept = {key: each for key, each in order.items() if key != "id"}
            content = {
                key: each for key, each in kept.items() if key in ("medicationCodeableConcept", "dosageInstruction")
            }
            found.setdefault(json.dumps(content, sort_keys=True), kept)
    return list(found.values())


def _orders_in(document: Any) -> Iterator[Json]:
    if isinstance(document, list):
        for each in document:
            yield from _orders_in(each)
    elif isinstance(document, dict):
        if document.get("resourceType") == "MedicationRequest":
            yield document
        for entry in document.get("entry", []):
            yield from _orders_in(entry.get("resource"))


def _order(product: CodedProduct, chance: random.Random) -> Json:
    coding = {"system": RXNORM, "code": product.rxcui, "display": product.name}
    lines = [_line(product, number, chance) for number in range(1, chance.choice((1, 1, 1, 2)) + 1)]
    return {
        "resourceType": "MedicationRequest",
        "status": chance.choice(("active",) * 8 + ("stopped", "on-hold")),
        "intent": "order",
        "medicationCodeableConcept": {"coding": [coding], "text": product.name},
        "authoredOn": f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "dosageInstruction": lines,
    }


def _line(product: CodedProduct, number: int, chance: random.Random) -> Json:
    form = product.dose_form.form
    unit, code = _UNITS.get(form, ("tablet", "{tablet}"))
    amount = chance.choice((2.5, 5, 7.5, 10) if form is Form.SOLUTION else (1, 1, 1, 2, 3))
    rhythm = {"frequency": 1, "period": 72, "periodUnit": "h"} if form is Form.PATCH else chance.choice(_RHYTHMS)
    quantity = {"value": amount, "unit": unit, "system": "http://unitsofmeasure.org", "code": code}
    kind = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/dose-rate-type", "code": "ordered"}]}
    return {
        "sequence": number,
        "text": f"Take {amount} {unit}",
        "timing": {"repeat": rhythm},
        "asNeededBoolean": chance.random() < 0.2,
        "route": {"coding": [{"system": "http://snomed.info/sct", "code": "26643006"}]},
        "doseAndRate": [{"type": kind, "doseQuantity": quantity}],
    }


def _named(order: Json, number: str, *, own_words: bool) -> Json:
    """The order under an id and a patient of its own, and when asked for with words that no other order has."""
    named = {**order, "id": f"order-{number}", "subject": {"reference": f"Patient/{number}"}}
    if own_words:
        concept = dict(named.get("medicationCodeableConcept", {}))
        named["medicationCodeableConcept"] = {**concept, "id": number}
        named["dosageInstruction"] = [
            {**line, "patientInstruction": f"note {number}"} for line in named.get("dosageInstruction", [])
        ]
    return named
