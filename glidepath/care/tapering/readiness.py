"""What must be there before a signed plan may run. Each missing thing is named, with the page that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from glidepath.care.education.queries import lesson_done
from glidepath.care.tapering.doubts import certificate_doubts, person_doubts, present_dose_doubts
from glidepath.care.tapering.person import naloxone_answer
from glidepath.care.tapering.refusal import Because
from glidepath.foundation.audit.clock_doubt import clock_doubt
from glidepath.foundation.clock import local_date
from glidepath.record.agreements.queries import milestones_of, standing_consent
from glidepath.record.medications.queries import naloxone_of
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan, PlanState
from glidepath.record.sites.queries import hole_ahead
from glidepath.record.sites.shift_times import Hole

MILESTONES_NEEDED = 2


def missing_to_start(plan: Plan, patient: Patient, at: datetime) -> tuple[Because, ...]:
    """Everything that still stands between this plan and its start; empty when it may run."""
    return tuple(_missing(plan, patient, at))


def _missing(plan: Plan, patient: Patient, at: datetime) -> Iterator[Because]:
    if plan.state != PlanState.SIGNED:
        yield Because("plan_not_signed", {"state": plan.state}, "plan")
    if standing_consent(plan.public_id, plan.content_hash, "plan") is None:
        yield Because("no_consent_to_plan", {}, "consent")
    named = len(milestones_of(patient.pk))
    if named < MILESTONES_NEEDED:
        yield Because("milestones_missing", {"count": str(MILESTONES_NEEDED - named)}, "milestones")
    if not lesson_done(patient.pk):
        yield Because("lesson_missing", {}, "lesson")
    yield from _safety(plan, patient, at)


def _safety(plan: Plan, patient: Patient, at: datetime) -> Iterator[Because]:
    today = local_date(at, patient.zone)
    naloxone = naloxone_answer(naloxone_of(patient.pk), today)
    if naloxone != "yes":
        yield Because("naloxone_missing" if naloxone == "no" else "naloxone_unknown", {}, "naloxone")
    if not (patient.site.crisis_line and patient.site.emergency_number):
        yield Because("crisis_numbers_missing", {}, "site")
    hole = hole_ahead(patient.site_id, at)
    if hole is not None:
        yield Because("rota_hole", _from_to(hole, patient.site.zone), "rota")
    doubt = clock_doubt(at)
    if doubt is not None:
        yield Because("clock_in_doubt", {"seconds": str(doubt.seconds)}, "site")
    yield from certificate_doubts(plan)
    yield from present_dose_doubts(plan, patient)
    for doubt in person_doubts(plan, patient, today):
        if doubt.values.get("name") != "naloxone" and doubt.values.get("code") != "no_naloxone_on_hand":
            yield doubt


def _from_to(hole: Hole, zone: str) -> dict[str, str]:
    """A hole in the clinic's own time, with the short name of its zone."""
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (hole.starts_at, hole.ends_at))
    return {"start": f"{start:%Y-%m-%d %H:%M}", "end": f"{end:%Y-%m-%d %H:%M} {end.tzname()}"}
