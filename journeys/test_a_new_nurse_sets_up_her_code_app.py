"""A staff member without a second factor reaches nothing before she has one."""

from __future__ import annotations

import re
from collections.abc import Callable

from journeys.conftest import Clinic
from journeys.visiting import CodeApp, Visitor


def test_a_new_nurse_sets_up_her_code_app(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    nurse = seat(None)
    door = clinic.doors["newcomer"]
    nurse.page.goto("/accounts/login/")
    nurse.page.get_by_label("Email").fill(door["email"])
    nurse.page.get_by_label("Password").fill(door["password"])
    nurse.page.get_by_role("button", name="Sign in", exact=True).click()
    nurse.look("second-factor-missing")
    nurse.page.goto("/board/")
    assert "/board/" not in nurse.page.url, "the board opened without a second factor"
    nurse.page.get_by_role("link", name="Set up").first.click()
    nurse.look("confirm-it-is-you")
    nurse.page.get_by_label("Password").fill(door["password"])
    nurse.page.get_by_role("button", name="Confirm").click()
    nurse.page.get_by_text("I cannot scan it").click()
    nurse.look("set-up-a-code-app")
    shown = nurse.page.locator("main").inner_text()
    secret = re.search(r"\b[A-Z2-7]{32}\b", shown)
    assert secret, f"no secret to type into a code app on the page:\n{shown}"
    nurse.type_code(CodeApp(secret[0]))
    nurse.look("recovery-codes")
    nurse.go("/board/")
