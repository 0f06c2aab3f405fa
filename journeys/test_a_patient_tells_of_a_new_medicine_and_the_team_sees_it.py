"""A medicine that a person started elsewhere reaches the team with what it may do, and stands beside the next step."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from journeys.conftest import Clinic
from journeys.visiting import SECONDS, Visitor


def test_a_patient_tells_of_a_new_medicine_and_the_team_sees_it(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("amina")
    nurse, amina = seat("nurse"), seat("amina", phone=True)
    nurse.go("/board/")
    nurse.mark_window()
    tell_of_lorazepam(amina)

    row = nurse.page.locator("#board li.arow", has_text="lorazepam")
    expect(row).to_be_visible(timeout=SECONDS)
    nurse.assert_not_reloaded()
    row.get_by_role("link").first.click()
    nurse.sees("lorazepam started or raised")
    nurse.page.get_by_role("link", name=re.compile("^Open.*lorazepam")).first.click()
    nurse.sees("What now?")
    nurse.look("alert-combination")
    nurse.page.get_by_role("link", name=re.compile("Opioid with a benzodiazepine")).first.click()
    nurse.sees("boxed warning")
    nurse.look("rule-combination")

    nurse.go(f"/patients/{ref}/medicine-changes/")
    nurse.sees("Nobody has asked for the whole list yet")
    nurse.look("combinations")
    enter_an_unknown_tea(nurse)
    nurse.look("combinations-unknown")
    nurse.go(f"/patients/{ref}/medicine-changes/known/")
    nurse.look("combinations-known")
    nurse.go(f"/patients/{ref}/medicines/")
    nurse.look("medicines-with-combinations")
    ask_why_worse(nurse, ref)


def tell_of_lorazepam(amina: Visitor) -> None:
    """On the phone, from Today."""
    amina.go("/today/")
    amina.page.get_by_role("link", name="I started or stopped a medicine").click()
    amina.look("my-medicine-change")
    amina.page.get_by_label("I started it").check()
    amina.page.get_by_label("Which medicine?").fill("lorazepam 1 mg")
    amina.page.get_by_role("button", name="Tell my team").click()
    amina.sees("Thank you. Your team sees it now")


def enter_an_unknown_tea(nurse: Visitor) -> None:
    """A name that no rule knows is told, not passed over."""
    nurse.page.get_by_role("link", name="Enter a change").click()
    nurse.look("medicine-change")
    nurse.page.get_by_label("Medicine", exact=True).fill("Valley night tea")
    nurse.page.get_by_label("Started").check()
    nurse.page.get_by_label("The patient").check()
    nurse.page.get_by_role("button", name="Keep and check").click()
    nurse.sees("Not recognised, so no combination with it could be checked")


def ask_why_worse(nurse: Visitor, ref: str) -> None:
    """Without the day on which it began nothing is ranked."""
    nurse.go(f"/patients/{ref}/")
    nurse.page.get_by_role("link", name="Withdrawal, flare, mood or hyperalgesia?").click()
    nurse.sees("Cannot say.")
    nurse.look("why-worse")
