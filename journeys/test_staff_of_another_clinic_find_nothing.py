"""Whoever works elsewhere sees that a page does not exist, whatever address is typed."""

from __future__ import annotations

from collections.abc import Callable

from journeys.conftest import Clinic
from journeys.visiting import Visitor

PAGES = ("", "medicines/", "baseline/", "baseline/feeling/", "check-in/", "cows/", "answers/peg/", "sign-in/")


def test_staff_of_another_clinic_find_nothing(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("amina")
    outsider = seat("outsider")
    for page in PAGES:
        answer = outsider.page.goto(f"/patients/{ref}/{page}")
        assert answer is not None and answer.status == 404, f"/patients/…/{page} answered {answer}"
        assert "Amina" not in outsider.page.content()
    outsider.look("not-found")
    outsider.go("/patients/")
    outsider.page.get_by_role("searchbox", name="Find a person").fill("Amina")
    outsider.page.get_by_role("button", name="Find").click()
    outsider.sees("Nobody by that name")
    outsider.look("patients-nobody")
    outsider.go("/board/")
    outsider.sees("Nobody needs you now")
    outsider.look("board-empty")


def test_a_patient_reaches_no_page_of_the_team(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("amina")
    amina = seat("amina", phone=True)
    for address in (
        "/board/",
        "/patients/",
        "/import/",
        "/review/",
        f"/patients/{ref}/",
        f"/patients/{ref}/medicines/",
    ):
        answer = amina.page.goto(address)
        assert answer is not None and answer.status in (403, 404), f"{address} answered {answer}"
    amina.look("not-allowed")
