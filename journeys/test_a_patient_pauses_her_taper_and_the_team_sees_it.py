"""The person's own brake works at any hour, asks nobody, and shows on the team's board at once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from journeys.at_home import pause
from journeys.conftest import Clinic
from journeys.visiting import SECONDS, Visitor


def test_a_patient_pauses_her_taper_and_the_team_sees_it(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("amina")
    nurse, amina = seat("nurse"), seat("amina", phone=True)
    nurse.go("/board/")
    expect(nurse.page.locator("#board")).not_to_contain_text("Amina Yusuf")
    nurse.mark_window()

    amina.go("/today/")
    amina.look("today-running")
    pause(amina, "My daughter is ill. I need my strength now.")

    rows = nurse.page.locator("#board li.arow", has_text="Amina Yusuf")
    expect(rows).to_have_count(2, timeout=SECONDS)  # her pause, and the refill that it moves
    expect(rows.first).to_be_visible()
    nurse.assert_not_reloaded()
    nurse.look("board-with-pause")
    nurse.go(f"/patients/{ref}/")
    nurse.sees("My daughter is ill. I need my strength now.")
    nurse.look("patient-resting")
    amina.go("/today/")
    amina.sees("You asked for time.")
    amina.look("today-paused")
    amina.go("/progress/")
    amina.look("progress")
    amina.go("/who-looked/")
    amina.sees("Nadia Whitfield")
    amina.look("who-looked")
