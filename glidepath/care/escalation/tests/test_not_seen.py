"""The person's own pages say truthfully whether somebody has seen what they sent, and whom to call when not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from glidepath.care.checkins.operations import submit_check_in
from glidepath.care.checkins.tests.people import NOON, Clinic, answer_scale, check_in, client_of, phq9, standing_plan
from glidepath.care.escalation import silence
from glidepath.care.escalation.not_seen import seen_for
from glidepath.care.escalation.operations import request_call
from glidepath.care.escalation.tests.test_delivery import work
from glidepath.foundation import clock
from glidepath.foundation.feed.models import FeedEntry
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import acknowledge, resolve

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
pytestmark = pytest.mark.hazard("HZ-16", "HZ-17")
PAGES = ("patient_home:today", "patient_home:progress", "tapering:my_plan", "checkins:daily", "checkins:days")


def page(clinic: Clinic, at: datetime, name: str = "patient_home:today", language: str = "en") -> str:
    with clock.at(at):
        answer = client_of(clinic.me).get(reverse(name), headers={"accept-language": language})
        return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_five_minutes_after_red_every_page_says_that_nobody_has_seen_it_and_whom_to_call(
    clinic: Clinic, name: str
) -> None:
    standing_plan(clinic, NOON.date())
    assert "Nobody has seen it yet" not in page(clinic, NOON, name)
    check_in(clinic, no_fluids_24h=True)
    assert "Nobody has seen it yet" not in page(clinic, NOON + 4 * MINUTE, name)
    html = page(clinic, NOON + 5 * MINUTE, name)
    assert "Nobody has seen it yet" in html
    assert 'href="tel:911"' in html and 'href="tel:988"' in html and 'href="tel:555-0100"' in html


def test_orange_is_promised_within_four_hours(clinic: Clinic) -> None:
    request_call(by=clinic.me, patient=clinic.patient, token=uuid4(), at=NOON)
    assert seen_for(clinic.patient.pk, NOON + 4 * HOUR - MINUTE) is None
    seen = seen_for(clinic.patient.pk, NOON + 4 * HOUR)
    assert seen is not None and seen.is_late and seen.sent_at == NOON


@pytest.mark.parametrize("item9", [1, 3])
def test_an_answer_about_suicide_counts_as_what_the_person_sent(clinic: Clinic, item9: int) -> None:
    answer_scale(clinic, "phq9", phq9(item9))
    seen = seen_for(clinic.patient.pk, NOON + 4 * HOUR)
    assert seen is not None and seen.is_late


def test_once_somebody_has_taken_it_on_the_page_names_them_for_a_day(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    alert = acknowledge(by=clinic.nurse, alert=Alert.objects.get(), at=NOON + 6 * MINUTE, note="I call.")
    assert "Nora Lind has seen what you sent" in page(clinic, NOON + 7 * MINUTE)
    assert seen_for(clinic.patient.pk, NOON + 25 * HOUR) is None
    resolve(by=clinic.nurse, alert=alert, at=NOON + HOUR, resolution="Called.")
    assert seen_for(clinic.patient.pk, NOON + HOUR) is None


def test_a_new_danger_after_the_first_was_seen_is_not_called_seen(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    acknowledge(by=clinic.nurse, alert=Alert.objects.get(), at=NOON + MINUTE, note="I call.")
    check_in(clinic, NOON + HOUR, hard_to_wake_or_slow_breathing=True)
    assert seen_for(clinic.patient.pk, NOON + HOUR + MINUTE) is None
    seen = seen_for(clinic.patient.pk, NOON + HOUR + 5 * MINUTE)
    assert seen is not None and seen.is_late and seen.sent_at == NOON + HOUR


def test_what_a_caregiver_told_and_what_the_person_did_not_send_is_not_shown_to_the_person(clinic: Clinic) -> None:
    standing_plan(clinic, NOON.date() - 20 * timedelta(days=1))
    said = {"source": "web", "zone": "America/Denver", "happened_at": NOON, "at": NOON, "informant": "caregiver"}
    answers = {"caregiver_worried": True, "no_fluids_24h": True}
    submit_check_in(by=clinic.nurse, patient=clinic.patient, client_uuid=uuid4(), answers=answers, **said)
    silence.look_for_silence(NOON)
    assert Alert.objects.filter(urgency__in=["RED", "ORANGE"]).exists()
    assert seen_for(clinic.patient.pk, NOON + 10 * HOUR) is None


def test_the_page_speaks_spanish(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    get_user_model().objects.filter(pk=clinic.patient.user_id).update(language="es")
    assert "Nadie lo ha visto todavía" in page(clinic, NOON + HOUR, language="es")


def test_an_open_page_is_told_when_the_time_is_over_and_when_somebody_took_it_on(clinic: Clinic) -> None:
    with clock.at(NOON):
        check_in(clinic, no_fluids_24h=True)
    work(NOON)

    def told() -> int:
        return FeedEntry.objects.filter(topic="answers", audience="patient").count()

    before = told()
    work(NOON + 5 * MINUTE)
    assert told() == before + 1
    acknowledge(by=clinic.nurse, alert=Alert.objects.get(), at=NOON + 6 * MINUTE, note="I call.")
    assert told() == before + 2


def test_the_page_after_sending_says_where_to_look_again(clinic: Clinic) -> None:
    with clock.at(NOON):
        body = {"client_uuid": str(uuid4()), "signs": "no_fluids_24h"}
        html = client_of(clinic.me).post("/check-in/", body).content.decode()
    assert "in five minutes" in html


def test_without_anything_urgent_it_costs_one_query(clinic: Clinic, django_assert_num_queries: Any) -> None:
    check_in(clinic)
    with django_assert_num_queries(1):
        assert seen_for(clinic.patient.pk, NOON) is None
