"""Booking a visit, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from glidepath.foundation import audit, feed
from glidepath.foundation.access import Actor
from glidepath.record.patients.models import Patient
from glidepath.record.visits.models import Visit, VisitKind, VisitState

WAYS = ("phone", "video", "in_person")
ENDS = (VisitState.HELD, VisitState.MISSED, VisitState.CANCELLED)


class VisitRefused(ValueError):
    """A visit that cannot be; `field` names what to mend."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def book(
    *, by: Actor, at: datetime, patient: Patient, kind: str, starts_at: datetime, way: str, with_user: Any
) -> Visit:
    """Book a visit in the person's own zone. The same person, hour and staff member twice is one visit.

    Raises VisitRefused for a moment that is past, and for an unknown kind or way.
    """
    if starts_at <= at:
        raise VisitRefused("starts_at", "A visit begins in the future.")
    if kind not in VisitKind.values or way not in WAYS:
        raise VisitRefused("kind", "Choose what the visit is for and how it is held.")
    visit, created = Visit.objects.get_or_create(
        patient=patient,
        site_id=patient.site_id,
        starts_at=starts_at,
        with_user=with_user,
        state=VisitState.BOOKED,
        defaults={"kind": kind, "way": way, "zone": patient.zone, "booked_by_id": by.user_id},
    )
    if created:
        _tell(by, "visit.book", visit, at)
    return visit


@transaction.atomic
def settle(*, by: Actor, at: datetime, visit: Visit, state: str) -> Visit:
    """Say that a booked visit was held, was not held, or is cancelled. Raises VisitRefused for a settled one."""
    if state not in ENDS:
        raise VisitRefused("state", "Choose held, not held or cancelled.")
    if state != VisitState.CANCELLED and visit.starts_at > at:
        raise VisitRefused("state", "This visit is still to come.")
    held_at = visit.starts_at if state == VisitState.HELD else None
    if not Visit.objects.filter(pk=visit.pk, state=VisitState.BOOKED).update(state=state, held_at=held_at):
        raise VisitRefused("state", "Somebody settled this visit first.")
    visit.refresh_from_db()
    _tell(by, f"visit.{state}", visit, at)
    return visit


def _tell(by: Actor, action: str, visit: Visit, at: datetime) -> None:
    patient_ref = visit.patient.ref
    audit.record(by=by, action=action, object_ref=f"visit:{visit.public_id}", patient_ref=patient_ref, at=at)
    feed.announce(site_id=visit.site_id, topic="visits", patient_ref=patient_ref, audience="both")
