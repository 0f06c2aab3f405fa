"""What the team does before a plan: import a record, settle what is really taken, fill the baseline."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from glidepath.demo.cast import ZONE
from glidepath.demo.named import NAMED
from glidepath.demo.person import Person
from glidepath.demo.record_file import record_file
from glidepath.foundation.clock import today
from journeys.visiting import Visitor

TEAM = ("Peter Okafor", "Farah Lindqvist")
# The questions of the baseline that keep a plan from running when nobody answered them.
SAFETY_QUESTIONS = 10


def marisol() -> Person:
    """The person of the whole story; the order in her file names no dose."""
    known = next(person for person in NAMED if person.key == "marisol")
    return replace(known, language="en", medicine=replace(known.medicine, order_has_dose=False))


def import_record(nurse: Visitor, person: Person) -> str:
    """The nurse uploads a FHIR file; returns how addresses name the person."""
    nurse.go("/import/")
    nurse.look("import")
    content = record_file(person, today(ZONE))
    nurse.page.get_by_label("FHIR R4 file").set_input_files(
        {"name": f"{person.key}.json", "mimeType": "application/json", "buffer": content}
    )
    for name in TEAM:
        nurse.page.get_by_label(name).check()
    nurse.page.get_by_role("button", name="Import").click()
    nurse.page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}/"))
    nurse.look("import-report")
    link = nurse.page.get_by_role("link", name=re.compile(f"^Open {person.given}")).get_attribute("href")
    found = re.search(r"/patients/([0-9a-f-]{36})/", link or "")
    assert found, f"the report does not lead to the person: {link}"
    return found[1]


def give_a_sign_in(nurse: Visitor, ref: str, email: str) -> None:
    """The nurse enters the person's address; the person gets a mail that names nothing."""
    nurse.go(f"/patients/{ref}/sign-in/")
    nurse.look("give-a-sign-in")
    nurse.fill("mail", email)
    nurse.press("Create the sign-in")
    nurse.page.wait_for_load_state()
    nurse.look("sign-in-given")


def settle_medicine(pharmacist: Visitor, ref: str, doses: dict[str, str], strengths: tuple[str, ...]) -> None:
    """The pharmacist asks what is really taken and enters it."""
    pharmacist.go(f"/patients/{ref}/medicines/")
    pharmacist.sees("Dose unknown: planning waits")
    pharmacist.look("medicines-unknown")
    pharmacist.press(re.compile("^Enter what is taken"))
    for time, dose in doses.items():
        pharmacist.fill(time.capitalize(), dose)
    pharmacist.fill("Ordered for a whole day, at most", str(sum(int(dose) for dose in doses.values())))
    pharmacist.choose("Strengths the pharmacy can supply", *(f"{strength} mg" for strength in strengths))
    pharmacist.choose("Who told you?", "The patient")
    pharmacist.look("what-is-taken")
    pharmacist.press("Save what is taken")
    pharmacist.sees("Really taken:")
    pharmacist.look("medicines-settled")


def fill_baseline(nurse: Visitor, ref: str) -> None:
    """The nurse asks part by part; each is saved on its own."""
    nurse.go(f"/patients/{ref}/baseline/")
    nurse.look("baseline-empty")
    for fill_part in (_feeling, _peg, _phq9, _gad7, _life, _safety, _naloxone):
        fill_part(nurse, ref)
        nurse.go(f"/patients/{ref}/baseline/")
    nurse.sees("Every part is done.")
    nurse.look("baseline-done")


def _open(nurse: Visitor, ref: str, part: str, shot: str) -> None:
    nurse.go(f"/patients/{ref}/{part}/")
    nurse.look(shot)


def _save(nurse: Visitor) -> None:
    here = nurse.page.url
    nurse.page.locator("main form button[type=submit], main form button:not([type])").last.click()
    nurse.page.wait_for_url(lambda url: url != here)


def _feeling(nurse: Visitor, ref: str) -> None:
    _open(nurse, ref, "baseline/feeling", "baseline-feeling")
    nurse.choose("Average pain in the last 7 days", "5")
    nurse.choose("How well did you sleep last night?", "6")
    _save(nurse)


def _scale(nurse: Visitor, ref: str, scale: str, value: str) -> None:
    _open(nurse, ref, f"answers/{scale}", f"scale-{scale}-by-phone")
    for group in nurse.page.locator("main form fieldset").all():
        answers = group.locator(f"input[type=radio][value='{value}']")
        if answers.count():
            answers.first.check()
    if nurse.page.get_by_label("How do you know?").count():
        nurse.page.get_by_label("How do you know?").first.check()
    _save(nurse)


def _peg(nurse: Visitor, ref: str) -> None:
    _scale(nurse, ref, "peg", "5")


def _phq9(nurse: Visitor, ref: str) -> None:
    _scale(nurse, ref, "phq9", "0")


def _gad7(nurse: Visitor, ref: str) -> None:
    _scale(nurse, ref, "gad7", "1")


def _life(nurse: Visitor, ref: str) -> None:
    _open(nurse, ref, "baseline/life", "baseline-life")
    nurse.fill("What do you want to be able to do?", "Dance at my granddaughter's wedding.")
    nurse.choose("Language for talking and reading", "English")
    nurse.choose("Is there somebody who helps you at home?", "No")
    nurse.choose("How do you get to the clinic?", "By myself")
    nurse.choose("What do you have at home?", "Smartphone")
    nurse.fill("Whom may we call in an emergency?", "Luz Vega, 555-0111")
    _save(nurse)


def _safety(nurse: Visitor, ref: str) -> None:
    _open(nurse, ref, "baseline/person", "baseline-safety")
    answers = nurse.page.get_by_label("No", exact=True)
    assert answers.count() == SAFETY_QUESTIONS
    for answer in answers.all():
        answer.check()
    _save(nurse)


def _naloxone(nurse: Visitor, ref: str) -> None:
    _open(nurse, ref, "baseline/naloxone", "baseline-naloxone")
    nurse.choose("Is naloxone at home?", "Yes")
    nurse.fill("Good until", (today(ZONE) + timedelta(days=400)).isoformat())
    nurse.fill("Who at home knows how to use it?", "Luz")
    _save(nurse)
