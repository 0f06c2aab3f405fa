"""What intake's forms show when they are opened again."""

from __future__ import annotations

from typing import Any

from glidepath.care.intake.reconciliation import MedicineRow
from glidepath.record.episodes.models import Baseline
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import latest_facts

LIFE = ("goals", "has_caregiver", "caregiver", "transport", "devices", "emergency_contact")


def taken_initial(row: MedicineRow | None) -> dict[str, Any]:
    """The last reconciled doses; nothing at all when nobody has entered any."""
    if row is None or row.regimen is None:
        return {}
    regimen = row.regimen
    return {
        **regimen.doses,
        "strengths": regimen.strengths,
        "halves_confirmed": regimen.halves_confirmed,
        "ordered_daily": regimen.ordered_daily,
    }


def part_initial(key: str, patient: Patient, baseline: Baseline | None) -> dict[str, Any]:
    """What was saved before. Answers to 0–10 questions are not shown again: they would steer the next one."""
    if key == "life":
        saved = {name: getattr(baseline, name) for name in LIFE} if baseline else {}
        return {**saved, "language": patient.language if baseline and baseline.goals else None}
    if key == "person":
        facts = {name: fact.answer for name, fact in latest_facts(patient.pk).items()}
        return {**facts, "born_on": patient.born_on}
    return {}
