"""The clock never moves a dose. It only tells that a step was not released."""

from __future__ import annotations

import pytest

from glidepath.care.tapering import operations
from glidepath.care.tapering.operations.late import start_waiting_plans
from glidepath.care.tapering.tests.cast import (
    Cast,
    agree,
    learn,
    make_cast,
    name_two,
    on_day,
    put_naloxone,
    released,
    running,
    signed,
)
from glidepath.record.alerts.models import Alert, AlertCause
from glidepath.record.plans.models import StepRelease
from glidepath.record.plans.queries import standing_on


def test_on_the_planned_day_itself_nothing_is_late(cast: Cast) -> None:
    running(cast)
    assert operations.watch_late_steps(on_day(7)) == []


def test_the_day_after_raises_one_yellow_alert_and_the_dose_stays(cast: Cast) -> None:
    running(cast)
    operations.watch_late_steps(on_day(8))
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency, alert.values["step"]) == ("late_step", "YELLOW", "1")
    standing = standing_on(cast.patient.pk, on_day(8).date())
    assert standing and standing.step.daily == 270


def test_looking_again_raises_nothing_new(cast: Cast) -> None:
    running(cast)
    for day in (8, 8, 9, 30):
        operations.watch_late_steps(on_day(day))
    assert AlertCause.objects.count() == 1


@pytest.mark.hazard("HZ-03")
@pytest.mark.parametrize("days_away", [1, 7, 30, 60, 300])
def test_after_any_absence_of_the_worker_no_plan_moves_and_one_step_is_late(cast: Cast, days_away: int) -> None:
    running(cast)
    at = on_day(7 + days_away)
    operations.watch_late_steps(at)
    standing = standing_on(cast.patient.pk, at.date())
    assert standing and standing.step.number == 0
    assert not StepRelease.objects.exists()
    assert [cause.values["step"] for cause in AlertCause.objects.all()] == ["1"]


def test_a_step_released_for_a_later_day_is_not_late(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    operations.release(
        by=cast.dr_park, at=on_day(7), plan=plan, step_number=1, effective_on=on_day(20).date(), reason="After Easter."
    )
    assert operations.watch_late_steps(on_day(10)) == []


def test_the_next_step_is_late_only_after_its_own_interval(cast: Cast) -> None:
    released(cast, running(cast), 1, on_day(21))
    assert operations.watch_late_steps(on_day(49)) == []
    operations.watch_late_steps(on_day(50))
    assert Alert.objects.get().values["step"] == "2"


def test_while_resting_no_step_is_late(cast: Cast) -> None:
    running(cast)
    operations.hold(by=cast.nora, at=on_day(1), patient=cast.patient)
    assert operations.watch_late_steps(on_day(90)) == []


def test_a_round_asks_the_database_the_same_number_of_questions_for_one_and_for_many(
    cast: Cast, django_assert_num_queries: object
) -> None:
    running(cast)
    with django_assert_num_queries(4):  # type: ignore[operator]  a fixture of the test library
        operations.watch_late_steps(on_day(1))
    for number in range(3):
        running(make_cast(tag=f" {number}"))
    with django_assert_num_queries(4):  # type: ignore[operator]  a fixture of the test library
        operations.watch_late_steps(on_day(1))


def test_the_last_missing_thing_from_the_team_starts_the_plan_by_itself(cast: Cast) -> None:
    plan = signed(cast)
    put_naloxone(cast, on_hand=False)
    name_two(cast)
    learn(cast)
    agree(cast, plan)
    assert start_waiting_plans(on_day(1)) == []
    put_naloxone(cast)
    assert [one.pk for one in start_waiting_plans(on_day(2))] == [plan.pk]
