"""A new dose that was released: what it is in frozen words, from when, and whether the person has read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from glidepath.foundation import audit, feed
from glidepath.foundation.access import Actor, Role
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import STANDING, DoseReading, PlanStep, StepRelease

FRESH: Final = timedelta(days=14)
"""A dose that began earlier is no longer news."""


@dataclass(frozen=True)
class NewDose:
    """The newest released step, and its reading once there is one."""

    release: StepRelease
    step: PlanStep
    reading: DoseReading | None

    @property
    def begins_on(self) -> date:
        """The local date from which it counts."""
        return self.release.effective_on


class AnotherDose(Exception):
    """What was read is no longer the newest dose: the page shows the one that counts."""


def new_dose(patient_id: int, today: date) -> NewDose | None:
    """The newest released dose that is still to begin or began within two weeks; None while there is none."""
    rows = StepRelease.objects.filter(patient_id=patient_id, withdrawn_at__isnull=True, effective_on__gt=today - FRESH)
    standing = rows.filter(plan__state__in=STANDING).select_related("plan", "reading__by")
    release = standing.order_by("-effective_on", "-pk").first()
    if release is None:
        return None
    step = PlanStep.objects.get(plan_id=release.plan_id, number=release.step_number)
    return NewDose(release, step, getattr(release, "reading", None))


@transaction.atomic
def read_dose(*, by: Actor, patient: Patient, rendering_hash: str, at: datetime, today: date) -> DoseReading:
    """Note that the person has read the new dose; by staff: together with them. Twice is the same as once.

    Raises AnotherDose when the frozen words that were shown are no longer those of the newest dose.
    """
    dose = new_dose(patient.pk, today)
    if dose is None or dose.step.rendering_hash != rendering_hash:
        raise AnotherDose
    way = "screen" if by.role is Role.PATIENT else "together"
    shown = {"read_at": at, "by_id": by.user_id, "way": way, "rendering_hash": rendering_hash}
    whose = {"patient": patient, "site_id": patient.site_id}
    row, first = DoseReading.objects.get_or_create(release=dose.release, defaults={**whose, **shown})
    if first:
        ref = f"release:{dose.release.public_id}"
        audit.record(by=by, action="dose.read", object_ref=ref, patient_ref=patient.ref, at=at)
        for audience in ("team", "patient"):
            feed.announce(site_id=patient.site_id, topic="plan", patient_ref=patient.ref, audience=audience)
    return row
