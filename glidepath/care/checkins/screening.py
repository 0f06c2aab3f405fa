"""The suicide-risk screener in the same sitting: begun when it is put before the person, finished with its result.

Both moments are observations of their own. An answer to the screener whose result is missing does not finish it.
It is never put before a person while nobody of the clinic would see the answer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from glidepath.care.checkins.scale_pages import SCREENER
from glidepath.foundation import audit
from glidepath.foundation.access import Actor
from glidepath.foundation.rows import Sensitivity
from glidepath.record.observations.codes import LOCAL, SUICIDE_SCREEN, SUICIDE_SCREEN_STARTED
from glidepath.record.observations.models import Observation, ScaleResponse
from glidepath.record.patients.models import Patient
from glidepath.record.sites.queries import is_staffed


def may_screen(site_id: int, at: datetime) -> bool:
    """Whether somebody of the clinic sees the answers now."""
    return is_staffed(site_id, at)


@transaction.atomic
def begin_screen(*, by: Actor, patient: Patient, cause: str, at: datetime) -> Observation:
    """Note that the screener stands before the person. The same cause again begins nothing new."""
    known = {"source": SCREENER, "source_ref": cause}
    row, begun = Observation.objects.get_or_create(
        patient=patient,
        **known,
        defaults=_about(patient, by, at) | {"code": SUICIDE_SCREEN_STARTED, "code_system": LOCAL},
    )
    if begun:
        ref = f"observation:{row.public_id}"
        audit.record(by=by, action="screen.begin", object_ref=ref, patient_ref=patient.ref, at=at)
    return row


def keep_result(answered: ScaleResponse) -> Observation | None:
    """The result of a finished screener, in the transaction of its answers; None for other scales and without one."""
    if answered.scale != SCREENER or answered.total is None:
        return None
    return Observation.objects.create(
        patient_id=answered.patient_id,
        site_id=answered.site_id,
        sensitivity=Sensitivity.MENTAL_HEALTH,
        happened_at=answered.happened_at,
        zone=answered.zone,
        received_at=answered.received_at,
        informant=answered.informant,
        entered_by_id=answered.entered_by_id,
        source="c-ssrs screener",
        source_ref=f"scale:{answered.public_id}",
        form_version=answered.form_version,
        code=SUICIDE_SCREEN,
        value_text=answered.band,
    )


def _about(patient: Patient, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "site_id": patient.site_id,
        "sensitivity": Sensitivity.MENTAL_HEALTH,
        "happened_at": at,
        "zone": patient.zone,
        "received_at": at,
        "informant": "patient",
        "entered_by_id": by.user_id,
        "form_version": "screen-1",
    }
