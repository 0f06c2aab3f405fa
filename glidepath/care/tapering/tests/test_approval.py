"""From proposal to signature."""

from __future__ import annotations

from datetime import date

import pytest

from glidepath.care.tapering import operations
from glidepath.care.tapering.operations import ChangedMeanwhile
from glidepath.care.tapering.refusal import Refused
from glidepath.care.tapering.tests.cast import Cast, proposal, proposed, put_naloxone, say, signed
from glidepath.record.medications.models import MedicationOrder, Regimen
from glidepath.record.plans.models import Plan, PlanState, PlanTransition
from glidepath.record.plans.operations import hash_of


def test_a_proposal_freezes_the_present_dose_as_step_0_and_every_step_after_it(cast: Cast) -> None:
    plan = proposed(cast)
    daily = [step.daily for step in plan.steps.all()]
    assert daily[0] == 270
    assert daily == sorted(daily, reverse=True)
    assert daily[-1] == 0


def test_the_va_slower_plan_stands_in_the_record_as_published(cast: Cast) -> None:
    plan = proposed(cast)
    assert [int(step.daily) for step in plan.steps.all()] == [270, 225, 180, 135, 90, 45, 30, 15, 0]


@pytest.mark.hazard("HZ-01")
def test_each_step_is_frozen_with_its_words_in_both_languages_and_a_hash(cast: Cast) -> None:
    plan = proposed(cast)
    for step in plan.steps.all():
        assert step.rendering_hash == hash_of(step.rendering)
        assert set(step.rendering["words"]) == {"en", "es"}
    first = plan.steps.get(number=1).rendering["words"]
    assert first["en"][0]["words"] == "One 60 mg tablet and one 15 mg tablet"
    assert first["es"][0]["words"] == "Una tableta de 60 mg y una tableta de 15 mg"


def test_an_order_that_nobody_settled_blocks_a_proposal_by_name(cast: Cast) -> None:
    MedicationOrder.objects.create(
        patient=cast.patient,
        site=cast.site,
        source_system="clinic",
        source_ref="1",
        content_hash="x",
        display="Oxycodone 10 mg",
        product="oxycodone tablet",
        status="active",
    )
    with pytest.raises(Refused) as refused:
        proposed(cast)
    assert refused.value.codes == ("order_not_reconciled",)
    assert not Plan.objects.exists()


def test_a_medicine_that_nobody_reconciled_cannot_be_planned(cast: Cast) -> None:
    Regimen.objects.all().delete()
    with pytest.raises(Refused) as refused:
        proposed(cast)
    assert refused.value.codes == ("no_medicine",)


@pytest.mark.parametrize("fact", ["pregnant", "active_suicidality", "cancer_treatment", "sickle_cell"])
def test_a_person_refusal_of_the_engine_stops_the_proposal(cast: Cast, fact: str) -> None:
    say(cast, fact, "yes")
    with pytest.raises(Refused) as refused:
        proposed(cast)
    assert refused.value.reasons[0].values["field"] == fact


