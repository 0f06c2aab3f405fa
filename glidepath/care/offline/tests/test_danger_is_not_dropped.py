"""Danger in a check-in that cannot be stored reaches the team, marked late with both times, and is no answer of now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.daily import CANNOT_WAIT
from glidepath.care.checkins.danger import danger_in
from glidepath.care.checkins.tests.conftest import clinic as clinic
from glidepath.care.checkins.tests.people import NOON, Clinic, actor_of, add_patient, client_of
from glidepath.care.offline.person_key import person_key
from glidepath.care.offline.tests.test_arrival import kept, me, send
from glidepath.foundation import clock
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.queries import stopping_a_step
from glidepath.record.observations.models import CheckIn

__all__ = ["me"]
DAY = timedelta(days=1)
SIGN = {"signs": "hard_to_wake_or_slow_breathing"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


def late_alert(clinic: Clinic) -> Alert:
    return Alert.objects.get(domain="late danger", patient=clinic.patient)


@pytest.mark.hazard("HZ-17", "HZ-43")
@pytest.mark.parametrize(
    "fields",
    [
        {"at": NOON - 8 * DAY},
        {"at": NOON - 400 * DAY},
        {"answered_at": None},
        {"answered_at": "yesterday"},
        {"zone": "Mars/Olympus"},
        {"form_version": "daily-99"},
        {"client_uuid": "x"},
        {"client_uuid": None},
        {"pain": "eleven"},
        {"extra_doses": "999"},
        {"free_text": "x" * 5000},
        {"person": "0" * 32},
        {"person": None},
    ],
)
def test_on_every_path_of_refusal_danger_is_told_at_once_and_stored_as_no_answer(
    clinic: Clinic, me: Client, fields: dict[str, Any]
) -> None:
    body = kept(clinic, **SIGN, **fields)
    code, said = send(me, body)
    assert (code, said["state"], CheckIn.objects.count()) == (422, "refused", 0)
    assert "Your team was told" in said["message"] and "911" in said["message"] and "988" in said["message"]
    alert = late_alert(clinic)
    assert (alert.urgency, alert.values["told"]) == ("RED", "hard_to_wake_or_slow_breathing")
    assert alert.values["received"] == "2027-03-03 12:00 MST"
    assert send(me, body)[0] == 422
    assert alert.causes.count() == 1  # sent twice is told once


@pytest.mark.hazard("HZ-17")
def test_a_page_that_was_sent_before_with_other_answers_does_not_swallow_danger(clinic: Clinic, me: Client) -> None:
    body = kept(clinic, pain="4")
    assert send(me, body)[0] == 200
    code, said = send(me, {**body, "free_text": "I want to die"})
    assert (code, "Your team was told" in said["message"]) == (422, True)
    assert late_alert(clinic).values["words"]


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize(
    ("fields", "urgency"),
    [
        *(({"signs": sign}, "RED") for sign in CANNOT_WAIT[:5]),
        ({"signs": "fall"}, "ORANGE"),
        ({"signs": "emergency_visit"}, "ORANGE"),
        ({"signs": "not_safe"}, "RED"),
        ({"want_call": "on"}, "ORANGE"),
        ({"days_not_taken": "4"}, "ORANGE"),
        ({"free_text": "I want to die"}, "RED"),
        ({"accomplished": "quiero morir"}, "RED"),
        ({"free_text": "y" * 4000 + ". I want to die"}, "RED"),
    ],
)
def test_every_sign_that_cannot_wait_and_every_word_of_crisis_counts(
    clinic: Clinic, me: Client, fields: dict[str, Any], urgency: str
) -> None:
    send(me, kept(clinic, at=NOON - 9 * DAY, **fields))
    assert late_alert(clinic).urgency == urgency


@pytest.mark.parametrize("fields", [{"pain": "9"}, {"free_text": "I do not want to die"}, {"signs": "constipation_3d"}])
def test_old_answers_without_danger_alarm_nobody(clinic: Clinic, me: Client, fields: dict[str, str]) -> None:
    assert send(me, kept(clinic, at=NOON - 9 * DAY, **fields))[0] == 422
    assert not Alert.objects.exists()


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize("days", range(1, 7))
def test_answers_of_some_days_ago_are_kept_and_their_danger_is_told_whatever_the_rules_say_of_their_age(
    clinic: Clinic, me: Client, days: int
) -> None:
    for fields in (SIGN, {"days_not_taken": "5", "taken_as_planned": "no"}):
        assert send(me, kept(clinic, at=NOON - days * DAY, **fields))[0] == 200
    assert Alert.objects.filter(domain="overdose", urgency="RED").exists()
    assert Alert.objects.filter(domain__in=["missed doses", "late danger"]).exists()


@pytest.mark.hazard("HZ-17")
def test_danger_written_by_another_person_of_the_clinic_is_told_about_that_person(clinic: Clinic, me: Client) -> None:
    other = add_patient(clinic.site, "Ben", "Ito")
    send(me, kept(clinic, **SIGN, person=person_key(actor_of(other))))
    assert Alert.objects.get(domain="late danger").patient_id == other.pk


@pytest.mark.hazard("HZ-20")
def test_late_danger_stops_a_step_but_is_no_sign_of_now(clinic: Clinic, me: Client) -> None:
    send(me, kept(clinic, at=NOON - 8 * DAY, **SIGN))
    assert [alert.domain for alert in stopping_a_step(clinic.patient.pk)] == ["late danger"]


def test_the_alert_page_shows_what_was_told_and_both_times_in_the_readers_language(clinic: Clinic, me: Client) -> None:
    body = kept(clinic, at=NOON - 8 * DAY, **SIGN, free_text="I want to die")
    send(me, body)
    page = reverse("escalation:alert", args=[late_alert(clinic).public_id])
    html = client_of(clinic.nurse).get(page).content.decode()
    assert "LATE, and no answer of now" in html and "very hard to wake" in html and "want to die" in html
    assert "2027-02-23 12:00 MST" in html and "2027-03-03 12:00 MST" in html
    get_user_model().objects.filter(pk=clinic.nurse.user_id).update(language="es")
    assert "TARDE, y no es una respuesta de ahora" in client_of(clinic.nurse).get(page).content.decode()


@pytest.mark.hazard("HZ-17")
def test_a_check_in_on_the_page_that_cannot_be_read_tells_the_team_and_shows_whom_to_call(
    clinic: Clinic, me: Client
) -> None:
    body = {"client_uuid": str(uuid4()), **SIGN, "extra_doses": "999"}
    for _ in range(2):
        answer = me.post("/check-in/", body)
        assert answer.status_code == 422
        assert "We have told your team" in answer.content.decode() and 'href="tel:911"' in answer.content.decode()
    assert late_alert(clinic).causes.count() == 1


@pytest.mark.hazard("HZ-25")
@pytest.mark.parametrize("hours", [-72, -2, 2, 72])
def test_a_phone_whose_clock_is_wrong_is_found_out_and_what_it_said_is_kept_beside_ours(
    clinic: Clinic, me: Client, hours: int
) -> None:
    wrong = timedelta(hours=hours)
    body = kept(clinic, at=NOON - timedelta(hours=6) + wrong, pain="4", sent_at=(NOON + wrong).isoformat())
    assert send(me, body)[0] == 200
    row = CheckIn.objects.get()
    assert (row.happened_at, row.received_at) == (NOON - timedelta(hours=6), NOON)
    assert row.phone_said_at == NOON - timedelta(hours=6) + wrong
    html = client_of(clinic.nurse).get(reverse("checkins:entry", args=[row.public_id])).content.decode()
    assert "clock was wrong" in html


@pytest.mark.hazard("HZ-25")
def test_a_phone_a_few_minutes_off_or_silent_about_its_clock_is_believed(clinic: Clinic, me: Client) -> None:
    for shown in ((NOON + timedelta(minutes=9)).isoformat(), "", "noon"):
        send(me, kept(clinic, pain="4", sent_at=shown))
    assert {row.phone_said_at for row in CheckIn.objects.all()} == {None}
    assert CheckIn.objects.count() == 3


def test_danger_is_read_from_whatever_was_sent() -> None:
    assert danger_in({}) is None
    assert danger_in({"caregiver_worried": "on"}) is not None
    assert danger_in({"want_call": "false"}) is None
    assert danger_in({"unknown": "I want to die"}) is not None
