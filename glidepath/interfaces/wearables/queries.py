"""Reads about files of devices, and whether the person has agreed that they are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from glidepath.interfaces.wearables.models import DeviceFile, FileState
from glidepath.interfaces.wearables.wording import CONSENT_KIND
from glidepath.record.agreements.models import Consent
from glidepath.record.patients.models import Patient

SILENT = timedelta(seconds=60)  # a reader that says nothing for so long has ended


def files_of(patient_id: int, limit: int = 20) -> list[DeviceFile]:
    """The latest files of one person, newest first."""
    return list(DeviceFile.objects.filter(patient_id=patient_id).select_related("sent_by")[:limit])


def unread(at: datetime) -> QuerySet[DeviceFile]:
    """Files that nobody reads now, oldest first: waiting, or left behind by a reader that ended."""
    left = Q(state=FileState.READING, sign_of_life_at__lt=at - SILENT)
    rows = DeviceFile.objects.filter(Q(state=FileState.WAITING) | left)
    return rows.select_related("patient", "sent_by").order_by("sent_at", "pk")


def standing_consent_of(patient: Patient) -> Consent | None:
    """The person's standing yes to keeping what their devices tell, whatever version of the words it was given to."""
    rows = Consent.objects.filter(
        patient=patient, plan_ref=patient.public_id, kind=CONSENT_KIND, withdrawn_at__isnull=True
    )
    return rows.first()
