"""Writing that a medicine was started, stopped or changed in dose, and what a written name stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from glidepath.foundation import audit, events
from glidepath.foundation.access import Actor
from glidepath.record.medications.models import MedicineChange, NameReading
from glidepath.record.patients.models import Patient


@dataclass(frozen=True)
class ChangeTold:
    """What was told: doses are daily amounts as decimal strings in `unit`, empty when nobody knows them."""

    kind: str
    name: str
    on: date | None
    informant: str
    dose_before: str = ""
    dose_after: str = ""
    unit: str = ""
    note: str = ""


@transaction.atomic
def record_change(*, by: Actor, at: datetime, patient: Patient, told: ChangeTold, token: UUID) -> MedicineChange:
    """Store one change and tell those who listen, in one transaction. The same token twice is one change."""
    row, created = MedicineChange.objects.get_or_create(
        token=token,
        defaults={
            "patient": patient,
            "site_id": patient.site_id,
            "recorded_at": at,
            "recorded_by_id": by.user_id,
            **vars(told),
        },
    )
    if not created:
        return row
    after = {"kind": row.kind, "on": row.on.isoformat() if row.on else None, "informant": row.informant}
    ref = change_ref(row)
    audit.record(by=by, action="medicine_change.record", object_ref=ref, patient_ref=patient.ref, at=at, after=after)
    events.publish("medicine.changed", patient_id=patient.pk, cause=ref, at=at)
    return row


def change_ref(row: MedicineChange) -> str:
    """How findings and alerts name this change."""
    return f"medicine_change:{row.public_id}"


@transaction.atomic
def take_back(*, by: Actor, at: datetime, change: MedicineChange, because: str) -> MedicineChange:
    """Mark a change as entered by mistake. It stays to be read and counts no more. Raises ValueError without words."""
    if not because.strip():
        raise ValueError("Say why this entry is a mistake.")
    taken_back = MedicineChange.objects.filter(pk=change.pk, mistaken_at__isnull=True).update(
        mistaken_at=at, mistaken_by_id=by.user_id, mistaken_because=because.strip()
    )
    change.refresh_from_db()
    if taken_back:
        ref, person = change_ref(change), change.patient.ref
        audit.record(by=by, action="medicine_change.take_back", object_ref=ref, patient_ref=person, at=at)
    return change


@transaction.atomic
def settle_name(
    *, by: Actor, at: datetime, patient: Patient, name: str, ingredients: list[str], note: str
) -> NameReading:
    """Store what a pharmacist says a written name holds; no ingredients: none of them is in any rule."""
    row = NameReading.objects.create(
        patient=patient,
        site_id=patient.site_id,
        name=name,
        ingredients=ingredients,
        note=note,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    ref = f"name_reading:{row.public_id}"
    audit.record(
        by=by,
        action="medicine_name.settle",
        object_ref=ref,
        patient_ref=patient.ref,
        at=at,
        after={"ingredients": ingredients},
    )
    events.publish("medicines.known", patient_id=patient.pk, cause=ref, at=at)
    return row
