"""Starting, releasing, resting, going on, finishing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from glidepath.care.consent.operations import NotAsked
from glidepath.care.tapering import operations
from glidepath.care.tapering.readiness import missing_to_start
from glidepath.care.tapering.refusal import Refused
from glidepath.care.tapering.tests.cast import (
    Cast,
    agree,
    learn,
    name_two,
    on_day,
    put_naloxone,
    release_1,
    released,
    running,
    say,
    signed,
)
from glidepath.foundation import clock
from glidepath.record.agreements.queries import standing_consent
from glidepath.record.alerts.operations import Reason, raise_alert, resolve
from glidepath.record.plans.models import PlanState, StepRelease
from glidepath.record.plans.queries import standing_on
from glidepath.record.sites.models import OnCallShift

DAY_7 = on_day(7)


@pytest.mark.hazard("HZ-10", "HZ-13")
@pytest.mark.parametrize("left_out", ["consent", "milestones", "lesson", "naloxone", "unknown fact", "refusing fact"])
def test_a_plan_does_not_start_while_one_thing_is_missing(cast: Cast, left_out: str) -> None:
    plan = signed(cast)
    if left_out == "naloxone":
        put_naloxone(cast, on_hand=False)
    if left_out.endswith("fact"):
        say(cast, "pregnant", "unknown" if left_out == "unknown fact" else "yes")
    for name, do in (("milestones", name_two), ("lesson", learn)):
        if name != left_out:
            do(cast)
    if left_out != "consent":
        agree(cast, plan)
    operations.start_if_ready(by=cast.marisol, at=cast.at, patient=cast.patient)
    plan.refresh_from_db()
    assert plan.state == PlanState.SIGNED


@pytest.mark.hazard("HZ-16")
def test_a_plan_does_not_start_while_nobody_is_on_call_at_some_hour_of_the_next_two_weeks(cast: Cast) -> None:
    plan = signed(cast)
    OnCallShift.objects.filter(site=cast.site).update(ends_at=cast.at + timedelta(days=13, hours=23))
    for do in (name_two, learn):
        do(cast)
    agree(cast, plan)
    plan.refresh_from_db()
    (missing,) = missing_to_start(plan, cast.patient, cast.at)
    assert (plan.state, missing.code) == (PlanState.SIGNED, "rota_hole")
    assert missing.values == {"start": "2027-01-18 08:00", "end": "2027-01-18 09:00 MST"}
    OnCallShift.objects.filter(site=cast.site).update(ends_at=cast.at + timedelta(days=14))
    operations.start_if_ready(by=cast.marisol, at=cast.at, patient=cast.patient)
    plan.refresh_from_db()
    assert plan.state == PlanState.RUNNING


def test_the_last_missing_thing_starts_the_plan_at_the_present_dose(cast: Cast) -> None:
    plan = signed(cast)
    agree(cast, plan)
    name_two(cast)
    learn(cast)
    standing = standing_on(cast.patient.pk, date(2027, 1, 4))
    assert standing is not None
    assert standing.plan.pk == plan.pk
    assert standing.step.number == 0
    assert standing.step.daily == 270


def test_a_step_without_a_yes_to_exactly_that_step_is_refused(cast: Cast) -> None:
    plan = running(cast)
    with pytest.raises(Refused) as refused:
        operations.release(
            by=cast.dr_park, at=DAY_7, plan=plan, step_number=1, effective_on=DAY_7.date(), reason="Well."
        )
    assert refused.value.codes == ("no_consent_to_step",)


@pytest.mark.hazard("HZ-01")
def test_a_released_step_is_the_dose_from_its_day_on_and_not_before(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    operations.release(
        by=cast.dr_park, at=cast.at, plan=plan, step_number=1, effective_on=date(2027, 1, 12), reason="Well."
    )
    before, after = standing_on(cast.patient.pk, date(2027, 1, 11)), standing_on(cast.patient.pk, date(2027, 1, 12))
    assert before and before.step.daily == 270
    assert after and after.step.daily == 225


def test_the_gate_is_kept_with_the_release(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, DAY_7)
    row = StepRelease.objects.get(plan=plan)
    assert row.gate["verdict"] == "cannot_say"
    assert row.gate["reason"] == "Talked on the phone."
    consent = standing_consent(plan.public_id, plan.content_hash, "step", 1)
    assert consent is not None
    assert row.consent_ref == consent.public_id


def test_an_open_orange_alert_refuses_the_step_until_it_is_closed(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    alert = raise_alert(
        patient=cast.patient, rule="pain_spike", urgency="ORANGE", domain="pain", cause="check_in:1", at=cast.at,
        reason=Reason(because=["pain 9"]),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        release_1(cast, plan)
    assert refused.value.codes == ("open_alert",)
    resolve(by=cast.nora, alert=alert, at=cast.at, resolution="Called; a fall, seen in clinic.")
    assert release_1(cast, plan).step_number == 1


def test_a_yellow_alert_does_not_stop_a_step(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    raise_alert(
        patient=cast.patient, rule="teach_back", urgency="YELLOW", domain="education", cause="lesson:1", at=cast.at,
        reason=Reason(because=["asked twice"]),
    )  # fmt: skip
    assert release_1(cast, plan).step_number == 1


@pytest.mark.hazard("HZ-13")
@pytest.mark.parametrize(
    ("on_hand", "expires_on", "code"),
    [
        (False, None, "naloxone_missing"),
        (True, date(2027, 1, 10), "naloxone_expired"),
        (True, None, "naloxone_unknown"),
    ],
)
def test_a_step_without_naloxone_in_date_is_refused(
    cast: Cast, on_hand: bool, expires_on: date | None, code: str
) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    put_naloxone(cast, on_hand=on_hand, expires_on=expires_on)
    with pytest.raises(Refused) as refused:
        release_1(cast, plan)
    assert refused.value.codes == (code,)


def test_a_step_cannot_begin_before_its_planned_day(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    with pytest.raises(Refused) as refused:
        operations.release(
            by=cast.dr_park, at=cast.at, plan=plan, step_number=1, effective_on=date(2027, 1, 10), reason="Well."
        )
    assert refused.value.codes == ("too_early",)


def test_a_step_begun_late_pushes_the_next_one_back_by_the_whole_interval(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(21))
    agree(cast, plan, 2, on_day(35))
    plan.refresh_from_db()
    with pytest.raises(Refused) as refused:
        operations.release(
            by=cast.dr_park, at=on_day(35), plan=plan, step_number=2, effective_on=on_day(35).date(), reason="Well."
        )
    assert refused.value.codes == ("too_early",)
    row = operations.release(
        by=cast.dr_park, at=on_day(35), plan=plan, step_number=2, effective_on=on_day(49).date(), reason="Well."
    )
    assert row.effective_on == date(2027, 2, 22)


def test_a_step_is_not_released_before_the_one_before_it_has_begun(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    operations.release(
        by=cast.dr_park, at=cast.at, plan=plan, step_number=1, effective_on=date(2027, 1, 11), reason="Well."
    )
    plan.refresh_from_db()
    with pytest.raises(NotAsked):
        agree(cast, plan, 2)
    with pytest.raises(Refused) as refused:
        operations.release(
            by=cast.dr_park, at=cast.at, plan=plan, step_number=2, effective_on=date(2027, 2, 8), reason="Well."
        )
    assert refused.value.codes == ("previous_step_not_begun", "no_consent_to_step")


@pytest.mark.hazard("HZ-03")
def test_nobody_can_jump_over_a_step(cast: Cast) -> None:
    plan = running(cast)
    with pytest.raises(NotAsked):
        agree(cast, plan, 3)
    with pytest.raises(Refused) as refused:
        operations.release(
            by=cast.dr_park, at=on_day(200), plan=plan, step_number=3, effective_on=on_day(200).date(), reason="Late."
        )
    assert "not_the_next_step" in refused.value.codes


def test_where_something_is_not_known_a_release_needs_a_written_reason(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    with pytest.raises(Refused) as refused:
        operations.release(by=cast.dr_park, at=DAY_7, plan=plan, step_number=1, effective_on=DAY_7.date())
    assert refused.value.codes == ("reason_needed",)


@pytest.mark.hazard("HZ-24")
def test_no_step_is_released_and_no_plan_begins_while_the_servers_clock_is_in_doubt(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    monkeypatch.setattr(clock, "jumped", lambda: timedelta(hours=-1))
    with pytest.raises(Refused) as refused:
        release_1(cast, plan)
    assert refused.value.codes == ("clock_in_doubt",)
    assert not StepRelease.objects.exists()
    assert "clock_in_doubt" in {because.code for because in missing_to_start(plan, cast.patient, cast.at)}
    monkeypatch.undo()
    release_1(cast, plan)
    assert StepRelease.objects.count() == 1
