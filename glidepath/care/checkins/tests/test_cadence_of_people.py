"""What the record says about a taper decides what is asked: on Today, in reminders, and for silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from glidepath_clinical.cadence import Prompt

from glidepath.care.checkins import reminders
from glidepath.care.checkins.prompts import asked_today
from glidepath.care.checkins.tests.people import (
    NOON,
    SETUP,
    Clinic,
    add_patient,
    answer_scale,
    check_in,
    client_of,
    phq9,
    standing_plan,
)  # fmt: skip
from glidepath.foundation import clock
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.record.episodes.models import CheckInDays
from glidepath.record.episodes.operations import choose_days, finish_baseline, open_baseline
from glidepath.record.episodes.situations import expected_check_ins, situation_of, situations_of
from glidepath.record.medications.models import MedicationOrder
from glidepath.record.plans.models import Hold, Plan, StepRelease

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon of a Wednesday."""
    reminders._last_round = None
    with clock.at(NOON):
        yield


@pytest.fixture
def me(clinic: Clinic) -> Client:
    """The person's browser."""
    return client_of(clinic.me)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def taper(clinic: Clinic, started: int = 40, stepped: int | None = None) -> Plan:
    plan = standing_plan(clinic, ago(started))
    if stepped is not None:
        release(clinic, plan, 1, ago(stepped))
    return plan


def release(clinic: Clinic, plan: Plan, number: int, on: date, **more: object) -> StepRelease:
    whose = {"patient": clinic.patient, "site": clinic.site, "released_by_id": clinic.prescriber.user_id}
    given = {"step_number": number, "effective_on": on, "released_at": NOON, "consent_ref": uuid4()}
    return StepRelease.objects.create(plan=plan, **whose, **given, **more)


def rest(clinic: Clinic, plan: Plan, days: int) -> Hold:
    whose = {"patient": clinic.patient, "site": clinic.site, "started_by_id": clinic.prescriber.user_id}
    return Hold.objects.create(plan=plan, **whose, started_at=NOON - timedelta(days=days), started_on=ago(days))


def choose(clinic: Clinic, *weekdays: int, hour: int | None = None, on: date = TODAY) -> CheckInDays:
    said = {"weekdays": weekdays, "remind_at_hour": hour}
    return choose_days(by=clinic.me, at=NOON, on=on, patient=clinic.patient, **said)


def why(clinic: Clinic) -> str:
    return asked_today(clinic.patient, NOON).daily_why


def names(clinic: Clinic) -> list[str]:
    return [one.name for one in asked_today(clinic.patient, NOON).others]


def test_of_a_person_without_baseline_or_plan_nothing_is_asked(clinic: Clinic) -> None:
    assert (why(clinic), names(clinic)) == ("", [])


def test_in_the_run_in_everything_is_asked_that_makes_a_baseline(clinic: Clinic) -> None:
    open_baseline(by=clinic.nurse, at=NOON, on=TODAY, patient=clinic.patient)
    assert "Every day at the start" in why(clinic)
    assert names(clinic)[:3] == ["phq9", "gad7", "peg"]


def test_a_finished_baseline_ends_the_daily_questions(clinic: Clinic) -> None:
    baseline = open_baseline(by=clinic.nurse, at=NOON, on=ago(20), patient=clinic.patient)
    finish_baseline(by=clinic.nurse, at=NOON, on=ago(6), baseline=baseline)
    choose(clinic, 1, 4, on=ago(6))
    assert why(clinic) == ""
    assert asked_today(clinic.patient, NOON).next_daily_on == TODAY + timedelta(days=1)


def test_a_released_step_brings_the_daily_questions_and_one_taken_back_does_not(clinic: Clinic) -> None:
    plan = taper(clinic)
    choose(clinic, 1, 4, on=ago(40))
    release(clinic, plan, 1, ago(2), withdrawn_at=NOON)
    assert why(clinic) == ""
    release(clinic, plan, 1, ago(2))
    assert "first two weeks after a step" in why(clinic)


def test_a_hold_is_daily_until_three_days_in_a_row_were_answered_and_calm(clinic: Clinic) -> None:
    plan = taper(clinic, stepped=25)
    rest(clinic, plan, 5)
    choose(clinic, 1, 4, on=ago(40))
    for days in (3, 2):
        check_in(clinic, NOON - timedelta(days=days))
    assert "until three days were calm" in why(clinic)
    check_in(clinic, NOON - timedelta(days=1))
    assert why(clinic) == ""
    check_in(clinic, NOON - timedelta(hours=2), no_fluids_24h=True)
    assert "until three days were calm" not in why(clinic)  # answered today
    with clock.at(NOON + timedelta(days=1)):
        assert "until three days were calm" in asked_today(clinic.patient, NOON + timedelta(days=1)).daily_why


def test_a_caregivers_answers_never_count_as_the_persons(clinic: Clinic) -> None:
    taper(clinic, stepped=2)
    entry = check_in(clinic)
    assert why(clinic) == ""
    type(entry).objects.filter(pk=entry.pk).update(informant="caregiver")
    assert why(clinic) != ""
    assert expected_check_ins(clinic.patient, ago(2), TODAY) == (ago(2), ago(1), TODAY)


