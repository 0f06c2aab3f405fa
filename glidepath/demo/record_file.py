"""The demo person's own record as a FHIR R4 Bundle: what the real importer reads. All invented."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from glidepath.demo.person import Person

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
WHEN = {"morning": "MORN", "noon": "NOON", "evening": "EVE", "bedtime": "HS"}


def record_file(person: Person, on: date) -> bytes:
    """One person's Bundle, as another system would have exported it on a day."""
    entries = [_patient(person), _order(person, on), _egfr(person, on), *_conditions(person, on)]
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": f"urn:uuid:{person.key}-{i}", "resource": entry} for i, entry in enumerate(entries)],
    }
    return json.dumps(bundle, sort_keys=True).encode()


def _patient(person: Person) -> dict[str, Any]:
    spoken = {"en": ("en", "English"), "es": ("es", "Spanish")}[person.language]
    coding = [{"system": "urn:ietf:bcp:47", "code": spoken[0], "display": spoken[1]}]
    return {
        "resourceType": "Patient",
        "id": person.key,
        "identifier": [{"system": "urn:glidepath:synthetic-clinic", "value": person.key}],
        "name": [{"given": [person.given], "family": person.family}],
        "gender": person.gender,
        "birthDate": person.born_on.isoformat(),
        "telecom": [{"system": "phone", "value": "555-0100"}],
        "communication": [{"language": {"coding": coding}}],
    }


def _order(person: Person, on: date) -> dict[str, Any]:
    medicine = person.medicine
    order: dict[str, Any] = {
        "resourceType": "MedicationRequest",
        "id": f"{person.key}-order",
        "status": "active",
        "intent": "order",
        "subject": {"reference": f"Patient/{person.key}"},
        "medicationCodeableConcept": {
            "coding": [{"system": RXNORM, "code": medicine.rxcui, "display": medicine.display}],
            "text": medicine.display,
        },
        "authoredOn": (on - timedelta(days=20)).isoformat(),
    }
    if medicine.order_has_dose:
        order["dosageInstruction"] = [
            _dosage(i, time, dose) for i, (time, dose) in enumerate(medicine.doses.items(), 1)
        ]
    return order


def _dosage(sequence: int, time: str, dose: str) -> dict[str, Any]:
    return {
        "sequence": sequence,
        "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "when": [WHEN[time]]}},
        "doseAndRate": [
            {"doseQuantity": {"value": float(dose), "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}}
        ],
    }


def _egfr(person: Person, on: date) -> dict[str, Any]:
    display = "Glomerular filtration rate/1.73 sq M.predicted"
    return {
        "resourceType": "Observation",
        "id": f"{person.key}-egfr",
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": "33914-3", "display": display}]},
        "subject": {"reference": f"Patient/{person.key}"},
        "effectiveDateTime": (on - timedelta(days=30)).isoformat(),
        "valueQuantity": {"value": int(person.egfr), "unit": "mL/min/{1.73_m2}"},
    }


def _conditions(person: Person, on: date) -> list[dict[str, Any]]:
    active = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]}
    return [
        {
            "resourceType": "Condition",
            "id": f"{person.key}-condition-{number}",
            "clinicalStatus": active,
            "code": {"coding": [{"system": SNOMED, "code": code, "display": display}], "text": display},
            "subject": {"reference": f"Patient/{person.key}"},
            "recordedDate": (on - timedelta(days=900)).isoformat(),
        }
        for number, (code, display) in enumerate(person.conditions, 1)
    ]
