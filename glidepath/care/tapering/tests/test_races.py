"""Eight people press at the same moment. Exactly one wins; the others are told, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from glidepath.care.tapering import operations
from glidepath.care.tapering.operations import ChangedMeanwhile
from glidepath.care.tapering.refusal import Refused
from glidepath.care.tapering.tests.cast import Cast, agree, make_cast, on_day, proposed, running
from glidepath.record.alerts.models import Alert
from glidepath.record.plans.models import Hold, Plan, PlanReview, PlanTransition, StepRelease

THREADS = 8
ROUNDS = 2
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.hazard("HZ-02", "HZ-11")]


def race(act: Callable[[int], object]) -> list[str]:
    """What each of eight threads got when all started at once: "won", or the name of what turned it away."""
    barrier = Barrier(THREADS)

    def run(number: int) -> str:
        barrier.wait(timeout=30)
        try:
            act(number)
        except (ChangedMeanwhile, Refused) as turned_away:
            return type(turned_away).__name__
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


@pytest.fixture
def cast() -> Cast:
    """The clinic, committed, so that every thread sees it."""
    return make_cast()


def test_of_eight_approvals_one_counts(cast: Cast) -> None:
    for number in range(ROUNDS):
        plan = proposed(cast)

        def approve(_number: int, seen: Plan = plan) -> None:
            operations.review(by=cast.farah, at=cast.at, plan=copy_of(seen), approved=True)

        outcome = race(approve)
        assert outcome.count("won") == 1, (number, outcome)
        assert PlanReview.objects.filter(plan=plan).count() == 1
        plan.refresh_from_db()
        operations.withdraw(by=cast.dr_park, at=cast.at, plan=plan, reason="Next round.")


def copy_of(plan: Plan) -> Plan:
    """The same page in another browser: the state and lock as this reader saw them."""
    return Plan(**{field.attname: getattr(plan, field.attname) for field in Plan._meta.concrete_fields})


def test_of_eight_releases_of_one_step_one_counts(cast: Cast) -> None:
    plan = running(cast)
    for step in range(1, ROUNDS + 1):
        at = on_day(7 + 28 * (step - 1))
        agree(cast, plan, step, at)
        seen = Plan.objects.get(pk=plan.pk)

        def let_go(_number: int, seen: Plan = seen, step: int = step, at: object = at) -> None:
            operations.release(
                by=cast.dr_park,
                at=at,  # type: ignore[arg-type]  the moment of this round
                plan=copy_of(seen),
                step_number=step,
                effective_on=at.date(),  # type: ignore[attr-defined]  as above
                reason="Talked.",
            )

        outcome = race(let_go)
        assert outcome.count("won") == 1, outcome
        assert StepRelease.objects.filter(plan=plan, step_number=step).count() == 1
        plan.refresh_from_db()


def test_eight_taps_on_pause_are_one_rest_and_one_alert(cast: Cast) -> None:
    plan = running(cast)
    outcome = race(lambda _number: operations.hold(by=cast.marisol, at=cast.at, patient=cast.patient))
    assert outcome == ["won"] * THREADS
    assert Hold.objects.filter(plan=plan).count() == 1
    assert PlanTransition.objects.filter(plan=plan, to_state="held").count() == 1
    assert Alert.objects.filter(rule="patient_paused").count() == 1


def test_a_rest_and_a_release_at_once_never_leave_a_step_that_begins_during_the_rest(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    seen = Plan.objects.get(pk=plan.pk)
    first_day = (cast.at + timedelta(days=7)).date()

    def act(number: int) -> None:
        if number % 2:
            operations.hold(by=cast.marisol, at=cast.at, patient=cast.patient)
        else:
            operations.release(
                by=cast.dr_park, at=cast.at, plan=copy_of(seen), step_number=1, effective_on=first_day, reason="Talked."
            )

    race(act)
    assert Plan.objects.get(pk=plan.pk).state == "held"
    assert not StepRelease.objects.filter(plan=plan, withdrawn_at__isnull=True).exists()
