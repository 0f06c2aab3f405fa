"""A check-in that waited on a phone comes in once, for the moment it was answered, and only for its writer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.tests.conftest import clinic as clinic
from glidepath.care.checkins.tests.people import NOON, Clinic, client_of
from glidepath.care.offline.person_key import person_key
from glidepath.foundation import clock
from glidepath.record.alerts.models import Alert
from glidepath.record.observations.models import CheckIn
from glidepath.record.observations.queries import check_in_on

HOURS_AGO = NOON - timedelta(hours=6)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture
def me(clinic: Clinic) -> Client:
    return client_of(clinic.me)


def kept(clinic: Clinic, at: datetime = HOURS_AGO, **fields: Any) -> dict[str, Any]:
    """What a phone sends of a check-in it kept."""
    sent = {
        "client_uuid": str(uuid4()),
        "person": person_key(clinic.me),
        "answered_at": at.isoformat(),
        "zone": clinic.patient.zone,
        "form_version": "daily-2",
        **fields,
    }
    return {name: value for name, value in sent.items() if value is not None}


def send(client: Client, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answer = client.post(reverse("offline:waiting"), body)
    return answer.status_code, answer.json()


def test_it_counts_for_when_it_was_answered_and_says_when_it_came(clinic: Clinic, me: Client) -> None:
    assert send(me, kept(clinic, pain="4", signs="none")) == (200, {"state": "stored"})
    row = CheckIn.objects.get()
    assert (row.happened_at, row.received_at, row.source) == (HOURS_AGO, NOON, "offline")


def test_sent_twice_it_is_one(clinic: Clinic, me: Client) -> None:
    body = kept(clinic, pain="4")
    assert [send(me, body)[0], send(me, body)[0]] == [200, 200]
    assert CheckIn.objects.count() == 1


def test_a_question_left_open_is_no_reason_to_lose_the_others(clinic: Clinic, me: Client) -> None:
    send(me, kept(clinic, mood="2"))
    answers = CheckIn.objects.get().answers
    assert (answers["mood"], answers["pain"], answers["taken_as_planned"]) == (2, None, None)


def test_danger_that_waited_on_a_phone_still_alarms(clinic: Clinic, me: Client) -> None:
    send(me, kept(clinic, signs="hard_to_wake_or_slow_breathing"))
    assert Alert.objects.get(domain="overdose").urgency == "RED"


def test_answers_written_while_somebody_else_was_signed_in_are_never_filed_as_mine(clinic: Clinic, me: Client) -> None:
    for person in ("", "0" * 32, person_key(clinic.nurse)):
        code, said = send(me, kept(clinic, pain="4", person=person))
        assert (code, said["state"]) == (422, "refused")
        assert "somebody else" in said["message"]
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Nothing was answered"),
        ({"pain": "eleven"}, "eleven"),
        ({"pain": "4", "answered_at": None}, "time of these answers is missing"),
        ({"pain": "4", "answered_at": "yesterday"}, "with its zone"),
        ({"pain": "4", "at": NOON - timedelta(days=8)}, "more than 7 days old"),
        ({"pain": "4", "zone": "Mars/Olympus"}, "time zone"),
        ({"pain": "4", "form_version": "daily-99"}, "not known here"),
        ({"pain": "4", "client_uuid": "x"}, "UUID"),
    ],
)
def test_what_cannot_be_right_is_refused_in_words_and_nothing_is_stored(
    clinic: Clinic, me: Client, fields: dict[str, Any], words: str
) -> None:
    code, said = send(me, kept(clinic, **fields))
    assert code == 422
    assert words in said["message"]
    assert not CheckIn.objects.exists()


def test_only_the_person_may_send(clinic: Clinic) -> None:
    assert client_of(clinic.nurse).get(reverse("offline:waiting")).status_code == 404
    assert Client().get(reverse("offline:waiting")).status_code == 302


def test_the_page_gets_the_key_it_needs_to_send(me: Client) -> None:
    assert len(me.get(reverse("offline:waiting")).json()["token"]) > 30


def test_the_alert_of_late_answers_shows_both_times(clinic: Clinic, me: Client) -> None:
    send(me, kept(clinic, signs="hard_to_wake_or_slow_breathing"))
    alert = Alert.objects.get(domain="overdose")
    html = client_of(clinic.nurse).get(reverse("escalation:alert", args=[alert.public_id])).content.decode()
    assert "Late" in html
    assert "reached us" in html and "06:00" in html and "12:00" in html


def test_a_phone_whose_clock_runs_ahead_is_heard_all_the_same(clinic: Clinic, me: Client) -> None:
    ahead = kept(clinic, at=NOON + timedelta(hours=2), signs="hard_to_wake_or_slow_breathing")
    assert send(me, ahead) == (200, {"state": "stored"})
    assert CheckIn.objects.get().happened_at == NOON
    assert Alert.objects.get(domain="overdose").urgency == "RED"


def test_a_morning_that_arrives_in_the_evening_does_not_stand_above_the_evening(clinic: Clinic, me: Client) -> None:
    send(me, kept(clinic, at=NOON - timedelta(hours=1), withdrawal="9", pain="9"))
    send(me, kept(clinic, at=NOON - timedelta(hours=5), withdrawal="2", pain="3"))
    newest = check_in_on(clinic.patient.pk, CheckIn.objects.first().local_on)
    assert newest is not None and newest.answers["pain"] == 9
