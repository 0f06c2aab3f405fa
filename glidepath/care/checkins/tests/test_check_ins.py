"""A check-in is stored once, by whom and for when it was said, or refused by name."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from glidepath.care.checkins.daily import AnswersRefused
from glidepath.care.checkins.moments import MomentRefused
from glidepath.care.checkins.operations import AlreadySent, submit_check_in, submit_scale
from glidepath.care.checkins.tests.people import CALM, NOON, Clinic, answer_scale, check_in, open_clinic, phq9
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.observations.models import CheckIn, ScaleResponse

ONE = UUID("0199a000-0000-7000-8000-000000000001")


def send(clinic: Clinic, **changes: object) -> CheckIn:
    said = {
        "by": clinic.me,
        "patient": clinic.patient,
        "client_uuid": ONE,
        "answers": CALM,
        "happened_at": NOON,
        "zone": "America/Denver",
        "informant": "patient",
        "source": "web",
        "at": NOON,
    }
    return submit_check_in(**{**said, **changes})


@pytest.mark.hazard("HZ-43")
def test_sending_the_same_check_in_again_gives_the_first_one_back(clinic: Clinic) -> None:
    first = send(clinic)
    again = send(clinic, at=NOON + timedelta(hours=3))
    assert again.pk == first.pk
    assert CheckIn.objects.count() == 1
    assert AuditEvent.objects.filter(action="check_in.submit").count() == 1


def test_a_form_sent_again_with_other_answers_is_refused_and_the_first_answers_stay(clinic: Clinic) -> None:
    first = send(clinic)
    with pytest.raises(AlreadySent) as refused:
        send(clinic, answers={**CALM, "pain": 9})
    assert refused.value.before == first
    assert CheckIn.objects.get().answers["pain"] == 3


def test_the_id_of_another_persons_form_is_refused_and_tells_nothing(clinic: Clinic) -> None:
    send(clinic)
    other = open_clinic(" two")
    with pytest.raises(AlreadySent) as refused:
        send(other)
    assert refused.value.before is None
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"pain": 11}, "pain"),
        ({"pain": -1}, "pain"),
        ({"pain": "5"}, "pain"),
        ({"pain": 5.0}, "pain"),
        ({"pain": True}, "pain"),
        ({"extra_doses": 51}, "extra_doses"),
        ({"days_of_tablets_left": -1}, "days_of_tablets_left"),
        ({"fall": "yes"}, "fall"),
        ({"taken_as_planned": "maybe"}, "taken_as_planned"),
        ({"accomplished": "x" * 201}, "accomplished"),
        ({"blood_pressure": 120}, "blood_pressure"),
    ],
)
def test_an_answer_that_cannot_be_right_is_refused_by_its_question(
    clinic: Clinic, answers: dict[str, object], question: str
) -> None:
    with pytest.raises(AnswersRefused) as refused:
        send(clinic, answers={**CALM, **answers})
    assert list(refused.value.problems) == [question]
    assert not CheckIn.objects.exists()


def test_what_the_person_would_rather_not_say_is_kept_as_not_said(clinic: Clinic) -> None:
    entry = send(clinic, answers={"pain": None, "fall": None})
    assert entry.answers["pain"] is None
    assert entry.answers["fall"] is None
    assert entry.answers["want_call"] is False


@pytest.mark.hazard("HZ-25")
@pytest.mark.parametrize(
    ("happened_at", "zone"),
    [
        (NOON + timedelta(minutes=11), "America/Denver"),
        (NOON - timedelta(days=7, seconds=1), "America/Denver"),
        (NOON.replace(tzinfo=None), "America/Denver"),
        (NOON, "Mars/Olympus"),
    ],
)
def test_a_moment_that_cannot_be_right_is_refused(clinic: Clinic, happened_at: object, zone: str) -> None:
    with pytest.raises(MomentRefused):
        send(clinic, happened_at=happened_at, zone=zone)
    assert not CheckIn.objects.exists()


def test_a_phone_clock_a_little_ahead_counts_as_now_so_that_no_danger_is_lost(clinic: Clinic) -> None:
    entry = send(clinic, happened_at=NOON + timedelta(minutes=9))
    assert entry.happened_at == NOON


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Denver", date(2027, 3, 3)), ("Asia/Tokyo", date(2027, 3, 4)), ("Pacific/Pago_Pago", date(2027, 3, 3))],
)
def test_the_local_date_is_the_date_where_the_person_is(clinic: Clinic, zone: str, day: date) -> None:
    assert send(clinic, zone=zone).local_on == day


@pytest.mark.hazard("HZ-22")
def test_the_local_date_is_right_in_the_hour_that_comes_twice(clinic: Clinic) -> None:
    twice = NOON.replace(month=11, day=7, hour=7, minute=30)  # 01:30 in Denver for the first time
    for hours, day in ((0, date(2027, 11, 7)), (1, date(2027, 11, 7)), (-2, date(2027, 11, 6))):
        at = twice + timedelta(hours=hours)
        assert send(clinic, client_uuid=uuid4(), happened_at=at, at=at).local_on == day


def test_a_missing_item_gives_no_total(clinic: Clinic) -> None:
    whole = answer_scale(clinic, "phq9", phq9(0, others=1))
    partly = answer_scale(clinic, "phq9", {"phq9_1": 3, "phq9_9": 0})
    assert whole.total == 8
    assert partly.total is None
    assert partly.band == ""


def test_a_peg_mean_is_kept_to_three_places(clinic: Clinic) -> None:
    entry = answer_scale(clinic, "peg", {"peg_pain": 5, "peg_enjoyment": 5, "peg_activity": 4})
    entry.refresh_from_db()
    assert str(entry.total) == "4.667"


@pytest.mark.parametrize(
    ("scale", "answers", "informant"),
    [
        ("phq9", phq9(0), "caregiver"),
        ("cows", {"cows_pulse": 0}, "patient"),
        ("phq9", {"phq9_1": 4}, "patient"),
        ("phq9", {"phq9_10": 1}, "patient"),
        ("phq9", {}, "patient"),
        ("sf36", {"a": 1}, "patient"),
    ],
)
def test_a_scale_is_refused_from_the_wrong_person_or_with_an_unknown_answer(
    clinic: Clinic, scale: str, answers: dict[str, int], informant: str
) -> None:
    with pytest.raises(AnswersRefused):
        submit_scale(
            by=clinic.me,
            patient=clinic.patient,
            scale=scale,
            answers=answers,
            happened_at=NOON,
            zone="America/Denver",
            informant=informant,
            source="web",
            at=NOON,
        )
    assert not ScaleResponse.objects.exists()


def test_two_check_ins_on_one_day_are_both_kept(clinic: Clinic) -> None:
    check_in(clinic)
    check_in(clinic, NOON + timedelta(hours=2), pain=8)
    assert [row.answers["pain"] for row in CheckIn.objects.order_by("pk")] == [3, 8]
