"""On a phone without a connection: check in, see the numbers at once, and the answers arrive once, marked late."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from journeys.at_home import BAD_NIGHT
from journeys.conftest import Clinic
from journeys.visiting import SECONDS, Visitor

KEPT = "() => navigator.serviceWorker.controller !== null"
WAITS = "Kept on this phone: 1 check-in waits for a connection."


def ready_without_connection(person: Visitor) -> None:
    """A page was open long enough for the phone to keep what it needs; one that the worker missed is taken in too."""
    person.go("/today/")
    person.page.wait_for_function(KEPT, timeout=60_000)
    with person.page.expect_event("load"):  # a reload that leaves the worker out
        person.page.context.new_cdp_session(person.page).send("Page.reload", {"ignoreCache": True})
    person.page.wait_for_function(KEPT, timeout=60_000)


def answer_the_questions(person: Visitor, *signs: str | re.Pattern[str]) -> None:
    for question, number in BAD_NIGHT.items():
        person.page.locator(f"input[name={question}][value='{number}']").check(force=True)
    for sign in signs:
        person.page.get_by_label(sign).first.check(force=True)


def test_a_check_in_without_a_connection_arrives_once(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("agnieszka")
    agnes, nurse = seat("agnieszka", phone=True), seat("nurse")
    ready_without_connection(agnes)

    agnes.context.set_offline(True)
    agnes.page.goto("/my-plan/")
    agnes.sees("There is no connection just now")
    agnes.look("no-connection")
    agnes.page.goto("/help-now/")
    agnes.sees("You are not alone with this")
    agnes.look("help-without-connection")
    agnes.page.goto("/check-in/")
    agnes.sees("Your answers stay on this phone")
    agnes.look("check-in-without-connection")
    agnes.press("Keep my check-in")
    agnes.sees("Nothing is answered yet")
    answer_the_questions(agnes, re.compile("None of these"))
    agnes.fill("Anything else we should know?", "I don’t want to live like this.")
    agnes.press("Keep my check-in")
    agnes.sees("You need somebody now, and we cannot see your answers yet")
    agnes.sees("Call 911")
    agnes.sees(WAITS)
    agnes.look("kept-urgent")
    agnes.page.reload()
    agnes.sees(WAITS)

    agnes.context.set_offline(False)
    agnes.go("/today/")
    expect(agnes.page.locator("[data-waiting]")).to_be_hidden(timeout=SECONDS)
    agnes.page.reload()
    expect(agnes.page.locator("[data-waiting]")).to_be_hidden()

    nurse.go(f"/patients/{ref}/")
    nurse.sees("dont want to live")
    nurse.look("patient-after-late-words")
    nurse.page.locator("a[href^='/alerts/']").first.click()
    nurse.sees("dont want to live")
    nurse.look("alert-of-late-words")
    came = clinic.house.ask("waited", ref)
    assert len(came) == 1
    assert came[0]["answered"] < came[0]["came"]
