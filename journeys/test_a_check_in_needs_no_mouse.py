"""The check-in is answered with the keyboard alone, and the focus is always to be seen."""

from __future__ import annotations

from collections.abc import Callable

from journeys.conftest import Clinic
from journeys.visiting import Visitor

LONGEST_WAY = 120  # presses of Tab before a page counts as a trap
FOCUS = """() => {
  const one = document.activeElement;
  const drawn = [one, one.matches('input') && one.nextElementSibling, one.closest('label')].filter(Boolean);
  const seen = drawn.map((part) => getComputedStyle(part)).some(
    (style) => (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none');
  return {name: one.name || '', value: one.value || '', type: one.type || one.tagName, seen,
    words: one.textContent.trim()};
}"""


def test_a_check_in_needs_no_mouse(clinic: Clinic, seat: Callable[..., Visitor]) -> None:
    clinic.stage("georg")
    georg = seat("georg")
    georg.go("/check-in/")
    answered = set()
    for _ in range(LONGEST_WAY):
        georg.page.keyboard.press("Tab")
        focus = georg.page.evaluate(FOCUS)
        assert focus["seen"], f"the focus is not to be seen on {focus}"
        if focus["words"] == "Send my check-in":
            georg.page.keyboard.press("Enter")
            break
        answer(georg, focus, answered)
    georg.sees("Your answers are here")
    assert {"pain", "interference", "sleep", "mood", "withdrawal", "taken_as_planned", "signs"} <= answered


def answer(person: Visitor, focus: dict[str, str], answered: set[str]) -> None:
    """Choose by keys: space on a radio button, arrows within the scale, space on "None of these"."""
    name = focus["name"]
    if focus["type"] == "radio" and name not in answered:
        person.page.keyboard.press("Space")
        if name != "taken_as_planned":
            person.page.keyboard.press("ArrowRight")
        answered.add(name)
    elif focus["type"] == "checkbox" and focus["value"] == "none":
        person.page.keyboard.press("Space")
        answered.add(name)
    elif name == "accomplished":
        person.page.keyboard.type("Fixed the gate")
