"""What a new import says about a medicine of a person who was here before: an order came, or one ended."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from glidepath.care.intake.incoming import IncomingOrder
from glidepath.foundation.access import Actor
from glidepath.record.medications.changes import ChangeTold, record_change
from glidepath.record.medications.models import ChangeKind
from glidepath.record.medications.queries import TAKEN
from glidepath.record.patients.models import Patient

_IMPORTS: Final = UUID("5d0c5a3e-8a0f-4c5b-9a57-0b9f3f0f6d11")


def change_between(before: str, after: str) -> str:
    """Started when an order comes to be taken, stopped when one is no longer; "" when neither."""
    if before not in TAKEN and after in TAKEN:
        return ChangeKind.START.value
    return ChangeKind.STOP.value if before in TAKEN and after not in TAKEN else ""


def tell_change(by: Actor, at: datetime, patient: Patient, order: IncomingOrder, kind: str) -> None:
    """Store the change that an import told. The day of a stop does not stand in an order, so it is not known."""
    started = kind == ChangeKind.START
    told = ChangeTold(kind, order.display, order.authored_on if started else None, "import")
    name = f"{patient.ref}:{order.source_ref}:{order.status}:{at.isoformat()}"
    record_change(by=by, at=at, patient=patient, told=told, token=uuid5(_IMPORTS, name))
