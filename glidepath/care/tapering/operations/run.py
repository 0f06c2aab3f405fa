"""Starting a plan, releasing one step at a time, and finishing. Nothing here ever advances by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from glidepath.care.tapering import engine
from glidepath.care.tapering.gate import NOT_READY, Gate
from glidepath.care.tapering.operations.checks import expect
from glidepath.care.tapering.person import naloxone_answer
from glidepath.care.tapering.queries import gate
from glidepath.care.tapering.readiness import missing_to_start
from glidepath.care.tapering.refusal import Refused, refuse
from glidepath.foundation import events
from glidepath.foundation.access import Actor, system_actor
from glidepath.foundation.audit.clock_doubt import clock_doubt
from glidepath.foundation.clock import local_date
from glidepath.record.medications.queries import naloxone_of
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan, PlanState, PlanStep, StepRelease
from glidepath.record.plans.operations import Move, add_release, end_hold_row, lock_person, move
from glidepath.record.plans.queries import standing_of, standing_plan, waiting_for_patient

RELEASE_AHEAD = timedelta(days=14)  # mark D: after that the answers behind the release are too old


@transaction.atomic
def start_if_ready(*, by: Actor, at: datetime, patient: Patient) -> Plan | None:
    """Let the signed plan run at its step 0, the present dose, once nothing is missing. None when something is.

    A newer version takes the place of the held one it follows: that one's rest ends, and it is replaced.
    """
    patient = lock_person(patient.pk)
    plan = waiting_for_patient(patient.pk)
    if plan is None or missing_to_start(plan, patient, at):
        return None
    today = local_date(at, patient.zone)
    standing = standing_plan(patient.pk)
    if standing is not None and not _gives_way(by, at, standing, plan, today):
        return None
    fields = {"started_at": at, "started_on": today}
    started = move(by=by, at=at, plan=plan, change=Move("start", PlanState.RUNNING, "plan.start"), fields=fields)
    events.publish("plan.started", patient_id=patient.pk, cause=f"plan:{plan.public_id}", at=at)
    return started


def _gives_way(by: Actor, at: datetime, standing: Plan, newer: Plan, today: date) -> bool:
    if newer.previous_id != standing.pk or standing.state != PlanState.HELD:
        return False
    end_hold_row(by=by, at=at, on=today, plan=standing)
    move(by=by, at=at, plan=standing, change=Move("replace", PlanState.REPLACED, "plan.replace"))
    return True


@transaction.atomic
def release(
    *, by: Actor, at: datetime, plan: Plan, step_number: int, effective_on: date, reason: str = ""
) -> StepRelease:
    """Let exactly one step begin on a local date. The gate is weighed again here, inside the transaction.

    Raises Refused with every block by name (and `reason_needed` where something is unknown or speaks against),
    ChangedMeanwhile when somebody moved the plan on first.
    """
    _clock_is_right(at)
    patient = lock_person(plan.patient_id)
    expect(plan, PlanState.RUNNING, PlanState.HELD)
    step = PlanStep.objects.filter(plan=plan, number=step_number).first()
    if step is None or step_number == 0:
        raise refuse("no_such_step", step=step_number)
    found = gate(patient.pk, plan, step, at)
    _allow(found, effective_on, reason)
    _allow_that_day(plan, patient, effective_on, at)
    row = add_release(
        by=by,
        at=at,
        step=step,
        effective_on=effective_on,
        consent_ref=found.consent_ref,
        gate={**found.to_json(), "reason": reason.strip()},
    )
    key = _release_key(plan, step_number)
    move(by=by, at=at, plan=plan, change=Move(key, plan.state, "step.release", reason.strip()))
    cause = f"release:{row.public_id}"
    events.publish("step.released", patient_id=patient.pk, cause=cause, step=step_number, by=by, at=at)
    return row


def _clock_is_right(at: datetime) -> None:
    """No step is released while nobody knows for sure which day it is."""
    doubt = clock_doubt(at)
    if doubt is not None:
        raise refuse("clock_in_doubt", seconds=doubt.seconds)


def _allow(found: Gate, effective_on: date, reason: str) -> None:
    if found.verdict == NOT_READY:
        raise Refused(found.blocks)
    if found.earliest_on is None or effective_on < found.earliest_on:
        raise refuse("too_early", on=effective_on, earliest=found.earliest_on)
    if found.needs_reason and not reason.strip():
        raise refuse("reason_needed")


def _allow_that_day(plan: Plan, patient: Patient, effective_on: date, at: datetime) -> None:
    """What was looked at today must still hold on the day of the step: not weeks later, and naloxone in date."""
    last = local_date(at, patient.zone) + RELEASE_AHEAD
    if effective_on > last:
        raise refuse("too_far_ahead", on=effective_on, latest=last)
    supply = naloxone_of(patient.pk)
    if engine.needs_naloxone(plan.frozen) and naloxone_answer(supply, effective_on) != "yes":
        raise refuse("naloxone_expired", on=supply.expires_on if supply and supply.expires_on else effective_on)


def _release_key(plan: Plan, step_number: int) -> str:
    """A release stands once; one that was taken back before its day may be given again, under a name of its own."""
    before = StepRelease.objects.filter(plan=plan, step_number=step_number, withdrawn_at__isnull=False).count()
    return f"release:{step_number}:{before}" if before else f"release:{step_number}"


@transaction.atomic
def finish_if_stopped(*, plan: Plan, at: datetime) -> Plan | None:
    """Close a running plan whose last step, nothing to take, has begun. The watch of the episode goes on."""
    patient = lock_person(plan.patient_id)
    plan.refresh_from_db()
    if plan.state != PlanState.RUNNING:
        return None
    standing = standing_of(plan, local_date(at, patient.zone))
    if standing.step.phase != "stopped":
        return None
    worker = system_actor("tapering", plan.site_id)
    return move(by=worker, at=at, plan=plan, change=Move("finish", PlanState.FINISHED, "plan.finish"))