def test_a_start_in_the_past_is_refused_by_name(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        proposed(cast, starts_on=date(2027, 1, 3))
    assert refused.value.codes == ("starts_in_the_past",)


def test_a_proposal_without_a_reason_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        proposed(cast, reason=" ")
    assert refused.value.codes == ("reason_needed",)


def test_a_second_proposal_while_one_is_open_is_refused(cast: Cast) -> None:
    proposed(cast)
    with pytest.raises(Refused) as refused:
        proposed(cast)
    assert refused.value.codes == ("another_plan_open",)


@pytest.mark.parametrize("fact", ["pregnant", "sickle_cell", "opioid_use_disorder_treatment"])
def test_the_pharmacist_cannot_approve_while_a_safety_question_is_open(cast: Cast, fact: str) -> None:
    plan = proposed(cast)
    say(cast, fact, "unknown")
    with pytest.raises(Refused) as refused:
        operations.review(by=cast.farah, at=cast.at, plan=plan, approved=True)
    assert refused.value.codes == ("person_not_assessed",)


@pytest.mark.hazard("HZ-13")
def test_a_plan_without_naloxone_is_neither_approved_nor_signed(cast: Cast) -> None:
    plan = proposed(cast)
    put_naloxone(cast, on_hand=False)
    with pytest.raises(Refused) as refused:
        operations.review(by=cast.farah, at=cast.at, plan=plan, approved=True)
    assert refused.value.reasons[0].values["code"] == "no_naloxone_on_hand"
    put_naloxone(cast)
    plan = operations.review(by=cast.farah, at=cast.at, plan=plan, approved=True)
    put_naloxone(cast, expires_on=date(2026, 12, 31))
    with pytest.raises(Refused):
        operations.sign(by=cast.dr_park, at=cast.at, plan=plan)


def test_sending_back_needs_a_reason_and_withdraws_the_plan(cast: Cast) -> None:
    plan = proposed(cast)
    with pytest.raises(Refused):
        operations.review(by=cast.farah, at=cast.at, plan=plan, approved=False, reason="  ")
    plan = operations.review(by=cast.farah, at=cast.at, plan=plan, approved=False, reason="60 mg is short until May.")
    assert plan.state == PlanState.WITHDRAWN
    assert plan.reviews.get().reason == "60 mg is short until May."


def test_whoever_proposed_a_plan_cannot_review_it(cast: Cast) -> None:
    plan = proposed(cast)
    with pytest.raises(Refused) as refused:
        operations.review(by=cast.dr_park, at=cast.at, plan=plan, approved=True)
    assert refused.value.codes == ("same_person_reviews",)


def test_a_plan_nobody_reviewed_cannot_be_signed(cast: Cast) -> None:
    with pytest.raises(ChangedMeanwhile):
        operations.sign(by=cast.dr_park, at=cast.at, plan=proposed(cast))


def test_a_tampered_plan_is_neither_approved_nor_signed(cast: Cast) -> None:
    plan = proposed(cast)
    frozen = plan.frozen
    frozen["steps"][0]["medicines"][0]["doses"]["morning"]["amount"] = "15"
    Plan.objects.filter(pk=plan.pk).update(frozen=frozen)
    plan.refresh_from_db()
    with pytest.raises(Refused) as refused:
        operations.review(by=cast.farah, at=cast.at, plan=plan, approved=True)
    assert "certificate_fails" in refused.value.codes


@pytest.mark.hazard("HZ-09")
def test_the_rapid_framework_needs_a_reason_an_in_person_plan_and_two_prescribers(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        proposed(cast, framework="va-rapid")
    assert refused.value.codes == ("in_person_plan_needed",)
    plan = proposed(cast, framework="va-rapid", in_person_plan="Ward 4 for twelve days.")
    plan = operations.review(by=cast.farah, at=cast.at, plan=plan, approved=True)
    plan = operations.sign(by=cast.dr_park, at=cast.at, plan=plan, reason="Two overdoses in a month.")
    assert plan.state == PlanState.REVIEWED
    with pytest.raises(Refused) as again:
        operations.sign(by=cast.dr_park, at=cast.at, plan=plan, reason="Two overdoses in a month.")
    assert again.value.codes == ("second_signature_by_another",)
    plan = operations.sign(by=cast.dr_perez, at=cast.at, plan=plan, reason="I agree.")
    assert plan.state == PlanState.SIGNED


@pytest.mark.hazard("HZ-11")
def test_of_two_people_on_the_same_page_the_second_is_told_what_changed(cast: Cast) -> None:
    plan = proposed(cast)
    stale = Plan.objects.get(pk=plan.pk)
    operations.review(by=cast.farah, at=cast.at, plan=plan, approved=True)
    with pytest.raises(ChangedMeanwhile) as changed:
        operations.withdraw(by=cast.dr_park, at=cast.at, plan=stale, reason="Not yet.")
    assert changed.value.plan.state == PlanState.REVIEWED


def test_a_withdrawn_plan_makes_room_for_another(cast: Cast) -> None:
    operations.withdraw(by=cast.dr_park, at=cast.at, plan=signed(cast), reason="She asked to wait.")
    assert proposed(cast).state == PlanState.PROPOSED


def test_every_change_leaves_exactly_one_transition(cast: Cast) -> None:
    plan = signed(cast)
    keys = list(PlanTransition.objects.filter(plan=plan).values_list("key", flat=True))
    assert keys == ["propose", "review", "sign"]


def test_a_goal_off_the_grid_says_so_in_the_plan(cast: Cast) -> None:
    plan = operations.propose(
        by=cast.dr_park, at=cast.at, patient=cast.patient, proposal=proposal(goal={"kind": "dose", "daily": "100"})
    )
    assert plan.steps.last().daily == 105
