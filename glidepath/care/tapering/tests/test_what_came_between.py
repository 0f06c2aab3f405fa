"""What comes in between a decision and its day: a released step, a signed plan, a total that no longer speaks."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from glidepath.care.checkins.operations import submit_check_in, submit_scale
from glidepath.care.checkins.tests.people import CALM, check_in_of, client_of
from glidepath.care.tapering import operations
from glidepath.care.tapering.operations.waiting import weigh_all_waiting
from glidepath.care.tapering.queries import response_of
from glidepath.care.tapering.refusal import Refused
from glidepath.care.tapering.response import weigh_response
from glidepath.care.tapering.tests.cast import (
    Cast,
    agree,
    learn,
    name_two,
    on_day,
    put_naloxone,
    released,
    running,
    say,
    signed,
)
from glidepath.foundation import clock
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import resolve
from glidepath.record.medications.operations import Taken, record_regimen
from glidepath.record.plans.models import Plan, PlanState
from glidepath.record.plans.queries import standing_on

DAY = date(2027, 1, 12)


def released_for(cast: Cast, effective_on: date = DAY) -> Plan:
    """A running plan whose step 1 was released on the first Monday for a later day."""
    plan = running(cast)
    agree(cast, plan, 1)
    plan.refresh_from_db()
    operations.release(
        by=cast.dr_park, at=cast.at, plan=plan, step_number=1, effective_on=effective_on, reason="Talked."
    )
    return plan


def step_on(cast: Cast, day: date = DAY) -> int:
    """The number of the step in force on a day."""
    standing = standing_on(cast.patient.pk, day)
    assert standing is not None
    return standing.step.number


@pytest.mark.hazard("HZ-10")
def test_an_urgent_finding_before_the_day_takes_the_released_step_back_at_once(cast: Cast) -> None:
    released_for(cast)
    check_in_of(cast.patient, on_day(2), hard_to_wake_or_slow_breathing=True)
    assert Alert.objects.get().urgency == "RED"
    assert step_on(cast) == 0


@pytest.mark.hazard("HZ-10", "HZ-13")
@pytest.mark.parametrize("what", ["naloxone", "pregnancy", "unknown"])
def test_what_would_refuse_the_release_refuses_its_beginning(cast: Cast, what: str) -> None:
    released_for(cast)
    weigh_all_waiting(on_day(1))
    assert step_on(cast) == 1
    if what == "naloxone":
        put_naloxone(cast, on_hand=False)
    else:
        say(cast, "pregnant", "yes" if what == "pregnancy" else "unknown")
    weigh_all_waiting(on_day(2))
    assert step_on(cast) == 0


def test_a_step_taken_back_before_its_day_may_be_released_again(cast: Cast) -> None:
    plan = released_for(cast)
    check_in_of(cast.patient, on_day(2), want_call=True)
    resolve(by=cast.nora, alert=Alert.objects.get(), at=on_day(3), resolution="Spoke with her; she is well.")
    plan.refresh_from_db()
    operations.release(by=cast.dr_park, at=on_day(3), plan=plan, step_number=1, effective_on=DAY, reason="Spoke.")
    assert step_on(cast) == 1


def test_a_step_that_has_begun_is_never_taken_back_by_itself(cast: Cast) -> None:
    released_for(cast)
    check_in_of(cast.patient, on_day(8), no_fluids_24h=True)
    assert step_on(cast) == 1


@pytest.mark.hazard("HZ-13")
@pytest.mark.parametrize(
    ("effective_on", "expires_on", "code"),
    [
        (date(2028, 1, 12), date(2029, 1, 1), "too_far_ahead"),
        (DAY, date(2027, 1, 11), "naloxone_expired"),
    ],
)
def test_a_release_holds_only_for_a_near_day_on_which_naloxone_is_in_date(
    cast: Cast, effective_on: date, expires_on: date, code: str
) -> None:
    plan = running(cast)
    put_naloxone(cast, expires_on=expires_on)
    agree(cast, plan, 1)
    plan.refresh_from_db()
    with pytest.raises(Refused) as refused:
        operations.release(
            by=cast.dr_park, at=cast.at, plan=plan, step_number=1, effective_on=effective_on, reason="Well."
        )
    assert refused.value.codes == (code,)


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(("dose", "state"), [("60", PlanState.SIGNED), ("90.0", PlanState.RUNNING)])
def test_a_plan_does_not_start_from_a_dose_that_is_no_longer_taken(cast: Cast, dose: str, state: str) -> None:
    plan = signed(cast)
    name_two(cast)
    learn(cast)
    doses = dict.fromkeys(("morning", "noon", "evening"), dose)
    taken = Taken("morphine ER tablet", "mg", doses, strengths=["15", "30", "60"], ordered_daily="270")
    record_regimen(by=cast.farah, at=on_day(3), patient=cast.patient, taken=taken, informant="patient", orders=[])
    agree(cast, plan, at=on_day(3))
    plan.refresh_from_db()
    assert plan.state == state


@pytest.mark.hazard("HZ-20")
def test_days_on_which_nobody_said_how_the_tablets_were_taken_do_not_speak_for_a_step(cast: Cast) -> None:
    running(cast)
    for day in range(1, 8):
        check_in_of(cast.patient, on_day(day), taken_as_planned=None, extra_doses=None)
    found = weigh_response(response_of(cast.patient, on_day(7)))
    assert "taking_unknown" in [line.code for line in found.unknown]


@pytest.mark.hazard("HZ-20")
def test_a_second_check_in_of_the_day_does_not_hide_the_first(cast: Cast) -> None:
    running(cast)
    check_in_of(cast.patient, on_day(6), taken_as_planned="no", extra_doses=3)
    check_in_of(cast.patient, on_day(6) + timedelta(hours=2))
    found = weigh_response(response_of(cast.patient, on_day(7)))
    assert "not_as_planned" in [line.code for line in found.speaks_against]


@pytest.mark.hazard("HZ-20")
def test_a_newer_phq9_without_a_total_silences_the_older_one(cast: Cast) -> None:
    running(cast)
    answer_phq9(cast, 2, dict.fromkeys(range(1, 10), 0))
    assert response_of(cast.patient, on_day(5)).phq9 == 0
    answer_phq9(cast, 6, dict.fromkeys(range(1, 9), 3))
    assert response_of(cast.patient, on_day(7)).phq9 is None


def answer_phq9(cast: Cast, day: int, items: dict[int, int]) -> None:
    """The person's own answers to some items of the PHQ-9."""
    submit_scale(
        by=cast.marisol, patient=cast.patient, scale="phq9", answers={f"phq9_{n}": v for n, v in items.items()},
        happened_at=on_day(day), zone=cast.patient.zone, informant="patient", source="web", at=on_day(day),
        client_uuid=uuid4(),
    )  # fmt: skip


