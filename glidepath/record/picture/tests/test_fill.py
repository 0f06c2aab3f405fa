"""Every field that a rule reads is filled from the record when its source is there, and unknown when it is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from glidepath_clinical.picture import NEVER
from glidepath_clinical.scales import find_scale

from glidepath.record.medications.models import Regimen
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient, PersonFact
from glidepath.record.picture.build import build_picture
from glidepath.record.picture.tests.rows import AT, check_in, observed, scale

NINE = "phq9_9"
PEGS = tuple(item.code for item in find_scale("peg").items)


def observation(patient: Patient, hours_ago: int, code: str, informant: str = "patient", **value: object) -> None:
    about = observed(patient, AT - timedelta(hours=hours_ago), informant)
    Observation.objects.create(**about, code=code, **value)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("hard_to_wake_or_slow_breathing", "overdose_signs"),
        ("naloxone_used", "naloxone_used"),
        ("seizure_or_confusion", "seizure_or_confusion"),
        ("chest_pain_or_fainting", "chest_pain_or_fainting"),
        ("no_fluids_24h", "cannot_keep_fluids_down"),
        ("not_safe", "unsafe_at_home"),
        ("fall", "fall"),
        ("emergency_visit", "emergency_visit"),
        ("want_call", "asks_for_call"),
        ("caregiver_worried", "caregiver_concern"),
        ("constipation_3d", "constipation"),
    ],
)
def test_a_sign_of_the_check_in_reaches_its_field_from_anybody(patient: Patient, question: str, field: str) -> None:
    assert getattr(build_picture(patient, AT), field) is None
    check_in(patient, 2, informant="caregiver", **{question: True})
    said = getattr(build_picture(patient, AT), field)
    assert (said.value, said.informant) == (True, "caregiver")


@pytest.mark.parametrize(("days", "constipated"), [(3, False), (4, True)])
def test_days_without_a_bowel_movement_say_it_too(patient: Patient, days: int, constipated: bool) -> None:
    check_in(patient, 2, days_without_bowel_movement=days)
    assert build_picture(patient, AT).constipation.value is constipated


def test_own_words_reach_the_rules_from_every_text_and_count_from_when_they_came(patient: Patient) -> None:
    check_in(patient, 2, free_text="I want to die", accomplished="Cooked")
    check_in(patient, 60, free_text="older words")
    assert [text.value for text in build_picture(patient, AT).free_texts] == ["I want to die", "Cooked"]


def test_numbers_of_the_day_reach_their_series(patient: Patient) -> None:
    check_in(patient, 2, mood=3, sleep=4, withdrawal=6, days_not_taken=2, sleep_hours=5)
    picture = build_picture(patient, AT)
    series = (picture.mood_daily, picture.sleep_daily, picture.sleep_hours_daily)
    assert [[reading.value for reading in one] for one in series] == [[3], [4], [5]]
    assert (picture.withdrawal_bother.value, picture.days_not_taken.value) == (6, 2)


def test_item_9_left_open_is_told_although_an_older_answer_is_there(patient: Patient) -> None:
    scale(patient, 100, "phq9", 4, **{NINE: 0})
    scale(patient, 2, "phq9", None, **{NINE: None})
    picture = build_picture(patient, AT)
    assert (picture.phq9_item9.value, picture.phq9_item9_declined.value) == (0, True)
    assert picture.phq9_incomplete.value is True


def test_a_whole_phq_9_leaves_nothing_open(patient: Patient) -> None:
    scale(patient, 2, "phq9", 4, **{NINE: 0})
    picture = build_picture(patient, AT)
    assert (picture.phq9_item9_declined.value, picture.phq9_incomplete.value) == (False, False)


def test_the_peg_is_exact_to_a_third_of_a_point(patient: Patient) -> None:
    scale(patient, 2, "peg", Decimal("4.667"), **dict(zip(PEGS, (4, 5, 5), strict=True)))
    assert [reading.value for reading in build_picture(patient, AT).peg_totals] == [Fraction(14, 3)]


def test_a_device_stays_a_device_until_a_person_measures(patient: Patient) -> None:
    observation(patient, 5, "59408-5", "device", value_number=Decimal(86))
    assert build_picture(patient, AT).oxygen_saturation.informant == "device"
    observation(patient, 4, "59408-5", "patient", value_number=Decimal(97))
    confirmed = build_picture(patient, AT).oxygen_saturation
    assert (confirmed.value, confirmed.informant) == (97, "patient")
    observation(patient, 3, "59408-5", "device", value_number=Decimal(85))
    assert build_picture(patient, AT).oxygen_saturation.value == 85


def test_the_lowest_value_of_a_devices_day_counts(patient: Patient) -> None:
    told = {"value_number": Decimal(95), "value_text": "readings=40;lowest=84;highest=99"}
    observation(patient, 5, "59408-5", "device", **told)
    assert build_picture(patient, AT).oxygen_saturation.value == 84


def test_days_of_a_device_are_about_the_day_they_name(patient: Patient) -> None:
    for day, steps in ((1, 4000), (2, 5000)):
        named = f"41950-7:2027-03-0{day}#2"
        about = {"code": "41950-7", "value_number": Decimal(steps), "source_ref": named, "source": "watch"}
        about["form_version"] = "device-day-1"
        Observation.objects.create(**{**observed(patient, AT - timedelta(hours=3), "device"), **about})
    picture = build_picture(patient, AT)
    assert [(reading.on.day, reading.value) for reading in picture.steps_daily] == [(1, 4000), (2, 5000)]
    assert (picture.device_shared_since, picture.device_last_on) == (date(2027, 3, 1), date(2027, 3, 2))


@pytest.mark.hazard("HZ-20")
def test_without_a_device_nothing_is_missed_and_a_day_without_data_is_not_zero(patient: Patient) -> None:
    picture = build_picture(patient, AT)
    assert (picture.device_shared_since, picture.steps_daily) == (NEVER, ())


def test_the_blood_pressure_and_the_medicines_that_lower_it(patient: Patient) -> None:
    observation(patient, 2, "8480-6", value_number=Decimal(88))
    assert build_picture(patient, AT).takes_clonidine_or_tizanidine is None, "no medicine is known at all"
    about = {
        "patient": patient,
        "site": patient.site,
        "unit": "mg",
        "doses": {},
        "recorded_at": AT,
        "informant": "clinician",
    }
    Regimen.objects.create(**about, product="morphine ER tablet")
    assert build_picture(patient, AT).takes_clonidine_or_tizanidine.value is False
    Regimen.objects.create(**about, product="Clonidine 0.1 mg tablet")
    picture = build_picture(patient, AT)
    assert (picture.systolic_pressure.value, picture.takes_clonidine_or_tizanidine.value) == (88, True)


@pytest.mark.parametrize(("answer", "known"), [("yes", True), ("no", False), ("unknown", None)])
def test_pregnancy_is_known_when_somebody_answered_it(patient: Patient, answer: str, known: bool | None) -> None:
    about = {"patient": patient, "site": patient.site, "name": "pregnant", "recorded_at": AT}
    PersonFact.objects.create(**about, answer=answer)
    said = build_picture(patient, AT).pregnant
    assert (said.value if said else None) is known


def test_the_moment_and_zone_of_a_reading_are_the_persons_own(patient: Patient) -> None:
    check_in(patient, 2, fall=True)
    assert build_picture(patient, AT).fall.at == datetime(2027, 3, 3, 17, 0, tzinfo=UTC)
