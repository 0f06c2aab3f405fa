"""Rows of one invented person, at noon in Denver, for the tests here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from glidepath.foundation.access import system_actor
from glidepath.record.observations.models import CheckIn, ScaleResponse
from glidepath.record.patients.models import Patient

AT = datetime(2027, 3, 3, 19, 0, tzinfo=UTC)  # noon in Denver
SETUP = system_actor("tests")


def observed(patient: Patient, at: datetime, informant: str) -> dict[str, object]:
    return {
        "patient": patient,
        "site": patient.site,
        "happened_at": at,
        "zone": patient.zone,
        "received_at": at,
        "informant": informant,
        "source": "app",
        "form_version": "1",
    }


def check_in(patient: Patient, hours_ago: int, informant: str = "patient", **answers: object) -> CheckIn:
    at = AT - timedelta(hours=hours_ago)
    local = (at - timedelta(hours=7)).date()
    return CheckIn.objects.create(
        **observed(patient, at, informant), client_uuid=uuid4(), local_on=local, answers=answers
    )


def scale(
    patient: Patient, hours_ago: int, name: str, total: int | None, informant: str = "patient", **answers: int
) -> None:
    at = AT - timedelta(hours=hours_ago)
    ScaleResponse.objects.create(
        **observed(patient, at, informant), scale=name, answers=answers, total=total, local_on=at.date()
    )
