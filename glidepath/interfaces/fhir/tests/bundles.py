"""Small FHIR files for tests."""

from __future__ import annotations

import json
from typing import Any

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
MORPHINE_ER_15 = {"coding": [{"system": RXNORM, "code": "891881"}], "text": "morphine sulfate 15 MG ER tablet"}


def person(**changes: Any) -> dict[str, Any]:
    """A Patient with an identifier."""
    return {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [{"system": "urn:test:mrn", "value": "17"}],
        "name": [{"given": ["Marisol"], "family": "Vega"}],
        "birthDate": "1968-03-14",
        **changes,
    }


def order(**changes: Any) -> dict[str, Any]:
    """An active order of morphine ER 15 mg, one tablet in the morning and one in the evening."""
    timing = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["MORN", "EVE"]}}
    dose = [{"doseQuantity": {"value": 15, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}}]
    return {
        "resourceType": "MedicationRequest",
        "id": "o1",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p1"},
        "medicationCodeableConcept": MORPHINE_ER_15,
        "dosageInstruction": [{"timing": timing, "doseAndRate": dose}],
        **changes,
    }


def pain(value: Any = 7.92, **changes: Any) -> dict[str, Any]:
    """A pain score with decimals."""
    return {
        "resourceType": "Observation",
        "id": "n1",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]},
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": "2026-12-01T08:00:00-07:00",
        "valueQuantity": {"value": value, "unit": "{score}"},
        **changes,
    }


def file_of(*resources: dict[str, Any], full_urls: tuple[str, ...] = ()) -> bytes:
    """A Bundle as bytes."""
    urls = [*full_urls, *([None] * (len(resources) - len(full_urls)))]
    entries = [
        {"resource": resource, **({"fullUrl": url} if url else {})}
        for resource, url in zip(resources, urls, strict=True)
    ]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
