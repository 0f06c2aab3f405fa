"""The team's pages: what they show, who may open them, and what bad input is told."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import reverse

from glidepath.care.tapering import operations
from glidepath.care.tapering.tests.browsers import address, browser, words
from glidepath.care.tapering.tests.cast import (
    MONDAY,
    Cast,
    agree,
    make_cast,
    on_day,
    proposed,
    put_naloxone,
    released,
    running,
    say,
    signed,
)
from glidepath.foundation import clock
from glidepath.record.medications.models import Regimen
from glidepath.record.plans.models import Hold, Plan, PlanState, StepRelease

CHOSEN = {
    "product": "morphine ER tablet",
    "framework": "va-slower",
    "goal": "stop",
    "starts_on": "2027-01-11",
    "reason": "Clear head.",
    "in_person_plan": "",
}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The pages live on the cast's Monday."""
    with clock.at(MONDAY):
        yield


def propose_url(cast: Cast) -> str:
    """Where a plan is proposed."""
    return reverse("tapering:propose", args=[cast.patient.public_id])


def test_nothing_is_chosen_beforehand_on_the_proposal(cast: Cast) -> None:
    page = browser(cast.dr_park).get(propose_url(cast))
    assert page.status_code == 200
    assert b" checked" not in page.content


def test_computing_shows_tablets_percentages_and_load_and_keeps_nothing(cast: Cast) -> None:
    page = words(browser(cast.dr_park).post(propose_url(cast), {**CHOSEN, "act": "compute"}))
    assert "One 60 mg tablet and one 15 mg tablet" in page
    assert "16.7 %" in page and "50.0 %" in page
    assert "270 MME, CDC 2022" in page
    assert "Opioid Taper Decision Tool" in page
    assert not Plan.objects.exists()


def test_the_preview_alone_comes_back_to_a_script(cast: Cast) -> None:
    page = browser(cast.dr_park).post(propose_url(cast), CHOSEN, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert b"<html" not in page.content
    assert b'id="preview"' in page.content


def test_while_choosing_the_preview_names_what_is_still_open(cast: Cast) -> None:
    half = {**CHOSEN, "goal": "", "starts_on": ""}
    page = browser(cast.dr_park).post(propose_url(cast), half, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "Choose where the plan leads" in words(page)


def test_proposing_leads_to_the_plan(cast: Cast) -> None:
    answer = browser(cast.dr_park).post(propose_url(cast), {**CHOSEN, "act": "propose"})
    plan = Plan.objects.get()
    assert answer.status_code == 302
    assert answer.url == address("plan", plan)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"framework": ""}, "Choose a framework"),
        ({"framework": "made-up"}, "Select a valid choice"),
        ({"goal": "dose"}, "Write how much"),
        ({"goal": "dose", "goal_amount": "much"}, "Write a number such as 90 or 22.5"),
        ({"goal": "dose", "goal_amount": "-5"}, "greater than or equal"),
        ({"starts_on": "31.01.2027"}, "Write it as 2027-01-31"),
        ({"starts_on": "2027-01-03"}, "lies in the past"),
        ({"reason": "   "}, "Write the reason"),
        ({"framework": "va-rapid"}, "in person"),
        ({"goal": "dose", "goal_amount": "300"}, "300"),
    ],
)
def test_bad_input_is_answered_with_what_is_wrong_and_nothing_is_kept(
    cast: Cast, change: dict[str, str], told: str
) -> None:
    answer = browser(cast.dr_park).post(propose_url(cast), {**CHOSEN, **change, "act": "propose"})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_refusal_names_the_fact_and_links_to_where_it_is_answered(cast: Cast) -> None:
    say(cast, "pregnant", "yes")
    page = browser(cast.dr_park).post(propose_url(cast), {**CHOSEN, "act": "propose"}).content.decode()
    assert "Pregnancy" in page


