"""Every row of clinical/specs/medicines/mme.md is a test."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.medicines import mme_of_orders, read_order
from glidepath_clinical.quantities import exact_text

PAGE = Path(__file__).parents[2] / "specs" / "medicines" / "mme.md"
WHEN = {"morning": "MORN", "noon": "NOON", "evening": "EVE", "bedtime": "HS"}


def _rows() -> list[tuple[str, str, str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [(case, orders, expect) for case, orders, expect in cells if case != "case"]


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _dose(text: str) -> dict[str, Any]:
    amount, _, unit = text.partition(" ")
    written = {"unit": unit} if unit else {}
    low, _, high = amount.partition("-")
    if high:
        bounds = {"low": {"value": _number(low), **written}, "high": {"value": _number(high), **written}}
        return {"doseAndRate": [{"doseRange": bounds}]}
    return {"doseAndRate": [{"doseQuantity": {"value": _number(low), **written}}]}


def _repeat(text: str) -> dict[str, Any]:
    if text in WHEN:
        return {"frequency": 1, "period": 1, "periodUnit": "d", "when": [WHEN[text]]}
    if text.startswith("at "):
        return {"timeOfDay": [f"{clock}:00" for clock in text[3:].split()]}
    if text.startswith("on "):
        return {"frequency": 1, "period": 1, "periodUnit": "d", "dayOfWeek": text[3:].split()}
    said = re.fullmatch(r"(\d+)(?:-(\d+))? per (\d+)(?:-(\d+))? (\w+)", text)
    assert said, f"not a rhythm: {text}"
    found = {"frequency": said[1], "frequencyMax": said[2], "period": said[3], "periodMax": said[4]}
    return {**{key: int(value) for key, value in found.items() if value}, "periodUnit": said[5]}


def _line(text: str) -> dict[str, Any]:
    dose, rhythm = text.split(", ", 1)
    line: dict[str, Any] = _dose(dose)
    if rhythm.startswith("as needed "):
        line["asNeededBoolean"] = True
        rhythm = rhythm.removeprefix("as needed ")
    rhythm, _, most = rhythm.partition("at most ")
    if most:
        amount, unit = most.split(" ")
        day = {"value": 1, "unit": "d"}
        line["maxDosePerPeriod"] = {"numerator": {"value": int(amount), "unit": unit}, "denominator": day}
    if rhythm.strip() not in ("", "-"):
        line["timing"] = {"repeat": _repeat(rhythm.strip())}
    return line


def _order(text: str) -> dict[str, Any]:
    code, dosage = text.split(": ", 1)
    coding = {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": code}
    lines = [] if dosage == "-" else [_line(each) for each in dosage.split(" & ")]
    concept = {"coding": [coding]}
    start = {"resourceType": "MedicationRequest", "status": "active", "intent": "order"}
    return {**start, "medicationCodeableConcept": concept, "dosageInstruction": lines}


@pytest.mark.parametrize(("case", "orders", "expect"), _rows(), ids=[row[0] for row in _rows()])
def test_the_orders_of_this_row_give_the_expected_sum(case: str, orders: str, expect: str) -> None:
    total = mme_of_orders([read_order(_order(each)) for each in orders.split(" + ")]).ordered_maximum
    reasons = ", ".join(sorted({each.reason for each in total.not_counted}))
    number = exact_text(total.mme_per_day)
    assert (number if total.complete else f"at least {number} ({reasons})") == expect, case


def test_the_page_has_its_rows() -> None:
    assert len(_rows()) > 40
