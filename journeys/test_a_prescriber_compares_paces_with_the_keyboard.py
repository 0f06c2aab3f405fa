"""A prescriber lays paces side by side, moves the slider with the keys, and goes on with one of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from glidepath.demo.cast import ZONE
from glidepath.foundation.clock import today
from journeys.conftest import Clinic
from journeys.visiting import Visitor


def test_a_prescriber_compares_paces_with_the_keyboard(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    ref = clinic.stage("darnell")
    settle_anew(seat("pharmacist"), ref)
    prescriber = seat("prescriber")
    prescriber.go(f"/patients/{ref}/paces/")
    prescriber.sees("None of the paces is chosen for you.")
    prescriber.look("paces-empty")
    prescriber.choose("Goal", "Stop the medicine")
    prescriber.fill("First change on", (today(ZONE) + timedelta(days=7)).isoformat())
    prescriber.sees("Own pace: 10 % every 28 days")
    prescriber.look("paces-side-by-side")
    prescriber.mark_window()
    slider = prescriber.page.get_by_role("slider", name="Less at each step, in percent")
    slider.focus()
    for _ in range(10):
        prescriber.page.keyboard.press("ArrowRight")
    prescriber.sees("Own pace: 15 % every 28 days")
    assert slider.evaluate("one => one === document.activeElement"), "the slider lost the focus"
    prescriber.assert_not_reloaded()
    prescriber.page.get_by_role("link", name="Go on with A").click()
    prescriber.page.wait_for_url(re.compile("plan/propose/"))
    assert prescriber.page.get_by_label("VA slowest taper (years)").is_checked()
    assert prescriber.page.get_by_label("Stop the medicine").is_checked()
    prescriber.look("paces-to-proposal")


def settle_anew(pharmacist: Visitor, ref: str) -> None:
    """A step has begun, so the pharmacist enters again what is really taken."""
    pharmacist.go(f"/patients/{ref}/medicines/")
    pharmacist.press(re.compile("^Enter a change"))
    for time, dose in {"Morning": "60", "Noon": "30", "Evening": "60"}.items():
        pharmacist.fill(time, dose)
    pharmacist.fill("Ordered for a whole day, at most", "150")
    pharmacist.choose("Strengths the pharmacy can supply", "15 mg", "30 mg", "60 mg")
    pharmacist.choose("Who told you?", "The patient")
    pharmacist.press("Save what is taken")
    pharmacist.sees("Really taken:")
