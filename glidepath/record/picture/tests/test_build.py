"""From rows to the picture: what is not known stays unknown, a caregiver never speaks for the person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from glidepath_clinical.picture import NEVER

from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient
from glidepath.record.picture.build import build_picture
from glidepath.record.picture.tests.rows import AT, check_in, observed, scale


@pytest.mark.hazard("HZ-20")
def test_of_a_person_nobody_asked_nothing_is_known(patient: Patient) -> None:
    picture = build_picture(patient, AT)
    assert picture.today == date(2027, 3, 3)
    assert (picture.cannot_keep_fluids_down, picture.overdose_signs, picture.phq9_item9) == (None, None, None)
    assert (picture.pain_daily, picture.check_in_dates, picture.supply_lasts_until) == ((), (), None)
    assert picture.last_step_on is NEVER


def test_the_local_date_is_that_of_the_persons_own_zone(patient: Patient) -> None:
    late = datetime(2027, 3, 4, 5, 0, tzinfo=UTC)  # ten in the evening of the 3rd in Denver
    assert build_picture(patient, late).today == date(2027, 3, 3)


def test_a_day_has_its_last_answer_and_a_refused_answer_is_none(patient: Patient) -> None:
    check_in(patient, 6, pain=4)
    check_in(patient, 2, pain=7)
    check_in(patient, 26, pain=None)
    readings = build_picture(patient, AT).pain_daily
    assert [(reading.on, reading.value) for reading in readings] == [(date(2027, 3, 3), 7)]


def test_a_yes_to_a_danger_sign_outlives_a_no_for_two_days(patient: Patient) -> None:
    check_in(patient, 30, no_fluids_24h=True)
    check_in(patient, 2, no_fluids_24h=False)
    assert build_picture(patient, AT).cannot_keep_fluids_down.value is True
    assert build_picture(patient, AT + timedelta(hours=20)).cannot_keep_fluids_down.value is False


def test_a_caregivers_entry_tells_of_danger_but_never_ends_the_persons_silence(patient: Patient) -> None:
    check_in(patient, 3, informant="caregiver", pain=2, hard_to_wake_or_slow_breathing=True)
    picture = build_picture(patient, AT)
    assert picture.overdose_signs.value is True
    assert (picture.check_in_dates, picture.pain_daily) == ((), ())


def test_a_caregiver_never_answers_for_mood(patient: Patient) -> None:
    scale(patient, 3, "phq9", 20, informant="caregiver", phq9_9=3)
    picture = build_picture(patient, AT)
    assert (picture.phq9_total, picture.phq9_item9) == (None, None)


def test_item_nine_counts_even_when_the_total_is_missing(patient: Patient) -> None:
    scale(patient, 3, "phq9", None, phq9_9=2)
    picture = build_picture(patient, AT)
    assert (picture.phq9_total, picture.phq9_item9.value) == (None, 2)


def test_what_was_answered_later_than_the_moment_is_not_in_it(patient: Patient) -> None:
    check_in(patient, -5, pain=9)
    scale(patient, -5, "cows", 30, informant="clinician")
    picture = build_picture(patient, AT)
    assert (picture.pain_daily, picture.cows_latest) == ((), None)


def test_tablets_that_last_n_days_end_on_a_local_date(patient: Patient) -> None:
    check_in(patient, 3, days_of_tablets_left=4)
    assert build_picture(patient, AT).supply_lasts_until == date(2027, 3, 7)


def test_a_finished_screen_is_a_clinicians_reading(patient: Patient) -> None:
    row = observed(patient, AT - timedelta(minutes=5), "clinician")
    Observation.objects.create(**row, code="suicide_screen", value_text="low")
    assert build_picture(patient, AT).suicide_screen.value == "low"


def test_the_picture_takes_a_fixed_number_of_queries(patient: Patient, django_assert_max_num_queries: object) -> None:
    for hour in range(1, 60):
        check_in(patient, hour, pain=4)
    with django_assert_max_num_queries(28):
        build_picture(patient, AT)


def test_a_picture_takes_four_reads_whatever_the_record_holds(
    patient: Patient, django_assert_max_num_queries: object
) -> None:
    for hours in range(0, 240, 12):
        check_in(patient, hours, pain=5)
        scale(patient, hours, "phq9", 4)
    with django_assert_max_num_queries(4):
        build_picture(patient, AT)


def test_every_answer_has_its_moment_in_the_persons_own_zone_and_the_name_of_its_source(patient: Patient) -> None:
    row = check_in(patient, 2, pain=4, fall=True, no_fluids_24h=False)
    picture = build_picture(patient, AT)
    for said in (picture.pain_daily[0], picture.fall, picture.cannot_keep_fluids_down):
        assert (said.at, str(said.at.tzinfo)) == (AT - timedelta(hours=2), patient.zone)
        assert said.ref == f"check_in:{row.public_id}"


def test_days_that_no_rule_looks_at_are_not_brought(patient: Patient) -> None:
    for days in (0, 13, 34, 36, 100):
        check_in(patient, 24 * days, pain=5, mood=5)
    picture = build_picture(patient, AT)
    back = [(picture.today - one.on).days for one in picture.pain_daily]
    assert (back, [(picture.today - one.on).days for one in picture.mood_daily]) == ([34, 13, 0], [13, 0])
    assert len(picture.check_in_dates) == 5