def test_open_questions_about_the_person_are_shown_as_questions(cast: Cast) -> None:
    say(cast, "pregnant", "unknown")
    page = words(browser(cast.dr_park).post(propose_url(cast), {**CHOSEN, "act": "compute"}))
    assert "Is the person pregnant?" in page


def test_without_a_settled_medicine_the_page_says_who_settles_it(cast: Cast) -> None:
    Regimen.objects.all().delete()
    page = browser(cast.dr_park).get(propose_url(cast)).content.decode()
    assert reverse("intake:reconcile", args=[cast.patient.public_id]) in page


def test_the_review_queue_shows_each_role_what_waits_for_it(cast: Cast) -> None:
    proposed(cast)
    for person in (cast.farah, cast.dr_park):
        assert "Marisol Vega" in browser(person).get(reverse("tapering:queue")).content.decode()
    assert browser(cast.nora).get(reverse("tapering:queue")).status_code == 403
    assert browser(cast.marisol).get(reverse("tapering:queue")).status_code == 403


def test_the_pharmacist_approves_and_the_prescriber_signs_on_the_page(cast: Cast) -> None:
    plan = proposed(cast)
    verdict = {"lock": plan.lock, "verdict": "approve", "reason": ""}
    assert browser(cast.farah).post(address("review", plan), verdict).status_code == 302
    plan.refresh_from_db()
    assert browser(cast.dr_park).post(address("sign", plan), {"lock": plan.lock, "reason": ""}).status_code == 302
    plan.refresh_from_db()
    assert plan.state == PlanState.SIGNED


def test_signing_without_a_fresh_second_factor_asks_for_one(cast: Cast) -> None:
    plan = operations.review(by=cast.farah, at=MONDAY, plan=proposed(cast), approved=True)
    answer = browser(cast.dr_park, fresh=False).post(address("sign", plan), {"lock": plan.lock, "reason": ""})
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert plan.state == PlanState.REVIEWED


def test_sending_back_without_words_is_told_at_the_field(cast: Cast) -> None:
    plan = proposed(cast)
    answer = browser(cast.farah).post(
        address("review", plan), {"lock": plan.lock, "verdict": "send_back", "reason": " "}
    )
    assert answer.status_code == 422
    assert "Write what has to change" in answer.content.decode()


