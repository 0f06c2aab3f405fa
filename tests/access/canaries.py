"""Words that stand in one person's record and nowhere else: `zq`, whose record, and which field.

`WRITTEN` lists every field of the record that holds words of people. A test compares it with the tables, so that a
new field of words is seen here or named in `NOT_WORDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model

from glidepath.record.observations.models import CheckIn
from glidepath.record.patients.models import Patient, PatientRow

WRITTEN: dict[str, tuple[str, ...]] = {
    "Patient": ("given_name", "family_name", "phone"),
    "PatientIdentifier": ("value",),
    "PersonFact": ("note",),
    "CaregiverGrant": ("relationship",),
    "MedicationOrder": ("display",),
    "MedicineChange": ("name", "note", "mistaken_because"),
    "NameReading": ("name", "note"),
    "Regimen": ("reason",),
    "NaloxoneSupply": ("trained_person",),
    "CheckIn": ("corrected_because",),
    "Observation": ("display", "value_text", "corrected_because"),
    "Condition": ("display",),
    "Alert": ("resolution", "snooze_reason"),
    "DoseClearance": ("found",),
    "AlertEvent": ("note",),
    "Baseline": ("goals", "caregiver", "emergency_contact"),
    "Plan": ("reason",),
    "PlanReview": ("reason",),
    "PlanSignature": ("reason",),
    "PlanTransition": ("reason",),
    "Hold": ("reason",),
    "Consent": ("text_shown",),
    "Milestone": ("words",),
    "PhoneTakenOff": ("reason",),
    "ImportReport": ("file_name",),
    "DeviceFile": ("file_name",),
}
# Long fields that programs fill: names of systems and rules, hashes, keys of medicines and states.
NOT_WORDS = {
    *("PatientIdentifier.system", "MedicationOrder.source_system", "MedicationOrder.source_ref"),
    *(
        "MedicationOrder.product",
        "Regimen.product",
        "TabletCount.product",
        "Refill.product",
        "Dispensing.product",
        "Condition.code_system",
    ),
    *("Condition.source_system", "Condition.source_ref", "Observation.code_system", "Observation.source_ref"),
    *("AlertCause.cause", "ImportReport.imported_by", "AssessmentRecord.cause"),
}
LONG = 100
FOUND = re.compile(r"zq(own|neighbour|elsewhere)([a-z]+)\.?([a-z_]*)", re.IGNORECASE)


def canary(place: str, table: str, column: str) -> str:
    """The word of one field of one person's record."""
    return f"zq{place}{table}.{column}".lower()


def tables() -> list[type[Model]]:
    """Every table about a person."""
    return [model for model in apps.get_models() if issubclass(model, (Patient, PatientRow))]


def word_fields() -> Iterator[str]:
    """Every field of those tables that is long enough to hold words, as Table.field."""
    for model in tables():
        for column in model._meta.concrete_fields:
            long = isinstance(column, models.TextField) or (getattr(column, "max_length", None) or 0) >= LONG
            if long and isinstance(column, (models.CharField, models.TextField)) and not column.choices:
                yield f"{model.__name__}.{column.name}"


Word = Callable[[str, str, int], str]


def plant(place: str, patient: Patient) -> None:
    """Write this person's words into every field of words of their record, as if they had been typed there."""
    write(patient, lambda table, column, longest: canary(place, table, column))
    patient.refresh_from_db()


def write(patient: Patient, word: Word) -> None:
    """Fill every field of words of a record: `word` is asked for table, field and the longest the field takes."""
    for model in tables():
        columns = WRITTEN.get(model.__name__, ())
        rows = model._default_manager.filter(**{model.PATIENT_PATH or "pk": patient.pk})  # type: ignore[attr-defined]  every model of the record says its path
        longest = {column: getattr(model._meta.get_field(column), "max_length", None) or 2000 for column in columns}
        if columns:
            rows.update(**{column: word(model.__name__, column, longest[column]) for column in columns})
    for entry in CheckIn.objects.filter(patient=patient):
        entry.answers["accomplished"] = word("CheckIn", "accomplished", 200)
        entry.save(update_fields=["answers"])
    patient.user.name = word("User", "name", 120)
    patient.user.save(update_fields=["name"])


def whose(text: str) -> set[str]:
    """Whose words stand in a text."""
    return {found.group(1).lower() for found in FOUND.finditer(text)}


def fields_in(text: str, place: str) -> set[str]:
    """Which fields of one person stand in a text, as table.field."""
    hits = (found for found in FOUND.finditer(text) if found.group(1).lower() == place)
    return {f"{hit.group(2)}.{hit.group(3)}".lower() for hit in hits}


def words_of(row: Any) -> str:
    """Everything a row holds, as text."""
    return " ".join(str(value) for value in vars(row).values())