@pytest.mark.hazard("HZ-43")
def test_a_danger_sign_that_a_phone_kept_for_days_still_alarms_when_it_arrives(cast: Cast) -> None:
    submit_check_in(
        by=cast.marisol, patient=cast.patient, client_uuid=uuid4(), zone=cast.patient.zone, informant="patient",
        answers={**CALM, "hard_to_wake_or_slow_breathing": True}, happened_at=on_day(2), source="offline",
        at=on_day(5),
    )  # fmt: skip
    assert Alert.objects.get().urgency == "RED"


def read(cast: Cast, address: str) -> str:
    """A page of the person without its tags."""
    html = client_of(cast.marisol).get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


@pytest.mark.hazard("HZ-01")
def test_after_signs_of_an_overdose_the_plan_page_shows_no_dose_either(cast: Cast) -> None:
    running(cast)
    check_in_of(cast.patient, on_day(2), hard_to_wake_or_slow_breathing=True)
    with clock.at(on_day(2)):
        words = read(cast, "/my-plan/")
    assert "Do not take the next dose. Call now." in words
    assert not re.search(r"\d+ mg", words)


@pytest.mark.hazard("HZ-01")
def test_after_the_end_of_a_plan_nobody_is_told_to_take_the_medicine_as_before(cast: Cast) -> None:
    plan = running(cast)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.FINISHED)
    with clock.at(on_day(200)):
        words = read(cast, "/today/")
    assert "as before" not in words
    assert "No more tablets of this medicine." in words
    assert "could stop your breathing" in words


@pytest.mark.hazard("HZ-51")
def test_after_a_step_that_began_late_every_page_names_the_same_first_day_of_the_next(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(20))
    with clock.at(on_day(21)):
        pages = ["/today/", "/my-plan/", f"/my-plan/consent/{plan.public_id}/2/"]
        told = [re.search(r"ot before (?:Sunday, )?(\w+ \d+)", read(cast, page)) for page in pages]
    assert [found and found[1] for found in told] == ["February 21"] * 3
