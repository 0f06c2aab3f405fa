"""The person's own pages: plan, consent, milestones, lesson, pause."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from glidepath.care.education.lessons import lesson
from glidepath.care.tapering import operations
from glidepath.care.tapering.tests.browsers import browser, words
from glidepath.care.tapering.tests.cast import (
    MONDAY,
    Cast,
    agree,
    learn,
    make_cast,
    name_two,
    on_day,
    proposed,
    released,
    running,
    signed,
)
from glidepath.foundation import clock
from glidepath.record.agreements.models import Consent, Milestone
from glidepath.record.alerts.models import Alert
from glidepath.record.plans.models import Hold, Plan, PlanState

MY_PLAN = "/my-plan/"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The pages live on the cast's Monday."""
    with clock.at(MONDAY):
        yield


def page_of(cast: Cast, path: str = MY_PLAN) -> str:
    """A page as the patient reads it."""
    answer = browser(cast.marisol).get(path)
    assert answer.status_code == 200, path
    return words(answer)


def raw_page(cast: Cast, path: str = MY_PLAN) -> str:
    """The same with its addresses."""
    return browser(cast.marisol).get(path).content.decode()


def consent_url(plan: Plan, step: int = 0) -> str:
    """Where the yes is given."""
    return reverse("consent:give", args=[plan.public_id, step])


def say_yes(cast: Cast, plan: Plan, step: int = 0, **changes: str) -> int:
    """Open the consent page and send the answer as the browser would; the status of the answer."""
    client = browser(cast.marisol)
    form = client.get(consent_url(plan, step)).context["form"]
    sent = {name: form.initial[name] for name in ("plan_hash", "text_digest")} | {"answer": "yes"} | changes
    return int(client.post(consent_url(plan, step), sent).status_code)


def test_before_there_is_a_signed_plan_the_page_says_what_will_be_here(cast: Cast) -> None:
    proposed(cast)
    page = page_of(cast)
    assert "being prepared" in page
    assert "225" not in page


def test_a_signed_plan_shows_every_step_in_words_and_what_is_missing(cast: Cast) -> None:
    signed(cast)
    page = page_of(cast)
    assert "225 mg a day" in page
    assert "Take the short lesson" in page
    assert "Name what matters to you" in page


@pytest.mark.hazard("HZ-10")
def test_the_whole_way_from_reading_to_a_running_plan_on_the_phone(cast: Cast) -> None:
    plan = signed(cast)
    client = browser(cast.marisol)
    client.post(reverse("consent:milestones"), {"first": "Sing again", "second": "Walk to the market"})
    for question in lesson("before-you-start", "en").questions:
        right = next(one for one in question.answers if one.right)
        client.post(reverse("education:ask", args=[question.key]), {"answer": right.key})
    assert say_yes(cast, plan) == 302
    plan.refresh_from_db()
    assert plan.state == PlanState.RUNNING


def test_the_words_shown_are_kept_with_the_hash_and_the_version(cast: Cast) -> None:
    plan = signed(cast)
    say_yes(cast, plan)
    consent = Consent.objects.get()
    assert consent.plan_hash == plan.content_hash
    assert (consent.text_key, consent.text_version, consent.language) == ("plan", "1", "en")
    assert "No step begins without my yes" in consent.text_shown
    assert "8 steps in all" in consent.text_shown


def test_a_yes_in_spanish_keeps_the_spanish_words(cast: Cast) -> None:
    get_user_model().objects.filter(pk=cast.marisol.user_id).update(language="es")
    plan = signed(cast)
    say_yes(cast, plan)
    assert "Ningún paso empieza sin mi sí" in Consent.objects.get().text_shown


def test_waiting_keeps_nothing_and_is_fine(cast: Cast) -> None:
    plan = signed(cast)
    assert say_yes(cast, plan, answer="wait") == 302
    assert not Consent.objects.exists()


def test_no_answer_is_told_kindly_and_keeps_nothing(cast: Cast) -> None:
    plan = signed(cast)
    assert say_yes(cast, plan, answer="") == 422
    assert not Consent.objects.exists()


@pytest.mark.hazard("HZ-10")
@pytest.mark.parametrize("field", ["plan_hash", "text_digest"])
def test_a_yes_to_other_words_or_another_plan_is_not_kept(cast: Cast, field: str) -> None:
    plan = signed(cast)
    assert say_yes(cast, plan, **{field: "0" * 64}) == 422
    assert not Consent.objects.exists()


def test_a_yes_to_a_step_is_asked_on_the_plan_page_and_shows_the_tablets(cast: Cast) -> None:
    plan = running(cast)
    assert consent_url(plan, 1) in raw_page(cast)
    page = page_of(cast, consent_url(plan, 1))
    assert "One 60 mg tablet and one 15 mg tablet" in page
    assert "Today I take 270 mg a day" in page
    assert say_yes(cast, plan, 1) == 302


