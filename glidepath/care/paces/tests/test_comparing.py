"""Paces side by side: what the page shows, that it chooses nothing, and that it keeps nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlparse

import pytest
from django.http import HttpResponse
from django.urls import reverse

from glidepath.care.tapering.tests.browsers import browser, words
from glidepath.care.tapering.tests.cast import MONDAY, Cast, make_cast, running, say
from glidepath.foundation import clock
from glidepath.record.medications.models import Regimen
from glidepath.record.plans.models import Plan

ASKED = {"goal": "stop", "starts_on": "2027-01-11"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The page lives on the cast's Monday."""
    with clock.at(MONDAY):
        yield


def page(cast: Cast, script: bool = False, **asked: object) -> HttpResponse:
    """The page as the prescriber's browser gets it."""
    url = reverse("paces:compare", args=[cast.patient.public_id])
    return browser(cast.dr_park).get(url, asked, headers={"HX-Request": "true"} if script else {})


def links(answer: HttpResponse) -> list[str]:
    """Where each pace goes on."""
    found = re.findall(r'href="([^"]*plan/propose/\?[^"]*)"', answer.content.decode())
    return [link.replace("&amp;", "&") for link in found]


def test_the_empty_page_asks_for_the_goal_and_chooses_none(cast: Cast) -> None:
    told = page(cast)
    assert told.status_code == 200
    assert "None of the paces is chosen for you" in words(told)
    assert not re.search(r'name="goal"[^>]* checked', told.content.decode())


def test_four_paces_stand_side_by_side_with_the_engines_figures(cast: Cast) -> None:
    told = words(page(cast, **ASKED))
    for name in ("VA slowest taper", "VA slower taper", "VA faster taper", "Own pace: 10 % every 28 days"):
        assert name in told
    assert "morphine ER tablet, now 270 mg a day. Goal: Stop. First change on January 11, 2027." in told
    assert "225 mg a day: 45 mg less" in told
    assert "step 5, to 45 mg: 50.0 % (16.7 % of the first dose)" in told
    assert "holds: " in told


def test_no_pace_is_chosen_and_each_goes_on_by_a_link_of_its_own(cast: Cast) -> None:
    told = page(cast, **ASKED)
    assert len(links(told)) == 4
    assert 'class="pace' in told.content.decode()
    assert not re.search(r'<input[^>]*name="pace"', told.content.decode())


def test_going_on_fills_the_proposal_and_sends_nothing(cast: Cast) -> None:
    last = links(page(cast, **ASKED))[-1]
    asked = parse_qs(urlparse(last).query)
    assert "morphine" not in last
    assert asked["framework"] == ["own"] and asked["pace_percent"] == ["10"]
    proposal = browser(cast.dr_park).get(last)
    assert proposal.status_code == 200
    page_of_proposal = proposal.content.decode()
    assert re.search(r'value="own"[^>]* checked', page_of_proposal)
    assert re.search(r'value="morphine ER tablet"[^>]* checked', page_of_proposal)
    assert not Plan.objects.exists()


def test_an_own_pace_can_be_proposed_and_is_called_by_its_numbers(cast: Cast) -> None:
    sent = {**ASKED, "product": "morphine ER tablet", "framework": "own", "reason": "Talked it over.", "act": "propose"}
    pace = {"pace_percent": "10", "pace_basis": "original", "pace_days": "28", "in_person_plan": ""}
    url = reverse("tapering:propose", args=[cast.patient.public_id])
    answer = browser(cast.dr_park).post(url, {**sent, **pace})
    assert answer.status_code == 302
    assert "Own pace: 10 % every 28 days" in words(browser(cast.dr_park).get(answer.url))


def test_an_own_pace_without_its_numbers_is_told_at_the_fields(cast: Cast) -> None:
    sent = {**ASKED, "product": "morphine ER tablet", "framework": "own", "reason": "Talked.", "act": "propose"}
    answer = browser(cast.dr_park).post(reverse("tapering:propose", args=[cast.patient.public_id]), sent)
    assert answer.status_code == 422
    assert answer.content.decode().count("A pace of your own needs this.") >= 3


def test_the_slider_moves_the_own_pace_alone_and_only_the_paces_come_back(cast: Cast) -> None:
    told = page(cast, script=True, **ASKED, percent="5", every_days="14", own="yes", framework="va-slower")
    assert b"<html" not in told.content
    assert "Own pace: 5 % every 14 days" in words(told)
    assert "VA slowest taper" not in words(told)
    assert b'hx-swap-oob="innerHTML"' in told.content


def test_a_refused_pace_is_shown_by_name_with_why_and_other_ways(cast: Cast) -> None:
    told = words(page(cast, **ASKED, percent="1", every_days="28"))
    assert "Own pace: 1 % every 28 days: no plan" in told
    assert "The strengths the pharmacy supplies cannot keep the agreed pace" in told
    assert "Other ways, each worked out" in told


def test_a_fact_about_the_person_refuses_every_pace_by_name(cast: Cast) -> None:
    say(cast, "pregnant", "yes")
    told = words(page(cast, **ASKED))
    assert told.count(": no plan") == told.count("Pregnancy") == 1
    for name in ("A VA slowest taper", "B VA slower taper", "C VA faster taper", "D Own pace"):
        assert name in told[: told.index(": no plan")]


def test_an_open_question_is_told_above_the_paces(cast: Cast) -> None:
    say(cast, "pregnant", "unknown")
    assert "Is the person pregnant?" in words(page(cast, **ASKED))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"goal": "dose"}, "Write how much"),
        ({"starts_on": "soon"}, "This is not a date"),
        ({"framework": "made-up"}, "not one of the available choices"),
        ({"own": "no", "framework": "va-slower"}, "Lay two to four paces side by side"),
        ({"percent": "0"}, "greater than or equal to 0.5"),
        ({"every_days": "ten"}, "Enter a whole number"),
        ({"starts_on": "2027-01-03"}, "lies in the past"),
    ],
)
def test_what_cannot_be_compared_is_told_by_name(cast: Cast, asked: dict[str, str], told: str) -> None:
    answer = page(cast, **{**ASKED, **asked})
    assert answer.status_code == 200
    assert told in words(answer)


def test_without_a_settled_medicine_the_page_says_who_settles_it(cast: Cast) -> None:
    Regimen.objects.all().delete()
    assert reverse("intake:reconcile", args=[cast.patient.public_id]) in page(cast).content.decode()


def test_a_running_plan_does_not_keep_one_from_looking(cast: Cast) -> None:
    running(cast)
    assert "holds: " in words(page(cast, **ASKED))


def test_the_page_belongs_to_the_prescriber_of_the_team(cast: Cast) -> None:
    url = reverse("paces:compare", args=[cast.patient.public_id])
    for person in (cast.farah, cast.nora, cast.marisol):
        assert browser(person).get(url).status_code == 403
    other = make_cast(tag=" other")
    assert browser(other.dr_park).get(url).status_code == 404


def test_the_page_takes_no_post(cast: Cast) -> None:
    url = reverse("paces:compare", args=[cast.patient.public_id])
    assert browser(cast.dr_park).post(url, ASKED).status_code == 405
