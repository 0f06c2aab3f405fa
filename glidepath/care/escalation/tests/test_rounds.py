"""Time alone makes some rules speak: visits that did not take place, doses not confirmed, devices gone silent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from glidepath.care.checkins.tests.people import CALM, NOON, Clinic, check_in, standing_plan
from glidepath.care.escalation import judge, rounds
from glidepath.care.escalation.models import AssessmentRecord
from glidepath.care.escalation.presenters import not_answered
from glidepath.care.escalation.rounds import look, tick
from glidepath.record.alerts.models import Alert, AlertCause
from glidepath.record.observations.device_days import DeviceDay, store_days
from glidepath.record.plans.models import StepRelease
from glidepath.record.plans.queries import standing_plan as plan_of
from glidepath.record.visits.models import Visit

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def visit(clinic: Clinic, starts_at: datetime, state: str = "booked") -> Visit:
    nurse = get_user_model().objects.get(pk=clinic.nurse.user_id)
    return Visit.objects.create(
        patient=clinic.patient,
        site=clinic.site,
        kind="before_step",
        state=state,
        starts_at=starts_at,
        zone=clinic.patient.zone,
        with_user=nurse,
        booked_by=nurse,
        held_at=starts_at if state == "held" else None,
    )


def release(clinic: Clinic, on: date, at: datetime) -> None:
    plan = plan_of(clinic.patient.pk)
    about = {"plan": plan, "patient": clinic.patient, "site": clinic.site, "step_number": 1, "effective_on": on}
    StepRelease.objects.create(
        **about, released_by_id=clinic.prescriber.user_id, released_at=at, consent_ref=plan.public_id
    )


def steps_told(clinic: Clinic, at: datetime) -> None:
    on, value = at.date(), Decimal(4000)
    day = DeviceDay("41950-7", "steps", "{steps}", "watch", on, value, at, 1, value, value)
    store_days(patient=clinic.patient, at=at, days=[day], entered_by_id=None)


def test_a_review_nobody_held_is_orange_while_a_step_waits_and_told_once(clinic: Clinic) -> None:
    standing_plan(clinic, date(2027, 3, 1))
    visit(clinic, NOON)
    assert look(NOON + HOUR) == 0, "it may still be going on"
    assert [look(NOON + hours * HOUR) for hours in (3, 4, 30)] == [1, 0, 0]
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency, alert.values["planned"]) == ("missed_visit", "ORANGE", "2027-03-03")
    assert AlertCause.objects.count() == 1


def test_a_missed_visit_without_a_waiting_step_is_yellow(clinic: Clinic) -> None:
    visit(clinic, NOON, state="missed")
    assert look(NOON + 3 * HOUR) == 1
    assert Alert.objects.get().urgency == "YELLOW"


@pytest.mark.parametrize("later", ["held", "booked"])
def test_a_visit_held_or_planned_since_ends_it(clinic: Clinic, later: str) -> None:
    visit(clinic, NOON, state="missed")
    visit(clinic, NOON + 2 * (HOUR if later == "held" else DAY), state=later)
    assert look(NOON + 5 * HOUR) == 0


def test_a_further_missed_visit_is_told_again(clinic: Clinic) -> None:
    visit(clinic, NOON, state="missed")
    look(NOON + 3 * HOUR)
    visit(clinic, NOON + 7 * DAY, state="missed")
    assert look(NOON + 7 * DAY + 3 * HOUR) == 1


def test_a_new_dose_that_nobody_read_is_yellow_on_the_day_before_it_begins(clinic: Clinic) -> None:
    standing_plan(clinic, date(2027, 2, 1))
    release(clinic, date(2027, 3, 7), NOON - 2 * DAY)
    day_before = datetime(2027, 3, 6, 7, 0, tzinfo=NOON.tzinfo)  # the beginning of that day in Denver
    assert [look(day_before + hours * HOUR) for hours in (-1, 0, 1)] == [0, 1, 0]
    assert (Alert.objects.get().rule, Alert.objects.get().urgency) == ("late_dose_change", "YELLOW")


def test_a_new_dose_that_begins_soon_is_yellow_a_day_after_it_was_released(clinic: Clinic) -> None:
    standing_plan(clinic, date(2027, 2, 1))
    release(clinic, date(2027, 3, 4), NOON)
    assert [look(NOON + hours * HOUR) for hours in (23, 24)] == [0, 1]


def test_a_new_dose_is_confirmed_by_the_persons_own_answer(clinic: Clinic) -> None:
    standing_plan(clinic, date(2027, 2, 1))
    release(clinic, date(2027, 3, 3), NOON - 2 * DAY)
    check_in(clinic, **{**CALM, "taken_as_planned": "yes"})
    assert look(NOON + 2 * DAY) == 0


@pytest.mark.hazard("HZ-20")
def test_a_device_without_data_for_three_days_is_told_once(clinic: Clinic) -> None:
    steps_told(clinic, NOON)
    assert [look(NOON + days * DAY) for days in (1, 2, 3, 4)] == [0, 0, 1, 0]
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency, alert.values["days"]) == ("stale_device", "YELLOW", "3")
    steps_told(clinic, NOON + 5 * DAY)
    assert look(NOON + 9 * DAY) == 1, "silent again is told again"


def test_a_round_hides_nothing_that_the_last_whole_run_could_not_say(clinic: Clinic) -> None:
    check_in(clinic)
    before = not_answered(clinic.patient.pk)
    visit(clinic, NOON, state="missed")
    look(NOON + 3 * HOUR)
    assert before and not_answered(clinic.patient.pk) == before
    assert AssessmentRecord.objects.filter(cause__startswith="round:").count() == 1


@pytest.mark.hazard("HZ-15")
def test_a_rule_that_breaks_in_its_round_is_red_once_a_day(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(patient: object, at: datetime) -> object:
        raise LookupError

    visit(clinic, NOON, state="missed")
    monkeypatch.setattr(judge, "build_picture", broken)
    for hours in (3, 4, 5):
        look(NOON + hours * HOUR)
    assert list(AlertCause.objects.values_list("rule", "urgency")) == [("rules_failed", "RED")]


def test_a_round_looks_at_most_every_ten_minutes(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[datetime] = []
    monkeypatch.setattr(rounds._Rounds, "last_at", None)
    monkeypatch.setattr(rounds, "look", lambda at: seen.append(at) or 0)
    for minutes in (0, 1, 9, 10, 11, 0):
        tick(NOON + timedelta(minutes=minutes))
    assert seen == [NOON, NOON + timedelta(minutes=10), NOON]