def test_answers_taken_by_phone_count_the_same(clinic: Clinic) -> None:
    taper(clinic, stepped=2)
    check_in(clinic)
    assert Prompt.DAILY in situation_of(clinic.patient, TODAY).answered


def test_before_a_step_the_long_questions_are_asked_once(clinic: Clinic) -> None:
    taper(clinic, started=25)  # the next step is planned in three days
    asked = names(clinic)
    assert {"phq9", "gad7", "pgic"} & set(asked) >= {"phq9", "gad7"}
    answer_scale(clinic, "phq9", phq9(0))
    assert "phq9" not in names(clinic)


def test_a_phq9_given_lately_is_followed_by_the_short_form_with_the_safety_question(clinic: Clinic) -> None:
    taper(clinic, started=25)
    answer_scale(clinic, "phq9", phq9(0), NOON - timedelta(days=10))
    assert "phq2_safety" in names(clinic)
    assert "phq9" not in names(clinic)


def test_a_medicine_that_lowers_pressure_asks_for_the_pressure(clinic: Clinic) -> None:
    taper(clinic, stepped=2)
    assert "pressure" not in names(clinic)
    whose = {"patient": clinic.patient, "site": clinic.site, "source_system": "urn:test", "source_ref": "1"}
    MedicationOrder.objects.create(**whose, content_hash="0", display="cloNIDine 0.1 MG Oral Tablet", status="active")
    assert "pressure" in names(clinic)


def test_the_situations_of_many_people_take_as_many_queries_as_of_one(
    clinic: Clinic, django_assert_max_num_queries: object
) -> None:
    taper(clinic, stepped=2)
    people = [clinic.patient, *(add_patient(clinic.site, f"P{number}", "Ruiz") for number in range(8))]
    with django_assert_max_num_queries(17):
        found = situations_of(people, TODAY)
    assert found[clinic.patient.pk] == situation_of(clinic.patient, TODAY)


def test_a_person_chooses_days_and_sees_them_again(clinic: Clinic, me: Client) -> None:
    taper(clinic)
    answer = me.post("/check-in/days/", {"weekdays": ["2", "6"], "remind_at_hour": "18"}, follow=True)
    assert "Your days are saved." in answer.content.decode()
    row = CheckInDays.objects.get()
    assert (row.weekdays, row.remind_at_hour, row.chosen_on) == ([2, 6], 18, TODAY)
    assert AuditEvent.objects.filter(action="check_in_days.choose").exists()
    html = me.get("/check-in/days/").content.decode()
    assert html.count(" checked") == 2
    assert "The next one is on Saturday" in me.get("/today/").content.decode()


@pytest.mark.parametrize("weekdays", [[], ["1"], ["8", "9"]])
def test_fewer_than_two_days_are_refused_because_they_would_look_like_silence(
    clinic: Clinic, me: Client, weekdays: list[str]
) -> None:
    answer = me.post("/check-in/days/", {"weekdays": weekdays, "remind_at_hour": "none"})
    assert answer.status_code == 422
    assert not CheckInDays.objects.exists()


def test_a_reminder_is_sent_once_at_the_chosen_hour_and_only_while_nothing_is_answered(clinic: Clinic) -> None:
    taper(clinic, stepped=2)
    choose(clinic, 1, 4, hour=12)
    assert reminders.remind_those_due(NOON - timedelta(minutes=1)) == 0
    assert reminders.remind_those_due(NOON) == 1
    reminders.remind_those_due(NOON + timedelta(minutes=5))
    message = OutboxMessage.objects.get(topic=reminders.TOPIC)
    reminders.deliver(payload=message.payload, key=message.idempotency_key, at=NOON)
    assert len(mail.outbox) == 1
    assert "pain" not in mail.outbox[0].body.lower()
    check_in(clinic)
    reminders.deliver(payload=message.payload, key=message.idempotency_key, at=NOON)
    assert len(mail.outbox) == 1
    assert reminders.remind_those_due(NOON + timedelta(hours=1)) == 0


@pytest.mark.hazard("HZ-22")
def test_the_hour_of_the_reminder_is_that_of_the_persons_own_day_also_when_clocks_change(clinic: Clinic) -> None:
    taper(clinic, started=400, stepped=390)
    choose(clinic, 1, 2, 3, 4, 5, 6, 7, hour=6)
    for day, utc_hour in ((13, 13), (14, 12)):  # 14 March 2027: clocks go forward in Denver
        assert reminders.remind_those_due(datetime(2027, 3, day, utc_hour - 1, 59, tzinfo=UTC)) == 0
        assert reminders.remind_those_due(datetime(2027, 3, day, utc_hour, 0, tzinfo=UTC)) == 1


def test_nobody_who_chose_no_reminder_or_has_no_sign_in_gets_one(clinic: Clinic) -> None:
    taper(clinic, stepped=2)
    choose(clinic, 1, 4, hour=12)
    choose(clinic, 1, 4, hour=None)
    assert reminders.remind_those_due(NOON) == 0
    assert SETUP.user_id is None
