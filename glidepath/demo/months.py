"""The running months of one invented person: check-ins, questionnaires, a yes, a visit and a release for each step."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from glidepath.care.checkins.operations import submit_check_in
from glidepath.care.tapering.operations import hold, release
from glidepath.care.tapering.queries import course_of, earliest_on
from glidepath.care.tapering.refusal import Refused
from glidepath.demo.clinic import Clinic
from glidepath.demo.entered import enter_for
from glidepath.demo.measured import measure_week
from glidepath.demo.person import Person
from glidepath.demo.questionnaires import LOW_MOOD, send_scale
from glidepath.demo.stories import STORIES, Day, in_own_words
from glidepath.demo.taken_in import patient_actor, say_yes
from glidepath.foundation.clock import local_date
from glidepath.record.agreements.queries import standing_consent
from glidepath.record.medications.changes import ChangeTold, record_change
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan, PlanState
from glidepath.record.plans.new_dose import read_dose
from glidepath.record.plans.queries import last_reduction_on, open_hold, standing_plan
from glidepath.record.visits.operations import book, settle

STEPS_BEFORE_STALL = 3
DAILY_AFTER_STEP = 14  # days after a step in which a check-in is expected every day


@dataclass
class Life:
    """One person in the middle of being played."""

    person: Person
    patient: Patient
    rng: random.Random
    first_day: datetime
    now: datetime
    asked_for_rest: bool = False
    look_at_step_on: date | None = None

    def by_now(self, moment: datetime) -> datetime:
        """A moment of today that is still to come is told as now: nothing in the record lies ahead of the clock."""
        return min(moment, self.now)


def live_day(clinic: Clinic, life: Life, morning: datetime, left: int) -> None:
    """One local day: perhaps a step, perhaps questionnaires, perhaps a check-in, perhaps the brake."""
    plan = standing_plan(life.patient.pk)
    if plan is None:
        return
    today = local_date(morning, life.patient.zone)
    if plan.state == PlanState.RUNNING and open_hold(plan) is None:
        _perhaps_step(clinic, life, morning)
    hour_later = life.by_now(morning + timedelta(hours=1))
    if today.weekday() == 0:
        measure_week(clinic, life.patient, life.person.key, life.by_now, morning, (morning - life.first_day).days // 7)
        for scale in ("peg", "phq2", "gad2"):
            send_scale(life.patient, patient_actor(life.patient), scale, hour_later, life.rng)
    enter_for(clinic, life.person.story, life.patient, morning, left)
    _perhaps_check_in(life, morning, left)
    if life.person.story == "low_mood" and left == 1:
        evening = morning + timedelta(hours=13)
        send_scale(life.patient, patient_actor(life.patient), "phq9", evening, life.rng, LOW_MOOD)
    if life.person.story == "low_mood" and left == 2:
        tell_of_an_antibiotic(life.patient, morning + timedelta(hours=3))
    if life.person.story == "held_by_patient" and left == 6 and not life.asked_for_rest:
        life.asked_for_rest = True
        words = "My daughter is ill. I need my strength now."
        hold(by=patient_actor(life.patient), at=morning + timedelta(hours=2), patient=life.patient, reason=words)


def tell_of_an_antibiotic(patient: Patient, at: datetime) -> None:
    """The person tells of clarithromycin from another doctor: with oxycodone it raises the level."""
    told = ChangeTold("start", "clarithromycin 500 mg", local_date(at, patient.zone), "patient", note="For my cough.")
    token = uuid5(patient.public_id, "clarithromycin")
    record_change(by=patient_actor(patient), at=at, patient=patient, told=told, token=token)


def release_if_due(clinic: Clinic, life: Life, morning: datetime) -> None:
    """The prescriber lets the next step begin, when its day has come and the person has said yes."""
    due = _next_step(life, morning)
    if due is not None and due.days_ahead <= 0 and due.agreed:
        _release(clinic, life, due, morning)


class Due(NamedTuple):
    """The next step of a running plan, how many days ahead it is, and whether the person has said yes to it."""

    plan: Plan
    number: int
    days_ahead: int
    agreed: bool


def _next_step(life: Life, morning: datetime) -> Due | None:
    """The step to look at today; None while there is none or its day is far."""
    today = local_date(morning, life.patient.zone)
    plan = standing_plan(life.patient.pk)
    if plan is None or plan.state != PlanState.RUNNING or open_hold(plan) is not None:
        return None
    if life.look_at_step_on is not None and today < life.look_at_step_on:
        return None
    number = course_of(plan, today).next_number
    step = plan.steps.filter(number=number).first()
    if step is None or (life.person.story == "stalled" and number > STEPS_BEFORE_STALL):
        return None
    days_ahead = (max(step.planned_on, earliest_on(plan, step, today)) - today).days
    agreed = standing_consent(plan.public_id, plan.content_hash, "step", number) is not None
    return Due(plan, number, days_ahead, agreed)


def _perhaps_step(clinic: Clinic, life: Life, morning: datetime) -> None:
    due = _next_step(life, morning)
    if due is None:
        return
    life.look_at_step_on = local_date(morning, life.patient.zone) + timedelta(days=max(1, due.days_ahead - 2))
    if due.days_ahead <= 2 and not due.agreed:
        _before_step(clinic, life, due.plan, due.number, morning)


def _before_step(clinic: Clinic, life: Life, plan: Plan, number: int, morning: datetime) -> None:
    """Two days before: the long questionnaires, a visit by phone, and the person's yes."""
    actor = patient_actor(life.patient)
    for scale in ("peg", "phq9", "gad7"):
        send_scale(life.patient, actor, scale, morning, life.rng)
    send_scale(life.patient, actor, "pgic", morning, life.rng, (3 if number < 3 else 2,))
    nurse = clinic.actor("nurse")
    visit = book(
        by=nurse,
        at=morning,
        patient=life.patient,
        kind="before_step",
        starts_at=life.by_now(morning + timedelta(hours=3)),
        way="phone",
        with_user=clinic.users["nurse"],
    )
    settle(by=nurse, at=life.by_now(morning + timedelta(hours=4)), visit=visit, state="held")
    say_yes(actor, plan, number, life.person.language, life.by_now(morning + timedelta(hours=5)))


