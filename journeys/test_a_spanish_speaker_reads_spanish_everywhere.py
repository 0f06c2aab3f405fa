"""A person who reads Spanish meets Spanish on every page of her own, dose words included."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from journeys.conftest import Clinic
from journeys.visiting import Visitor

PAGES = {
    "today": "/today/",
    "my-plan": "/my-plan/",
    "progress": "/progress/",
    "who-looked": "/who-looked/",
    "check-in": "/check-in/",
    "lesson": "/learn/",
    "pause": "/pause/",
    "help": "/help-now/",
    "milestones": "/my-plan/milestones/",
}
# Words of the frame and of doses that an English page would show.
ENGLISH = re.compile(r"\b(Today|My plan|Progress|Learn|tablet|Morning|Noon|Evening|Pause my taper|I need help now)\b")


@pytest.mark.parametrize("name", PAGES)
def test_a_spanish_speaker_reads_spanish_everywhere(name: str, clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    clinic.stage("lucia", language="es")
    lucia = seat("lucia", phone=True)
    lucia.go(PAGES[name])
    assert lucia.page.locator("html").get_attribute("lang") == "es"
    own_words = lucia.page.evaluate(
        """() => { const copy = document.body.cloneNode(true);
        copy.querySelectorAll('[lang=en], script').forEach((one) => one.remove());
        return copy.textContent; }"""
    )
    assert not ENGLISH.search(own_words), f"English on {PAGES[name]}: {ENGLISH.findall(own_words)}"
    lucia.look(f"es-{name}")
