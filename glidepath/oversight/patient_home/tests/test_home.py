"""The person's own pages: what to take comes from the frozen words alone, and danger comes before doses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from glidepath.care.checkins.tests.people import NOON, Clinic, check_in, client_of, open_clinic, standing_plan
from glidepath.care.escalation.let_dose_stand import let_dose_stand
from glidepath.care.tapering.operations import hold
from glidepath.foundation import clock
from glidepath.record.agreements.models import Milestone
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import resolve
from glidepath.record.medications.operations import record_naloxone


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def me(clinic: Clinic) -> Client:
    """The person's browser."""
    return client_of(clinic.me)


def read(client: Client, address: str = "/today/") -> str:
    """A page without its tags, as people read it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", client.get(address).content.decode()))


def speak_spanish(clinic: Clinic) -> None:
    clinic.patient.user.language = "es"
    clinic.patient.user.save()


@pytest.mark.hazard("HZ-01")
def test_today_shows_the_frozen_words_of_the_step_in_force(clinic: Clinic, me: Client) -> None:
    standing_plan(clinic, date(2027, 3, 1))
    words = read(me)
    assert "One 90 mg tablet" in words
    assert "75 mg" not in words
    assert "Same as yesterday" in words


@pytest.mark.hazard("HZ-01", "HZ-51")
def test_the_frozen_words_are_in_the_persons_language(clinic: Clinic, me: Client) -> None:
    standing_plan(clinic, date(2027, 3, 1))
    speak_spanish(clinic)
    page = me.get("/today/").content.decode()
    assert 'lang="es"' in page
    assert "Una tableta de 90 mg" in re.sub(r"<[^>]+>", "", page)
    assert "One 90 mg tablet" not in re.sub(r"<[^>]+>", "", page)


def test_without_a_plan_nothing_changes_and_the_page_says_so(me: Client) -> None:
    words = read(me)
    assert "Nothing changes now." in words
    assert "Start my check-in" in words


@pytest.mark.hazard("HZ-01")
def test_after_signs_of_an_overdose_no_dose_is_shown_until_a_prescriber_lets_it_stand(
    clinic: Clinic, me: Client
) -> None:
    standing_plan(clinic, date(2027, 3, 1))
    check_in(clinic, hard_to_wake_or_slow_breathing=True)
    words = read(me)
    assert "Do not take the next dose. Call now." in words
    assert "One 90 mg tablet" not in words
    assert "Call 911" in words
    alert = resolve(by=clinic.nurse, alert=Alert.objects.get(), at=NOON, resolution="Seen in the emergency room")
    assert "One 90 mg tablet" not in read(me)
    until = date(2029, 1, 1)
    let_dose_stand(by=clinic.prescriber, alert=alert, found="Awake, tolerates it.", naloxone_until=until, at=NOON)
    assert "One 90 mg tablet" in read(me)


def test_a_hold_is_seen_at_once_as_a_normal_choice(clinic: Clinic, me: Client) -> None:
    standing_plan(clinic, date(2027, 3, 1))
    assert "not before Monday, March 29, and only if you say yes." in read(me)
    hold(by=clinic.nurse, at=NOON, patient=clinic.patient, reason="rough week")
    words = read(me)
    assert "Resting is part of the plan." in words
    assert "One 90 mg tablet" in words
    assert "not before" not in words


def test_the_page_asks_for_itself_again_when_a_hold_or_an_alert_is_told(me: Client) -> None:
    tag = re.search(r'<div id="today"[^>]*>', me.get("/today/").content.decode())
    assert tag is not None
    assert "plan" in tag[0]
    assert "alerts" in tag[0]


def test_a_check_in_of_today_is_thanked_for_and_another_may_follow(clinic: Clinic, me: Client) -> None:
    check_in(clinic)
    assert "Send another one" in read(me)


@pytest.mark.parametrize(
    ("on_hand", "expires_on", "said"),
    [
        (None, None, "We do not know yet whether you have naloxone"),
        (False, None, "There is no naloxone at your home yet"),
        (True, date(2027, 3, 2), "Your naloxone is past its date"),
        (True, date(2028, 3, 31), "It is good until March 2028"),
        (True, None, "Look for the date on its box"),
    ],
)
def test_naloxone_is_told_as_it_is_known(
    clinic: Clinic, me: Client, on_hand: bool | None, expires_on: date | None, said: str
) -> None:
    if on_hand is not None:
        record_naloxone(
            by=clinic.nurse, at=NOON, patient=clinic.patient, on_hand=on_hand, expires_on=expires_on,
            trained_person="", informant="patient",
        )  # fmt: skip
    assert said in read(me)


def test_progress_tells_what_was_kept_before_any_milligram(clinic: Clinic, me: Client) -> None:
    standing_plan(clinic, date(2027, 2, 1))
    Milestone.objects.create(patient=clinic.patient, site=clinic.site, words="Choir <again>", named_at=NOON)
    for day in range(5):
        check_in(clinic, NOON - timedelta(days=day), accomplished=f"Walk {day}")
    html = me.get("/progress/").content.decode().partition("<main")[2]
    assert html.index("Choir &lt;again&gt;") < html.index("Walk 0") < html.index("Your own weeks") < html.index("90")
    words = read(me, "/progress/")
    assert "7.0" in words
    assert "no number" in words


def test_progress_without_anything_is_kind_and_whole(me: Client) -> None:
    assert "You have not named anything yet." in read(me, "/progress/")


def test_nobody_looked_yet(me: Client) -> None:
    assert "Nobody has looked yet" in read(me, "/who-looked/")


@pytest.mark.parametrize("address", ["/today/", "/progress/", "/who-looked/"])
def test_these_pages_are_the_persons_alone(clinic: Clinic, address: str) -> None:
    assert Client().get(address).status_code == 302
    assert client_of(clinic.nurse).get(address).status_code == 403
    other = open_clinic(" two")
    standing_plan(clinic, date(2027, 3, 1))
    assert "One 90 mg tablet" not in read(client_of(other.me), address)


@pytest.mark.parametrize("address", ["/today/", "/progress/", "/who-looked/", "/check-in/", "/help-now/"])
def test_the_other_language_is_one_tap_away_on_every_page(me: Client, address: str) -> None:
    assert 'value="es"' in me.get(address).content.decode()
