"""Recording what is really taken, and naloxone at home. What the pharmacy supplies stands in `supply.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from glidepath.foundation import audit, events
from glidepath.foundation.access import Actor
from glidepath.record.medications.models import MedicationOrder, NaloxoneSupply, Regimen
from glidepath.record.patients.models import Patient


@dataclass(frozen=True)
class Taken:
    """What the person takes of one medicine: doses per time of day as decimal strings in `unit`."""

    product: str
    unit: str
    doses: dict[str, str]
    strengths: list[str] = field(default_factory=list)
    halves_confirmed: list[str] = field(default_factory=list)
    ordered_daily: str = ""
    reason: str = ""


@transaction.atomic
def record_regimen(
    *, by: Actor, at: datetime, patient: Patient, taken: Taken, informant: str, orders: Iterable[MedicationOrder]
) -> Regimen:
    """Store what is really taken and which orders it answers. The newest row of a medicine counts."""
    row = Regimen.objects.create(
        patient=patient,
        site_id=patient.site_id,
        recorded_at=at,
        recorded_by_id=by.user_id,
        informant=informant,
        **vars(taken),
    )
    row.orders.set(orders)
    ref = f"regimen:{row.public_id}"
    _tell(by, "regimen.record", ref, patient, at, {"product": taken.product})
    events.publish("medicines.known", patient_id=patient.pk, cause=ref, at=at)
    return row


@transaction.atomic
def record_naloxone(
    *,
    by: Actor,
    at: datetime,
    patient: Patient,
    on_hand: bool,
    expires_on: date | None,
    trained_person: str,
    informant: str,
) -> NaloxoneSupply:
    """Store whether naloxone is at home, until when, and who knows how to use it."""
    row = NaloxoneSupply.objects.create(
        patient=patient,
        site_id=patient.site_id,
        on_hand=on_hand,
        expires_on=expires_on,
        trained_person=trained_person,
        recorded_at=at,
        recorded_by_id=by.user_id,
        informant=informant,
    )
    _tell(by, "naloxone.record", f"naloxone:{row.public_id}", patient, at, {"on_hand": on_hand})
    return row


def _tell(by: Actor, action: str, ref: str, patient: Patient, at: datetime, after: dict[str, object]) -> None:
    audit.record(by=by, action=action, object_ref=ref, patient_ref=patient.ref, at=at, after=after)
