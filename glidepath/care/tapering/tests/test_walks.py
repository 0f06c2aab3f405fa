"""Every order of acts: whatever is tried, no dose changes without its agreement, and none by more than one step."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from glidepath.care.consent.operations import NotAsked, take_back
from glidepath.care.tapering import operations
from glidepath.care.tapering.operations import ChangedMeanwhile
from glidepath.care.tapering.refusal import Refused
from glidepath.care.tapering.tests.cast import (
    MONDAY,
    agree,
    learn,
    make_cast,
    name_two,
    proposed,
    put_naloxone,
    say,
)
from glidepath.foundation.clock import local_date
from glidepath.record.agreements.models import Consent
from glidepath.record.plans.models import Plan, PlanState, StepRelease
from glidepath.record.plans.queries import standing_of, standing_on, standing_plan

TURNED_AWAY = (Refused, ChangedMeanwhile, NotAsked)


class PlanWalk(RuleBasedStateMachine):
    """One clinic, one patient, any act by anybody at any time. What is not allowed must be turned away by name."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()

    def teardown(self) -> None:
        """Each walk leaves the database as it was."""
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize()
    def open_the_clinic(self) -> None:
        self.cast = make_cast()
        self.at = MONDAY
        self.daily = Decimal(270)
        self.begun = 0
        self.plan_pk: int | None = None

    def newest(self) -> Plan | None:
        return Plan.objects.exclude(state=PlanState.WITHDRAWN).order_by("-pk").first()

    def attempt(self, act: object) -> None:
        try:
            act()  # type: ignore[operator]  each rule gives a function without arguments
        except TURNED_AWAY:
            return

    @rule()
    def propose(self) -> None:
        self.attempt(lambda: proposed(self.cast, starts_on=local_date(self.at, "America/Denver") + timedelta(days=7)))

    @rule(approved=st.booleans())
    def review(self, approved: bool) -> None:
        if plan := self.newest():
            self.attempt(
                lambda: operations.review(
                    by=self.cast.farah, at=self.at, plan=plan, approved=approved, reason="60 mg is short."
                )
            )

    @rule()
    def sign(self) -> None:
        if plan := self.newest():
            self.attempt(lambda: operations.sign(by=self.cast.dr_park, at=self.at, plan=plan))

    @rule()
    def prepare(self) -> None:
        name_two(self.cast)
        learn(self.cast)

    @rule()
    def everybody_agrees(self) -> None:
        """The usual way at once, so that walks get far enough to do harm."""
        self.propose()
        self.review(True)
        self.sign()
        self.prepare()
        self.say_yes(0)

    @rule()
    def the_next_step_begins(self) -> None:
        """Its yes, some weeks, and its release."""
        self.agree_to_the_next_step()
        self.time_passes(28)
        if plan := standing_plan(self.cast.patient.pk):
            self.release(0, standing_of(plan, local_date(self.at, "America/Denver")).step.number + 1)

    @rule(step=st.integers(0, 9))
    def say_yes(self, step: int) -> None:
        for plan in Plan.objects.all():
            self.attempt(lambda plan=plan: agree(self.cast, plan, step, self.at))

    @rule()
    def agree_to_the_next_step(self) -> None:
        plan = standing_plan(self.cast.patient.pk)
        if plan:
            number = standing_of(plan, local_date(self.at, "America/Denver")).step.number + 1
            self.attempt(lambda: agree(self.cast, plan, number, self.at))

    @rule(ahead=st.integers(0, 40), step=st.integers(1, 9))
    def release(self, ahead: int, step: int) -> None:
        if plan := standing_plan(self.cast.patient.pk):
            on = local_date(self.at, "America/Denver") + timedelta(days=ahead)
            self.attempt(
                lambda: operations.release(
                    by=self.cast.dr_park, at=self.at, plan=plan, step_number=step, effective_on=on, reason="Talked."
                )
            )

    @rule(by_patient=st.booleans())
    def hold(self, by_patient: bool) -> None:
        who = self.cast.marisol if by_patient else self.cast.nora
        self.attempt(lambda: operations.hold(by=who, at=self.at, patient=self.cast.patient))

    @rule(ahead=st.integers(0, 60))
    def resume(self, ahead: int) -> None:
        if plan := standing_plan(self.cast.patient.pk):
            on = local_date(self.at, "America/Denver") + timedelta(days=ahead)
            self.attempt(
                lambda: operations.resume(by=self.cast.dr_park, at=self.at, plan=plan, resumes_on=on, reason="Ready.")
            )

    @rule()
    def take_a_yes_back(self) -> None:
        if consent := Consent.objects.filter(withdrawn_at__isnull=True).last():
            self.attempt(lambda: take_back(by=self.cast.marisol, at=self.at, consent=consent))

    @rule(on_hand=st.booleans(), pregnant=st.sampled_from(["yes", "no", "unknown"]))
    def facts_change(self, on_hand: bool, pregnant: str) -> None:
        put_naloxone(self.cast, on_hand=on_hand)
        say(self.cast, "pregnant", pregnant)

    @rule(days=st.integers(1, 45))
    def time_passes(self, days: int) -> None:
        self.check_dose()
        self.at = self.cast.at = self.at + timedelta(days=days)  # nobody proposes on a day that is over
        operations.watch_late_steps(self.at)

    def check_dose(self) -> None:
        """Between two looks the dose has not risen, and not fallen by more than one step of one plan."""
        standing = standing_on(self.cast.patient.pk, local_date(self.at, "America/Denver"))
        if standing is None:
            return
        assert standing.step.daily <= self.daily
        if standing.plan.pk == self.plan_pk:
            assert standing.step.number - self.begun in (0, 1)
        else:
            assert standing.step.number == 0
        self.daily, self.begun, self.plan_pk = standing.step.daily, standing.step.number, standing.plan.pk

    @invariant()
    def nothing_stands_without_a_yes_to_exactly_its_hash(self) -> None:
        for plan in Plan.objects.filter(state=PlanState.RUNNING):
            assert Consent.objects.filter(
                kind="plan", plan_ref=plan.public_id, plan_hash=plan.content_hash, withdrawn_at__isnull=True
            ).exists()

    @invariant()
    def every_release_rests_on_a_yes_to_its_own_step(self) -> None:
        for row in StepRelease.objects.select_related("plan"):
            consent = Consent.objects.get(public_id=row.consent_ref)
            assert (consent.plan_hash, consent.step_number) == (row.plan.content_hash, row.step_number)

    @invariant()
    def one_plan_stands_and_a_resting_plan_releases_nothing(self) -> None:
        assert Plan.objects.filter(state__in=[PlanState.RUNNING, PlanState.HELD]).count() <= 1
        for plan in Plan.objects.filter(state=PlanState.HELD):
            today = local_date(self.at, "America/Denver")
            assert not plan.releases.filter(withdrawn_at__isnull=True, effective_on__gt=today).exists()

    @invariant()
    def the_dose_of_today_follows_the_rules(self) -> None:
        if hasattr(self, "cast"):
            self.check_dose()


@pytest.mark.django_db
@pytest.mark.hazard("HZ-02", "HZ-03", "HZ-09", "HZ-10")
def test_in_any_order_of_acts_no_dose_changes_without_its_agreement() -> None:
    settings_of_walks = settings(
        max_examples=15, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(PlanWalk, settings=settings_of_walks)
