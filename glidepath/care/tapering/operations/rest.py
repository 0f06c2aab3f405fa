"""A rest at the present dose, begun by the person or a clinician at any moment; and going on after it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from glidepath.care.tapering import engine
from glidepath.care.tapering.operations.checks import expect
from glidepath.care.tapering.queries import soonest_resume, successor_waiting
from glidepath.care.tapering.refusal import refuse
from glidepath.foundation import events
from glidepath.foundation.access import Actor, Role
from glidepath.foundation.clock import local_date
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.episodes.operations import add_plan
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Hold, Plan, PlanState
from glidepath.record.plans.operations import Move, freeze, lock_person, move, open_hold_row, withdraw_releases
from glidepath.record.plans.queries import open_hold, standing_of, standing_plan

PAUSED_RULE = "patient_paused"


@transaction.atomic
def hold(*, by: Actor, at: datetime, patient: Patient, reason: str = "") -> Hold:
    """Stay at the present dose from now on. Steps released but not begun are taken back.

    It never loses a race and asks for nobody's agreement: a rest that is already open is given back as it is.
    A rest begun by the person tells the team. Raises Refused (`nothing_to_hold`) when no plan runs.
    """
    patient = lock_person(patient.pk)
    plan = standing_plan(patient.pk)
    if plan is None:
        raise refuse("nothing_to_hold")
    resting = open_hold(plan)
    if resting is not None:
        return resting
    today = local_date(at, patient.zone)
    by_patient = by.role is Role.PATIENT
    withdraw_releases(plan=plan, after=today, at=at)
    row = open_hold_row(by=by, at=at, on=today, plan=plan, by_patient=by_patient, reason=reason.strip()[:600])
    change = Move(f"hold:{row.public_id}", PlanState.HELD, "plan.hold", row.reason)
    move(by=by, at=at, plan=plan, change=change)
    if by_patient:
        _tell_team(patient, row, at)
    events.publish("plan.held", patient_id=patient.pk, cause=f"hold:{row.public_id}", at=at)
    return row


def _tell_team(patient: Patient, row: Hold, at: datetime) -> None:
    because = ["the person paused the taper", f"words: {row.reason}" if row.reason else "no reason given"]
    raise_alert(
        patient=patient,
        rule=PAUSED_RULE,
        urgency="YELLOW",
        domain="hold",
        cause=f"hold:{row.public_id}",
        reason=Reason(because=because, reason_key="patient_paused", cites=("glidepath-monitoring",)),
        at=at,
    )


@transaction.atomic
def resume(*, by: Actor, at: datetime, plan: Plan, resumes_on: date, reason: str) -> Plan:
    """Propose to go on: a new version from the present dose, on the first version's basis, with its own certificate.

    The rest goes on until the new version was reviewed, signed and agreed to; then it starts at the present dose.
    Raises Refused, ChangedMeanwhile.
    """
    patient = lock_person(plan.patient_id)
    expect(plan, PlanState.HELD)
    today = local_date(at, patient.zone)
    if successor_waiting(plan) is not None:
        raise refuse("resume_already_proposed")
    soonest = soonest_resume(plan, today)
    if resumes_on < soonest:
        raise refuse("too_early", on=resumes_on, earliest=soonest)
    if not reason.strip():
        raise refuse("reason_needed")
    on_step = standing_of(plan, today).step.number
    planned = engine.resumed(plan.frozen, on_step=on_step, resumes_on=resumes_on, as_of=today)
    contents = engine.contents_of(planned)
    newer = freeze(by=by, at=at, patient=patient, contents=contents, reason=reason.strip(), previous=plan)
    add_plan(episode=plan.in_episode.episode, plan=newer)
    return newer
