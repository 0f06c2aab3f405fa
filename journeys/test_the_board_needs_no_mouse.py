"""On the board the arrow keys go from one next action to the next, and the focus stays when the board is told anew."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from journeys.at_home import pause
from journeys.conftest import Clinic
from journeys.visiting import Visitor

# Waited for, because the board may be told anew between a key and a look at it.
HERE = "place => Array.from(document.querySelectorAll('[data-go]')).at(place) === document.activeElement"


def test_the_board_needs_no_mouse(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    names = {"lien": "Lien Tran", "georg": "Georg Huber"}
    for key in names:
        clinic.stage(key)
        person = seat(key, phone=True)
        person.go("/today/")
        pause(person, "I need a rest.")
    nurse = seat("nurse")
    nurse.go("/board/")
    for name in names.values():
        expect(nurse.page.locator("#board")).to_contain_text(name)
    nurse.page.locator("[data-go]").first.focus()
    for key, place in (("ArrowDown", 1), ("ArrowUp", 0), ("End", -1), ("Home", 0)):
        nurse.page.keyboard.press(key)
        nurse.page.wait_for_function(HERE, arg=place)
    nurse.page.keyboard.press("Enter")
    expect(nurse.page.locator("#board")).to_have_count(0)
