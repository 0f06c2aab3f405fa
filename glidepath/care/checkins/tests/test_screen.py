"""A finished suicide-risk screen is a reading: a low one answers item 9, a high one is RED at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from glidepath.care.checkins.screen import record_screen
from glidepath.care.checkins.tests.people import NOON, Clinic, answer_scale, phq9
from glidepath.care.escalation.judge import judge
from glidepath.record.alerts.models import Alert
from glidepath.record.observations.models import Observation

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=8)


def screened(clinic: Clinic, result: str) -> Observation:
    return record_screen(
        by=clinic.nurse,
        at=LATER,
        patient=clinic.patient,
        result=result,
        tool="clinical assessment",
        note="Safe at home.",
    )


def suicidality(clinic: Clinic) -> set[str]:
    found = judge(clinic.patient, NOON + timedelta(minutes=30), only="suicidality").found
    return {finding.urgency.value for finding in found}


@pytest.mark.hazard("HZ-17")
def test_item_nine_without_a_finished_screen_is_red_after_ten_minutes(clinic: Clinic) -> None:
    answer_scale(clinic, "phq9", phq9(1))
    assert suicidality(clinic) == {"RED"}


@pytest.mark.hazard("HZ-17")
def test_a_finished_screen_answers_item_nine(clinic: Clinic) -> None:
    answer_scale(clinic, "phq9", phq9(1))
    screened(clinic, "low")
    assert "RED" not in suicidality(clinic)


@pytest.mark.hazard("HZ-17")
def test_a_high_screen_is_told_as_red_in_the_same_transaction(clinic: Clinic) -> None:
    screened(clinic, "high")
    assert Alert.objects.filter(rule="suicidality", urgency="RED").exists()


def test_an_unknown_result_keeps_nothing(clinic: Clinic) -> None:
    with pytest.raises(ValueError, match="unknown"):
        screened(clinic, "fine")
    assert Observation.objects.count() == 0
