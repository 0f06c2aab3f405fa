"""What the engine must know about the person, gathered from the record. What nobody answered is "unknown"."""

from __future__ import annotations

from datetime import date
from typing import Any

from glidepath.record.medications.models import NaloxoneSupply
from glidepath.record.medications.queries import naloxone_of
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import age_on, latest_facts

ANSWERED = (
    "pregnant",
    "active_suicidality",
    "mental_health_consulted",
    "cancer_treatment",
    "palliative_or_end_of_life",
    "sickle_cell",
    "opioid_use_disorder_treatment",
    "epilepsy_medicine",
    "seizure_history",
    "daily_alcohol",
)
"""Questions of the baseline that are kept as safety facts, under the engine's names."""


def person_of(patient: Patient, today: date) -> dict[str, Any]:
    """The `person` part of a request to the engine, as known on a local date."""
    facts = latest_facts(patient.pk)
    person: dict[str, Any] = {name: facts[name].answer for name in ANSWERED if name in facts}
    person["naloxone_on_hand"] = naloxone_answer(naloxone_of(patient.pk), today)
    age = age_on(patient.born_on, today)
    if age is not None:
        person["age_years"] = str(age)
    person["sign_offs"] = sorted(name for name, fact in facts.items() if fact.signed_off_by_id and _known(name))
    return person


def _known(name: str) -> bool:
    return name in ANSWERED or name == "age_years"


def naloxone_answer(supply: NaloxoneSupply | None, today: date) -> str:
    """yes, no or unknown. A kit past its date is "no"; one without a date is "unknown"."""
    if supply is None:
        return "unknown"
    if not supply.on_hand:
        return "no"
    if supply.expires_on is None:
        return "unknown"
    return "yes" if supply.expires_on >= today else "no"
