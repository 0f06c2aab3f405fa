"""Recording what is at home, what was handed out, and when the next supply is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from glidepath.foundation import audit, events
from glidepath.foundation.access import Actor, Role
from glidepath.record.medications.models import Dispensing, Refill, TabletCount
from glidepath.record.patients.models import Patient


@dataclass(frozen=True)
class Amount:
    """So many of one strength; `strength` as the package prints it, `unit` that of the strength."""

    product: str
    strength: str
    unit: str
    count: Decimal


@transaction.atomic
def record_counts(*, by: Actor, at: datetime, patient: Patient, amounts: Sequence[Amount], on: date) -> None:
    """Store what was counted at home before the first dose of `on`. Nothing is stored when one of them fails."""
    told_by = {Role.PATIENT: "patient", Role.CAREGIVER: "caregiver"}.get(by.role, "clinician")
    for amount in amounts:
        row = TabletCount.objects.create(
            patient=patient,
            site_id=patient.site_id,
            counted_on=on,
            recorded_at=at,
            informant=told_by,
            **vars(amount),
        )
        after = {"strength": amount.strength, "count": str(amount.count), "on": on.isoformat()}
        _tell(by, "supply.count", f"count:{row.public_id}", patient, at, after)
    _known(patient, f"counts:{at.isoformat()}", at)


@transaction.atomic
def record_dispensing(*, by: Actor, at: datetime, patient: Patient, amounts: Sequence[Amount], on: date) -> None:
    """Store what was handed out on a local date."""
    for amount in amounts:
        row = Dispensing.objects.create(
            patient=patient,
            site_id=patient.site_id,
            dispensed_on=on,
            recorded_at=at,
            recorded_by_id=by.user_id,
            **vars(amount),
        )
        after = {"strength": amount.strength, "count": str(amount.count), "on": on.isoformat()}
        _tell(by, "supply.dispense", f"dispensing:{row.public_id}", patient, at, after)
    _known(patient, f"dispensing:{at.isoformat()}", at)


@transaction.atomic
def record_refill(
    *, by: Actor, at: datetime, patient: Patient, product: str, due_on: date, every_days: int | None = None
) -> Refill:
    """Store the day on which the pharmacy may hand out the next supply, and how often from then on, if known."""
    row = Refill.objects.create(
        patient=patient,
        site_id=patient.site_id,
        product=product,
        due_on=due_on,
        every_days=every_days,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    after = {"due_on": due_on.isoformat(), "every_days": every_days}
    _tell(by, "refill.record", f"refill:{row.public_id}", patient, at, after)
    _known(patient, f"refill:{row.public_id}", at)
    return row


def _known(patient: Patient, cause: str, at: datetime) -> None:
    events.publish("supply.known", patient_id=patient.pk, cause=cause, at=at)


def _tell(by: Actor, action: str, ref: str, patient: Patient, at: datetime, after: dict[str, object]) -> None:
    audit.record(by=by, action=action, object_ref=ref, patient_ref=patient.ref, at=at, after=after)
