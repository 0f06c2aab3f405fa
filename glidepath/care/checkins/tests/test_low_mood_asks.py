"""Low mood on days in a row makes the PHQ-9 due, as the rule on mood asks for it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from glidepath.care.checkins.prompts import asked_today
from glidepath.care.checkins.tests.people import NOON, Clinic, answer_scale, check_in, phq9, standing_plan
from glidepath.record.episodes.situations import situation_of
from glidepath.record.observations.answered import low_mood_runs

DAY = timedelta(days=1)


def asked(clinic: Clinic, at: datetime = NOON) -> dict[str, str]:
    return {one.name: one.why for one in asked_today(clinic.patient, at).others}


def low_days(clinic: Clinic, *days_ago: int, mood: int = 2) -> None:
    for days in days_ago:
        check_in(clinic, NOON - days * DAY, mood=mood)


@pytest.fixture
def tapering(clinic: Clinic) -> Clinic:
    """On a plan for weeks, with a PHQ-9 of 20 days ago and everything else answered."""
    standing_plan(clinic, NOON.date() - 10 * DAY)
    answer_scale(clinic, "phq9", phq9(0), NOON - 20 * DAY)
    answer_scale(clinic, "phq2", {"phq2_1": 0, "phq2_2": 0}, NOON - DAY)
    return clinic


@pytest.mark.hazard("HZ-20")
def test_three_low_days_in_a_row_ask_for_the_phq9_with_the_reason(tapering: Clinic) -> None:
    low_days(tapering, 2, 1)
    assert "phq9" not in asked(tapering)
    low_days(tapering, 0)
    assert "mood was low on some days" in asked(tapering)["phq9"]
    answer_scale(tapering, "phq9", phq9(0), NOON)
    assert "phq9" not in asked(tapering)


@pytest.mark.parametrize(("days", "mood"), [((3, 1, 0), 2), ((2, 1, 0), 3), ((40, 39, 38), 0)])
def test_a_gap_a_better_mood_and_days_of_long_ago_ask_for_nothing(
    tapering: Clinic, days: tuple[int, ...], mood: int
) -> None:
    low_days(tapering, *days, mood=mood)
    assert situation_of(tapering.patient, NOON.date()).low_mood_since is None
    assert "phq9" not in asked(tapering)


def test_within_two_weeks_of_a_phq9_the_short_form_with_the_safety_question_is_asked(tapering: Clinic) -> None:
    answer_scale(tapering, "phq9", phq9(0), NOON - 5 * DAY)
    low_days(tapering, 2, 1, 0)
    assert "phq9" not in asked(tapering) and "phq2_safety" in asked(tapering)


def test_the_lowest_answer_of_a_day_counts_and_the_clinics_own_limit(tapering: Clinic) -> None:
    low_days(tapering, 1, 0)
    check_in(tapering, NOON, mood=8)
    since = NOON.date() - 14 * DAY
    key = tapering.patient.pk
    assert low_mood_runs({key: (2, 2)}, since) == {key: NOON.date() - DAY}
    assert low_mood_runs({key: (2, 3)}, since) == {}
    assert low_mood_runs({key: (1, 2)}, since) == {}
