"""FHIR orders to write tests with."""

from __future__ import annotations

from datetime import date
from typing import Any

from glidepath_clinical.medicines import (
    MmeResult,
    collect_orders,
    factor_set,
    mme_of_orders,
)

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}
MORPHINE_ER_30, OXYCODONE_5, METHADONE_10, FENTANYL_75 = "891888", "1049621", "864706", "197696"


def line(value: Any = 1, unit: str = "tablet", **repeat: Any) -> dict[str, Any]:
    quantity = {"value": value, "unit": unit}
    return {"doseAndRate": [{"doseQuantity": quantity}], "timing": {"repeat": {**DAILY, **repeat}}}


def order(code: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    concept = {"coding": [{"system": RXNORM, "code": code}]}
    start = {"resourceType": "MedicationRequest", "status": "active", "intent": "order"}
    return {**start, "medicationCodeableConcept": concept, "dosageInstruction": list(lines), **more}


def taken(code: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    made = order(code, **more)
    del made["dosageInstruction"], made["intent"]
    return {**made, "resourceType": "MedicationStatement", "dosage": list(lines), **more}


def counted(*resources: dict[str, Any], on: date | None = None, factors: str = "cdc-2022") -> MmeResult:
    return mme_of_orders(collect_orders(list(resources)).orders, factor_set(factors), on)


def codes(result: MmeResult) -> set[str]:
    return {warned.code for warned in result.warnings}


def reasons(result: MmeResult) -> list[str]:
    return [each.reason for each in result.ordered_maximum.not_counted]
