"""After signs of an overdose no page shows a dose, until a prescriber has spoken with the person and says it stands."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from glidepath.care.tapering.operations import hold
from glidepath.foundation import audit, feed
from glidepath.foundation.access import Actor
from glidepath.record.alerts.models import Alert, DoseClearance
from glidepath.record.alerts.operations import AlertChanged, note_event
from glidepath.record.alerts.queries import stops_doses
from glidepath.record.medications.operations import record_naloxone
from glidepath.record.medications.queries import naloxone_of
from glidepath.record.plans.models import PlanState
from glidepath.record.plans.operations import lock_person
from glidepath.record.plans.queries import standing_plan


@transaction.atomic
def let_dose_stand(*, by: Actor, alert: Alert, found: str, naloxone_until: date, at: datetime) -> DoseClearance:
    """A prescriber's word that the present dose stands, with what was found and naloxone at home again.

    The taper rests from now on: going on is a decision of its own. Raises AlertChanged when the dose stands already.
    """
    patient = lock_person(alert.patient_id)
    if not stops_doses(patient.pk):
        raise AlertChanged
    row = DoseClearance.objects.create(
        patient=patient, site_id=patient.site_id, at=at, by_id=by.user_id, found=found.strip()
    )
    known = naloxone_of(patient.pk)
    record_naloxone(
        by=by,
        at=at,
        patient=patient,
        on_hand=True,
        expires_on=naloxone_until,
        trained_person=known.trained_person if known else "",
        informant="clinician",
    )
    plan = standing_plan(patient.pk)
    if plan is not None and plan.state == PlanState.RUNNING:
        hold(by=by, at=at, patient=patient, reason=found)
    note_event(alert=alert, kind="dose_stands", at=at, by=by, note=found.strip())
    feed.announce(site_id=patient.site_id, topic="plan", patient_ref=patient.ref, audience="both")
    ref = f"alert:{alert.public_id}"
    audit.record(by=by, action="dose.let_stand", object_ref=ref, patient_ref=patient.ref, at=at)
    return row