@pytest.mark.hazard("HZ-11")
def test_a_page_gone_stale_answers_409_with_what_changed_and_by_whom(cast: Cast) -> None:
    plan = proposed(cast)
    verdict = {"lock": plan.lock, "verdict": "approve", "reason": ""}
    browser(cast.farah).post(address("review", plan), verdict)
    answer = browser(cast.dr_park).post(address("withdraw", plan), {"lock": plan.lock, "reason": "Wait."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Farah changed this plan" in page
    assert "Reviewed by the pharmacist" in page


@pytest.mark.hazard("HZ-02")
def test_a_recorded_approval_sent_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    plan = proposed(cast)
    verdict = {"lock": plan.lock, "verdict": "approve", "reason": ""}
    farah = browser(cast.farah)
    assert farah.post(address("review", plan), verdict).status_code == 302
    assert farah.post(address("review", plan), verdict).status_code == 409
    assert plan.reviews.count() == 1


def test_the_gate_page_shows_every_block_by_name_and_offers_no_release(cast: Cast) -> None:
    plan = running(cast)
    put_naloxone(cast, on_hand=False)
    page = words(browser(cast.dr_park).get(address("release", plan, 1)))
    assert "No yes to step 1" in page
    assert "No naloxone at home" in page
    assert "Release this step" not in page


def test_a_step_is_released_from_the_gate_page(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    with clock.at(on_day(7)):
        dr_park = browser(cast.dr_park)
        assert "Cannot say yet" in dr_park.get(address("release", plan, 1)).content.decode()
        sent = {"lock": plan.lock, "effective_on": "2027-01-11", "reason": "Talked today."}
        assert dr_park.post(address("release", plan, 1), sent).status_code == 302
    assert StepRelease.objects.get().effective_on.isoformat() == "2027-01-11"


def test_a_release_too_early_or_without_a_reason_is_told_by_name(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    dr_park = browser(cast.dr_park)
    early = dr_park.post(address("release", plan, 1), {"lock": plan.lock, "effective_on": "2027-01-05", "reason": "x"})
    assert early.status_code == 422 and "too early" in early.content.decode()
    silent = dr_park.post(address("release", plan, 1), {"lock": plan.lock, "effective_on": "2027-01-11", "reason": ""})
    assert silent.status_code == 422 and "Write the reason" in silent.content.decode()
    assert not StepRelease.objects.exists()


def test_a_release_sent_twice_is_one_release(cast: Cast) -> None:
    plan = running(cast)
    agree(cast, plan, 1)
    sent = {"lock": plan.lock, "effective_on": "2027-01-11", "reason": "Talked today."}
    dr_park = browser(cast.dr_park)
    assert dr_park.post(address("release", plan, 1), sent).status_code == 302
    assert dr_park.post(address("release", plan, 1), sent).status_code == 409
    assert StepRelease.objects.count() == 1


def test_a_hold_comes_back_to_the_page_it_was_asked_on_and_to_no_other_site(cast: Cast) -> None:
    plan = running(cast)
    nora = browser(cast.nora)
    assert nora.post(address("hold", plan), {"reason": "", "next": "/board/"}).url == "/board/"
    assert nora.post(address("hold", plan), {"next": "https://evil.example/"}).url == address("plan", plan)
    assert Hold.objects.count() == 1


def test_going_on_opens_the_new_version(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(7))
    with clock.at(on_day(9)):
        operations.hold(by=cast.nora, at=on_day(9), patient=cast.patient)
        plan.refresh_from_db()
        sent = {"lock": plan.lock, "resumes_on": "2027-02-15", "reason": "She feels ready."}
        answer = browser(cast.dr_park).post(address("resume", plan), sent)
    newer = Plan.objects.get(version=2)
    assert answer.url == address("plan", newer)


@pytest.mark.parametrize("build", [proposed, signed, running])
def test_the_plan_page_opens_in_every_state_for_every_clinician(cast: Cast, build: object) -> None:
    plan = build(cast)  # type: ignore[operator]  one of the cast's builders
    for person in (cast.dr_park, cast.farah, cast.nora):
        page = browser(person).get(address("plan", plan))
        assert page.status_code == 200
        assert b"Certificate" in page.content


@pytest.mark.hazard("HZ-50")
def test_a_patient_never_sees_a_proposal(cast: Cast) -> None:
    plan = proposed(cast)
    assert browser(cast.marisol).get(address("plan", plan)).status_code == 404


def test_a_plan_of_another_clinic_is_not_there(cast: Cast) -> None:
    theirs = proposed(make_cast(tag=" other"))
    for name in ("plan", "review", "sign", "withdraw", "hold", "resume"):
        person = cast.farah if name == "review" else cast.dr_park
        send = browser(person).get if name == "plan" else browser(person).post
        assert send(address(name, theirs)).status_code == 404


def test_a_plan_under_another_persons_address_is_not_there(cast: Cast) -> None:
    plan = proposed(cast)
    assert browser(cast.dr_park).get(reverse("tapering:plan", args=[uuid4(), plan.public_id])).status_code == 404


@pytest.mark.parametrize(
    ("page", "who"),
    [("review", "dr_park"), ("review", "nora"), ("sign", "farah"), ("withdraw", "farah"), ("resume", "nora")],
)
def test_each_act_belongs_to_its_role(cast: Cast, page: str, who: str) -> None:
    plan = proposed(cast)
    assert browser(getattr(cast, who)).post(address(page, plan), {"lock": plan.lock}).status_code == 403


def test_a_gate_of_a_step_that_is_not_there_is_not_found(cast: Cast) -> None:
    plan = running(cast)
    for step in (0, 99):
        assert browser(cast.dr_park).get(address("release", plan, step)).status_code == 404
