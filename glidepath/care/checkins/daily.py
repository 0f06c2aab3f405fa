"""The daily check-in as data: its questions, and what an answer may be. No other code knows these limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

FORM_VERSION = "daily-1"
SCALES = ("pain", "interference", "sleep", "mood", "withdrawal")
SIGNS = ("hard_to_wake_or_slow_breathing", "no_fluids_24h", "fall", "constipation_3d")
COUNTS = {"extra_doses": 50, "days_of_tablets_left": 400}
TAKEN = ("yes", "no")
LONGEST_TEXT = 200
KEYS = (*SCALES, "taken_as_planned", "accomplished", *SIGNS, "want_call", *COUNTS)

# With one of these the check-in is taken as it is: nobody in danger is asked to fill in the rest first.
CANNOT_WAIT = ("hard_to_wake_or_slow_breathing", "no_fluids_24h", "fall", "want_call")


class AnswersRefused(ValueError):
    """Answers that cannot be right; `problems` says for each question what is wrong and how to mend it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))
        self.problems = dict(problems)


def read_answers(given: Mapping[str, Any]) -> dict[str, Any]:
    """Every key of the form, each answered or None ("I would rather not say", or not asked).

    Raises AnswersRefused naming every question that is wrong, so that nothing has to be found twice.
    """
    problems = {name: _("This form has no such question.") for name in given if name not in KEYS}
    answers: dict[str, Any] = {}
    for name in KEYS:
        try:
            answers[name] = _one(name, given.get(name))
        except ValueError as wrong:
            problems[name] = str(wrong)
    if problems:
        raise AnswersRefused(problems)
    return answers


def _one(name: str, value: Any) -> Any:
    if value is None:
        return False if name == "want_call" else None
    if name in SCALES:
        return _whole(value, 10)
    if name in COUNTS:
        return _whole(value, COUNTS[name])
    if name == "accomplished":
        return _text(value)
    if name == "taken_as_planned":
        return _one_of(value, TAKEN)
    return _yes_or_no(value)


def _whole(value: Any, highest: int) -> int:
    if type(value) is not int or not 0 <= value <= highest:
        raise ValueError(_("Give a whole number from 0 to %(highest)s.") % {"highest": highest})
    return value


def _text(value: Any) -> str | None:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError(_("Use at most %(longest)s letters.") % {"longest": LONGEST_TEXT})
    return value.strip() or None


def _one_of(value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(_("Choose one of the answers."))
    return str(value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("Choose yes or no."))
    return value


def needs_help_now(answers: Mapping[str, Any]) -> bool:
    """An answer after which the page first says what to do now."""
    return any(answers.get(name) is True for name in ("hard_to_wake_or_slow_breathing", "no_fluids_24h"))
