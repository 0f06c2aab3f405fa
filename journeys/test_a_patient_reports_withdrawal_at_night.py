"""The whole story: a record comes in, a taper is agreed, a step begins, a bad night reaches the team, she rests."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from journeys.at_home import (
    BAD_NIGHT,
    NO_FLUIDS,
    PASSWORD,
    check_in,
    choose_a_password,
    name_what_matters,
    read_the_plan,
    say_yes,
    take_the_lesson,
)
from journeys.at_intake import fill_baseline, give_a_sign_in, import_record, marisol, settle_medicine
from journeys.at_planning import propose, release, review, sign
from journeys.conftest import Clinic
from journeys.visiting import SECONDS, Visitor

EMAIL = "marisol.vega@example.org"


def test_a_patient_reports_withdrawal_at_night(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    nurse, pharmacist, prescriber = seat("nurse"), seat("pharmacist"), seat("prescriber")
    person = marisol()

    ref = import_record(nurse, person)
    settle_medicine(pharmacist, ref, person.medicine.doses, person.medicine.strengths)
    fill_baseline(nurse, ref)
    plan = propose(prescriber, ref, person.medicine.product)
    review(pharmacist, "Marisol Vega")
    sign(prescriber, ref, plan, clinic.app("prescriber"))

    give_a_sign_in(nurse, ref, EMAIL)
    marisol_at_home = seat(None, phone=True)
    choose_a_password(marisol_at_home, clinic.house, EMAIL)
    marisol_at_home.sign_in({"email": EMAIL, "password": PASSWORD})
    read_the_plan(marisol_at_home)
    name_what_matters(marisol_at_home, "Dance at the wedding", "Sing in the choir again")
    take_the_lesson(marisol_at_home)
    say_yes(marisol_at_home, plan)
    the_plan_runs(marisol_at_home)
    say_yes(marisol_at_home, plan, step=1)
    release(prescriber, ref, plan, 1, "She feels steady and asked to begin.")

    the_board_is_open(nurse)
    marisol_at_home.go("/today/")
    marisol_at_home.look("today-first-step")
    check_in(marisol_at_home, BAD_NIGHT, NO_FLUIDS)
    she_is_told_who_answers(marisol_at_home)
    the_alert_arrives_without_reload(nurse)
    she_waits_on_today(marisol_at_home)
    the_nurse_takes_it_on_and_holds(nurse, ref)
    she_sees_the_rest_without_reload(marisol_at_home)
    the_nurse_closes_it(nurse)
    the_record_shows_what_happened(nurse, ref)


def the_plan_runs(person: Visitor) -> None:
    person.go("/my-plan/")
    person.sees("Your path down, at your pace")
    person.sees("The next step needs your yes")
    person.look("my-plan-running")


def the_board_is_open(nurse: Visitor) -> None:
    nurse.go("/board/")
    nurse.look("board-before")
    expect(nurse.page.locator("[data-live-url]")).not_to_have_class(re.compile("stale"), timeout=SECONDS)
    expect(nurse.page.locator("#board")).not_to_contain_text("RED")
    nurse.mark_window()


def she_is_told_who_answers(person: Visitor) -> None:
    person.sees("You need somebody now")
    person.sees("Nadia Whitfield is on call and is being told.")
    person.look("check-in-done-urgent")


def the_alert_arrives_without_reload(nurse: Visitor) -> None:
    row = nurse.page.locator("#board li.arow.red", has_text="Marisol Vega")
    expect(row).to_be_visible(timeout=SECONDS)
    expect(row).to_contain_text("No fluids kept down for 24 hours")
    nurse.assert_not_reloaded()
    nurse.look("board-with-alert")
    nurse.assert_not_reloaded()


def she_waits_on_today(person: Visitor) -> None:
    person.go("/today/")
    expect(person.page.locator("#today")).not_to_contain_text("Resting here")
    person.mark_window()


def the_nurse_takes_it_on_and_holds(nurse: Visitor, ref: str) -> None:
    nurse.page.locator("#board li.arow.red", has_text="Marisol Vega").get_by_role("link").last.click()
    nurse.page.wait_for_url(re.compile("/alerts/"))
    nurse.look("alert")
    nurse.fill("What will you do now?", "Calling her now.")
    nurse.press("Take this on")
    nurse.sees("took it on")
    nurse.look("alert-taken-on")
    nurse.press("Hold the taper")
    nurse.sees("The taper is on hold.")
    nurse.look("alert-held")


def she_sees_the_rest_without_reload(person: Visitor) -> None:
    expect(person.page.locator("#today")).to_contain_text("Resting here", timeout=SECONDS)
    person.sees("Your taper is resting.")
    person.assert_not_reloaded()
    person.look("today-resting")
    person.go("/my-plan/")
    person.sees("Your taper rests.")
    person.look("my-plan-resting")


def the_nurse_closes_it(nurse: Visitor) -> None:
    nurse.fill("What was done?", "Called at 2:10. She drinks again and stays on this dose.")
    nurse.press("Close this alert")
    nurse.sees("Closed by")
    nurse.look("alert-closed")


def the_record_shows_what_happened(nurse: Visitor, ref: str) -> None:
    nurse.go(f"/patients/{ref}/")
    nurse.look("patient")
    nurse.go("/patients/")
    nurse.sees("Vega, Marisol")
    nurse.look("patients")