def test_a_step_further_ahead_asks_for_nothing(cast: Cast) -> None:
    plan = running(cast)
    assert "One step at a time" in page_of(cast, consent_url(plan, 2))
    assert browser(cast.marisol).get(consent_url(plan, 99)).status_code == 404


def test_taking_a_yes_back_rests_the_plan(cast: Cast) -> None:
    plan = running(cast)
    browser(cast.marisol).post(reverse("consent:take_back", args=[plan.public_id, 0]))
    plan.refresh_from_db()
    assert plan.state == PlanState.HELD
    assert "Your taper rests" in page_of(cast)


def test_another_persons_consent_page_is_not_there(cast: Cast) -> None:
    theirs = signed(make_cast(tag=" other"))
    assert browser(cast.marisol).get(consent_url(theirs)).status_code == 404
    assert browser(cast.dr_park).get(consent_url(theirs)).status_code == 403


def test_one_tap_pauses_without_a_word_and_the_page_says_who_calls(cast: Cast) -> None:
    plan = running(cast)
    client = browser(cast.marisol)
    assert "Pause now" in client.get("/pause/").content.decode()
    page = client.post("/pause/", {}, follow=True).content.decode()
    assert "by the end of the next working day" in page
    plan.refresh_from_db()
    assert plan.state == PlanState.HELD
    assert Alert.objects.filter(rule="patient_paused").count() == 1


def test_pausing_twice_is_one_rest(cast: Cast) -> None:
    running(cast)
    client = browser(cast.marisol)
    client.post("/pause/", {"reason": "Tired."})
    client.post("/pause/", {"reason": "Tired."})
    assert Hold.objects.count() == 1


def test_pausing_while_nothing_runs_says_that_nothing_changes(cast: Cast) -> None:
    page = browser(cast.marisol).post("/pause/", {}).content.decode()
    assert "Nothing is changing now" in page


def test_a_rest_by_the_team_is_seen_at_once(cast: Cast) -> None:
    running(cast)
    operations.hold(by=cast.nora, at=MONDAY, patient=cast.patient, reason="Influenza.")
    assert "Your taper rests" in page_of(cast)
    assert "Your team has put your taper on hold" in page_of(cast, "/pause/")


def test_the_way_so_far_shows_where_she_started_her_rest_and_where_she_is(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(7))
    with clock.at(on_day(20)):
        operations.hold(by=cast.marisol, at=on_day(20), patient=cast.patient)
        page = page_of(cast)
    assert "Where you started" in page
    assert "A rest at 225 mg" in page
    assert "You are here, resting" in page
    assert plan.steps.count() == 9


def test_a_new_version_after_a_rest_keeps_the_way_so_far(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(7))
    with clock.at(on_day(40)):
        operations.hold(by=cast.marisol, at=on_day(20), patient=cast.patient)
        plan.refresh_from_db()
        newer = operations.resume(
            by=cast.dr_park, at=on_day(38), plan=plan, resumes_on=on_day(50).date(), reason="Ready."
        )
        newer = operations.review(by=cast.farah, at=on_day(38), plan=newer, approved=True)
        newer = operations.sign(by=cast.dr_park, at=on_day(38), plan=newer)
        waiting = page_of(cast)
        assert "Your doctor has made new dates" in waiting
        assert consent_url(newer) in raw_page(cast)
        agree(cast, newer, at=on_day(39))
        page = page_of(cast)
    assert "Where you started" in page
    assert "A rest at 225 mg" in page
    assert "180 mg a day" in page


def test_milestones_need_two_different_things(cast: Cast) -> None:
    client = browser(cast.marisol)
    url = reverse("consent:milestones")
    assert client.post(url, {"first": "Sing", "second": ""}).status_code == 422
    assert client.post(url, {"first": "Sing", "second": " sing "}).status_code == 422
    assert not Milestone.objects.exists()
    assert client.post(url, {"first": "Sing", "second": "Walk"}).status_code == 302
    assert Milestone.objects.count() == 2


def test_the_spanish_plan_page_has_spanish_dose_words(cast: Cast) -> None:
    get_user_model().objects.filter(pk=cast.marisol.user_id).update(language="es")
    signed(cast)
    assert "Una tableta de 60 mg y una tableta de 15 mg" in page_of(cast)


def test_a_plan_that_runs_offers_the_brake_on_every_page(cast: Cast) -> None:
    running(cast)
    for path in (MY_PLAN, "/learn/", reverse("consent:milestones")):
        assert 'href="/pause/"' in raw_page(cast, path)


def test_staff_who_open_the_patients_page_are_sent_home(cast: Cast) -> None:
    assert browser(cast.nora).get(MY_PLAN).status_code == 302


def test_starting_needs_everything_named_on_the_page(cast: Cast) -> None:
    signed(cast)
    name_two(cast)
    learn(cast)
    page = page_of(cast)
    assert "Read your plan and say yes" in page
    assert "Take the short lesson" not in page
