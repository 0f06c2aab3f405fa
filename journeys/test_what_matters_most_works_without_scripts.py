"""Check-in, plan, pause and help need no script: an old phone, a blocked download, a broken line."""

from __future__ import annotations

import re
from collections.abc import Callable

from journeys.at_home import BAD_NIGHT, NO_FLUIDS, check_in, pause
from journeys.conftest import Clinic
from journeys.visiting import Visitor


def test_what_matters_most_works_without_scripts(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    clinic.stage("samuel")
    samuel = seat("samuel", phone=True, java_script_enabled=False)
    samuel.go("/today/")
    samuel.sees("Your tablets today")
    samuel.go("/my-plan/")
    samuel.sees("Step by step")
    check_in(samuel, BAD_NIGHT, NO_FLUIDS)
    samuel.sees("You need somebody now")
    pause(samuel)
    samuel.press("I need help now")
    samuel.sees("Call 911")
    samuel.press("Ask my team to call me")
    samuel.sees(re.compile("call", re.IGNORECASE))


def test_a_check_in_with_a_gap_says_what_is_missing_without_scripts(
    clinic: Clinic, seat: Callable[..., Visitor]
) -> None:
    clinic.stage("samuel")
    samuel = seat("samuel", phone=True, java_script_enabled=False)
    samuel.go("/check-in/")
    samuel.page.locator("input[name=pain][value='4']").check(force=True)
    samuel.press("Send my check-in")
    samuel.sees("Sleep: choose a number, or “I would rather not say”.")
    assert samuel.page.locator("input[name=pain][value='4']").is_checked(), "the answer that was given got lost"