def _release(clinic: Clinic, life: Life, due: Due, morning: datetime) -> None:
    """The step begins, and the person reads the new dose at once; whoever is about to fall silent does not."""
    reason = "Seen by phone two days ago; she or he wants to go on."
    at, today = morning + timedelta(minutes=30), local_date(morning, life.patient.zone)
    doctor = clinic.actor("prescriber")
    with suppress(Refused):  # the gate stays closed, for example while an alert is open; tomorrow is another day
        release(by=doctor, at=at, plan=due.plan, step_number=due.number, effective_on=today, reason=reason)
        if life.person.story != "silent":
            shown = due.plan.steps.get(number=due.number).rendering_hash
            by = patient_actor(life.patient)
            read_dose(by=by, patient=life.patient, rendering_hash=shown, at=at, today=today)


def _perhaps_check_in(life: Life, morning: datetime, left: int) -> None:
    today = local_date(morning, life.patient.zone)
    stepped = last_reduction_on(life.patient.pk, today)
    since = (today - stepped).days if stepped else None
    daily = since is not None and since <= DAILY_AFTER_STEP
    number = (morning - life.first_day).days
    day = Day(number, left, since, is_check_in_day=daily or today.weekday() in (0, 2, 4) or left < 15)
    answers = STORIES[life.person.story](day, life.rng)
    if answers is None:
        return
    minutes = -350 if life.person.story == "withdrawal_crisis" and left == 0 else 30 + life.rng.randrange(300)
    moment = life.by_now(morning + timedelta(minutes=minutes))
    submit_check_in(
        by=patient_actor(life.patient),
        patient=life.patient,
        client_uuid=UUID(int=life.rng.getrandbits(128), version=4),
        answers=in_own_words(answers, life.person.language),
        happened_at=moment,
        zone=life.patient.zone,
        informant="patient",
        source="app",
        at=moment,
    )
