"""Silence is worked out from local dates, in every round, and alarms once a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from glidepath.care.checkins.operations import submit_check_in
from glidepath.care.checkins.tests.people import CALM, NOON, Clinic, check_in, open_clinic, standing_plan
from glidepath.care.escalation import judge, silence
from glidepath.care.escalation.silence import look_for_silence, tick
from glidepath.record.alerts.models import Alert, AlertCause
from glidepath.record.episodes.models import Episode
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Hold

DAY = timedelta(days=1)


def asked_daily(clinic: Clinic, since: date) -> None:
    """A person in a hold that has not settled yet: the daily set is due every day."""
    plan = standing_plan(clinic, since, state="held")
    Hold.objects.create(
        plan=plan,
        patient=clinic.patient,
        site=clinic.site,
        started_at=NOON,
        started_on=since,
        started_by_id=clinic.nurse.user_id,
    )


@pytest.mark.hazard("HZ-20")
def test_between_steps_only_the_days_on_which_a_check_in_was_due_are_missed(clinic: Clinic) -> None:
    standing_plan(clinic, date(2027, 3, 3))  # a Wednesday; Monday, Wednesday and Friday are due
    check_in(clinic)
    assert look_for_silence(NOON + 6 * DAY) == 0, "Friday and Monday are missed"
    assert look_for_silence(NOON + 8 * DAY) == 1, "Friday, Monday and Wednesday"


@pytest.mark.hazard("HZ-20")
def test_somebody_in_the_run_in_is_watched_too(clinic: Clinic) -> None:
    Episode.objects.create(patient=clinic.patient, site=clinic.site, opened_at=NOON, opened_on=date(2027, 3, 3))
    assert look_for_silence(NOON + 2 * DAY) == 0
    assert look_for_silence(NOON + 3 * DAY) == 1
    assert Alert.objects.get().urgency == "YELLOW"


@pytest.mark.hazard("HZ-20")
def test_somebody_in_the_run_in_who_cannot_sign_in_yet_is_not_called_silent(clinic: Clinic) -> None:
    Episode.objects.create(patient=clinic.patient, site=clinic.site, opened_at=NOON, opened_on=date(2027, 3, 3))
    Patient.objects.filter(pk=clinic.patient.pk).update(user=None)
    assert look_for_silence(NOON + 9 * DAY) == 0


@pytest.mark.hazard("HZ-20")
def test_three_days_without_an_answer_are_told_and_two_are_not(clinic: Clinic) -> None:
    asked_daily(clinic, date(2027, 3, 3))
    check_in(clinic)
    assert look_for_silence(NOON + 3 * DAY) == 0
    assert look_for_silence(NOON + 4 * DAY) == 1
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency) == ("silence", "YELLOW")
    assert alert.values["days"] == "3"


@pytest.mark.hazard("HZ-20")
def test_every_round_finds_the_same_and_a_day_alarms_once(clinic: Clinic) -> None:
    asked_daily(clinic, date(2027, 3, 3))
    for _round in range(4):
        look_for_silence(NOON + 4 * DAY)
    assert AlertCause.objects.count() == 1
    look_for_silence(NOON + 5 * DAY)
    assert [event.kind for event in Alert.objects.get().events.all()] == ["raised", "again"]


def test_a_day_without_a_worker_loses_no_silence(clinic: Clinic) -> None:
    asked_daily(clinic, date(2027, 3, 3))
    assert look_for_silence(NOON + 9 * DAY) == 1
    assert Alert.objects.get().values["days"] == "9"


def test_one_missed_day_soon_after_an_urgent_alert_is_orange(clinic: Clinic) -> None:
    asked_daily(clinic, date(2027, 3, 1))
    check_in(clinic, no_fluids_24h=True)
    assert look_for_silence(NOON + 2 * DAY) == 1
    assert Alert.objects.get(rule="silence").urgency == "ORANGE"


@pytest.mark.hazard("HZ-20")
def test_a_caregivers_entry_does_not_end_the_persons_own_silence(clinic: Clinic) -> None:
    asked_daily(clinic, date(2027, 3, 3))
    for day in range(1, 4):
        at = NOON + day * DAY
        submit_check_in(
            by=clinic.nurse,
            patient=clinic.patient,
            client_uuid=uuid4(),
            answers=CALM,
            happened_at=at,
            zone="America/Denver",
            informant="caregiver",
            source="web",
            at=at,
        )
    assert look_for_silence(NOON + 4 * DAY) == 1


def test_nobody_is_asked_about_without_a_standing_plan(clinic: Clinic) -> None:
    standing_plan(clinic, date(2027, 3, 3), state="withdrawn")
    assert look_for_silence(NOON + 30 * DAY) == 0


@pytest.mark.hazard("HZ-22")
@pytest.mark.parametrize(
    ("zone", "over"),
    [
        ("Pacific/Kiritimati", datetime(2027, 3, 6, 10, 0, tzinfo=UTC)),
        ("America/Denver", datetime(2027, 3, 7, 7, 0, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2027, 3, 7, 11, 0, tzinfo=UTC)),
    ],
)
def test_a_day_is_missed_when_it_is_over_where_the_person_lives(db: None, zone: str, over: datetime) -> None:
    clinic = open_clinic(zone=zone)
    asked_daily(clinic, date(2027, 3, 4))
    assert look_for_silence(over - timedelta(minutes=1)) == 0
    assert look_for_silence(over) == 1


@pytest.mark.hazard("HZ-22")
@pytest.mark.parametrize(
    ("started", "midnight"),
    [
        (date(2027, 3, 12), datetime(2027, 3, 15, 6, 0, tzinfo=UTC)),  # the day of 23 hours is 14 March
        (date(2027, 11, 5), datetime(2027, 11, 8, 7, 0, tzinfo=UTC)),  # the day of 25 hours is 7 November
    ],
)
def test_days_of_23_and_25_hours_are_one_day_each(db: None, started: date, midnight: datetime) -> None:
    clinic = open_clinic()
    asked_daily(clinic, started)
    assert look_for_silence(midnight - timedelta(minutes=1)) == 0
    assert look_for_silence(midnight) == 1
    assert Alert.objects.get().values["days"] == "3"


@pytest.mark.hazard("HZ-15")
def test_a_silence_rule_that_breaks_is_red_once_a_day_and_keeps_nobody_else_from_being_looked_at(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_clinic(" two")
    asked_daily(clinic, date(2027, 3, 3))
    asked_daily(other, date(2027, 3, 3))
    real = judge.build_picture

    def broken(patient: object, at: datetime) -> object:
        if patient == clinic.patient:
            raise LookupError
        return real(patient, at)

    monkeypatch.setattr(judge, "build_picture", broken)
    for _round in range(3):
        look_for_silence(NOON + 4 * DAY)
    assert list(AlertCause.objects.order_by("rule").values_list("rule", "urgency")) == [
        ("rules_failed", "RED"),
        ("silence", "YELLOW"),
    ]


def test_a_round_looks_at_most_once_a_minute(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[datetime] = []
    monkeypatch.setattr(silence, "look_for_silence", lambda at: seen.append(at) or 0)
    for seconds in (0, 5, 59, 60, 61, 0):
        tick(NOON + timedelta(seconds=seconds))
    assert seen == [NOON, NOON + timedelta(seconds=60), NOON]
