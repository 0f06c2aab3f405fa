"""A rest at the present dose, and going on after it: a new version, agreed anew."""

from __future__ import annotations

from datetime import date

import pytest

from glidepath.care.consent.operations import NotAsked, take_back
from glidepath.care.tapering import operations
from glidepath.care.tapering.operations import ChangedMeanwhile
from glidepath.care.tapering.refusal import Refused
from glidepath.care.tapering.tests.cast import (
    Cast,
    agree,
    on_day,
    release_1,
    released,
    running,
)
from glidepath.record.agreements.queries import standing_consent
from glidepath.record.alerts.models import Alert
from glidepath.record.episodes.models import EpisodePlan
from glidepath.record.plans.models import Hold, PlanState, StepRelease
from glidepath.record.plans.queries import standing_on

DAY_7 = on_day(7)


def test_the_patient_can_rest_at_once_and_the_team_is_told(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, DAY_7)
    row = operations.hold(by=cast.marisol, at=on_day(9), patient=cast.patient, reason="Too much this week.")
    plan.refresh_from_db()
    assert plan.state == PlanState.HELD
    assert row.by_patient
    alert = Alert.objects.get(rule="patient_paused")
    assert alert.urgency == "YELLOW"
    standing = standing_on(cast.patient.pk, on_day(60).date())
    assert standing and standing.step.daily == 225


def test_a_rest_takes_back_a_step_that_was_released_but_has_not_begun(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    operations.release(
        by=cast.dr_park, at=cast.at, plan=plan, step_number=1, effective_on=date(2027, 1, 12), reason="Well."
    )
    operations.hold(by=cast.marisol, at=on_day(1), patient=cast.patient)
    standing = standing_on(cast.patient.pk, date(2027, 2, 1))
    assert standing and standing.step.daily == 270
    assert StepRelease.objects.get(plan=plan).withdrawn_at == on_day(1)


def test_pressing_pause_twice_is_one_rest_and_one_alert(cast: Cast) -> None:
    running(cast)
    first = operations.hold(by=cast.marisol, at=cast.at, patient=cast.patient)
    second = operations.hold(by=cast.marisol, at=on_day(1), patient=cast.patient)
    assert first.pk == second.pk
    assert Hold.objects.count() == 1
    assert Alert.objects.filter(rule="patient_paused").count() == 1


def test_a_rest_by_a_clinician_raises_no_alert(cast: Cast) -> None:
    running(cast)
    operations.hold(by=cast.nora, at=cast.at, patient=cast.patient, reason="Influenza.")
    assert not Alert.objects.filter(rule="patient_paused").exists()


def test_while_resting_no_step_is_released_and_no_yes_is_asked(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    operations.hold(by=cast.nora, at=cast.at, patient=cast.patient)
    plan.refresh_from_db()
    with pytest.raises(Refused) as refused:
        release_1(cast, plan)
    assert {"plan_not_running", "hold_open"} <= set(refused.value.codes)
    with pytest.raises(NotAsked):
        agree(cast, plan, 1)


def test_taking_back_the_yes_to_the_plan_is_a_rest(cast: Cast) -> None:
    plan = running(cast)
    consent = standing_consent(plan.public_id, plan.content_hash, "plan")
    assert consent is not None
    take_back(by=cast.marisol, at=on_day(2), consent=consent)
    plan.refresh_from_db()
    assert plan.state == PlanState.HELD


@pytest.mark.hazard("HZ-10")
def test_going_on_is_a_new_version_that_needs_review_signature_and_a_yes_of_its_own(cast: Cast) -> None:
    old = released(cast, running(cast), 1, DAY_7)
    operations.hold(by=cast.marisol, at=on_day(10), patient=cast.patient)
    old.refresh_from_db()
    newer = operations.resume(
        by=cast.dr_park, at=on_day(20), plan=old, resumes_on=on_day(40).date(), reason="She feels ready."
    )
    assert (newer.version, newer.previous_id, newer.state) == (2, old.pk, PlanState.PROPOSED)
    assert newer.steps.get(number=0).daily == 225
    assert newer.steps.get(number=1).planned_on == on_day(40).date()
    newer = operations.review(by=cast.farah, at=on_day(21), plan=newer, approved=True)
    newer = operations.sign(by=cast.dr_park, at=on_day(21), plan=newer)
    standing = standing_on(cast.patient.pk, on_day(21).date())
    assert standing and standing.plan.pk == old.pk and standing.hold is not None
    agree(cast, newer, at=on_day(22))
    standing = standing_on(cast.patient.pk, on_day(22).date())
    assert standing and standing.plan.pk == newer.pk and standing.hold is None
    assert standing.step.daily == 225
    old.refresh_from_db()
    assert old.state == PlanState.REPLACED


def test_versions_of_one_taper_stay_in_one_episode(cast: Cast) -> None:
    plan = running(cast)
    operations.hold(by=cast.nora, at=on_day(1), patient=cast.patient)
    plan.refresh_from_db()
    newer = operations.resume(by=cast.dr_park, at=on_day(2), plan=plan, resumes_on=on_day(9).date(), reason="Ready.")
    episodes = EpisodePlan.objects.filter(plan__in=[plan, newer]).values_list("episode_id", flat=True)
    assert len(set(episodes)) == 1


def test_a_resumed_plan_keeps_its_first_basis_for_percentages(cast: Cast) -> None:
    old = released(cast, running(cast), 1, DAY_7)
    operations.hold(by=cast.nora, at=on_day(10), patient=cast.patient)
    old.refresh_from_db()
    newer = operations.resume(by=cast.dr_park, at=on_day(20), plan=old, resumes_on=on_day(40).date(), reason="Ready.")
    medicine = newer.steps.get(number=1).rendering["step"]["medicines"][0]
    assert (medicine["cut_percent_of_original"], medicine["cut_percent_of_previous"]) == ("16.7", "20.0")


def test_a_plan_that_runs_cannot_be_resumed(cast: Cast) -> None:
    plan = running(cast)
    with pytest.raises(ChangedMeanwhile):
        operations.resume(by=cast.dr_park, at=cast.at, plan=plan, resumes_on=on_day(9).date(), reason="Ready.")


def test_a_plan_is_finished_when_its_stopped_step_has_begun(cast: Cast) -> None:
    plan = running(cast)
    day = 7
    for step in range(1, plan.steps.count()):
        plan = released(cast, plan, step, on_day(day))
        day += 28
    assert plan.state == PlanState.RUNNING
    operations.watch_late_steps(on_day(day))
    plan.refresh_from_db()
    assert plan.state == PlanState.FINISHED


@pytest.mark.hazard("HZ-02")
def test_going_on_cannot_shorten_the_time_since_the_last_step(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, DAY_7)
    operations.hold(by=cast.nora, at=on_day(9), patient=cast.patient)
    plan.refresh_from_db()
    with pytest.raises(Refused) as refused:
        operations.resume(by=cast.dr_park, at=on_day(10), plan=plan, resumes_on=on_day(11).date(), reason="Ready.")
    assert refused.value.codes == ("too_early",)
    assert refused.value.reasons[0].values["earliest"] == on_day(35).date().isoformat()
