"""The result of a suicide-risk screen that a clinician finished with the person. It is a reading of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from glidepath.foundation import audit, events
from glidepath.foundation.access import Actor
from glidepath.foundation.clock import local_date
from glidepath.foundation.rows import Sensitivity
from glidepath.record.observations.codes import SUICIDE_SCREEN
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient

RESULTS = ("none", "low", "moderate", "high")
TOOLS = ("c-ssrs screener", "clinical assessment")


@transaction.atomic
def record_screen(*, by: Actor, at: datetime, patient: Patient, result: str, tool: str, note: str) -> Observation:
    """Keep the result; the rules run in the same transaction. Raises ValueError for an unknown result or tool."""
    if result not in RESULTS or tool not in TOOLS:
        raise ValueError("unknown result or tool")
    row = Observation.objects.create(
        patient=patient,
        site_id=patient.site_id,
        sensitivity=Sensitivity.MENTAL_HEALTH,
        happened_at=at,
        zone=patient.zone,
        received_at=at,
        informant="clinician",
        entered_by_id=by.user_id,
        source=tool,
        form_version="screen-1",
        code=SUICIDE_SCREEN,
        display=note[:300],
        value_text=result,
    )
    ref = f"observation:{row.public_id}"
    after = {"on": local_date(at, patient.zone).isoformat()}
    audit.record(by=by, action="screen.record", object_ref=ref, patient_ref=patient.ref, at=at, after=after)
    events.publish("scale.recorded", patient_id=patient.pk, cause=ref, at=at)
    return row
