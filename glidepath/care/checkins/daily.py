"""The daily check-in as data: its questions, and what an answer may be. No other code knows these limits.

Answer keys, and the value each may have besides None ("I would rather not say", or not asked):

    activity_named        text: the activity that matters to the person, in the words the question showed
    activity              "yes", "partly" or "no": whether it was managed today
    accomplished          text: what was managed, in own words
    pain, interference, sleep, mood, withdrawal
                          0 to 10; sleep and mood: higher is better
    sleep_hours           0 to 24, whole hours slept last night
    taken_as_planned      "yes" or "no"
    extra_doses           0 to 50 doses beyond the plan since yesterday
    days_not_taken        0 to 60 days in a row without the medicine
    days_of_tablets_left  0 to 400 days
    hard_to_wake_or_slow_breathing, naloxone_used, seizure_or_confusion, chest_pain_or_fainting,
    no_fluids_24h, fall, emergency_visit, not_safe, constipation_3d
                          True or False: it happened in the last 24 hours
    days_without_bowel_movement
                          0 to 60 days
    caregiver_worried     True or False; only a caregiver is asked
    free_text             text: anything else, in own words
    want_call             True or False, never None

A key that its form version did not ask is not stored; a key that was asked and not answered is stored as None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

FORM_VERSION: Final = "daily-2"
SCALES: Final = ("pain", "interference", "sleep", "mood", "withdrawal")
SIGNS: Final = (
    "hard_to_wake_or_slow_breathing",
    "naloxone_used",
    "seizure_or_confusion",
    "chest_pain_or_fainting",
    "no_fluids_24h",
    "fall",
    "emergency_visit",
    "not_safe",
    "constipation_3d",
)
COUNTS: Final = {
    "sleep_hours": 24,
    "extra_doses": 50,
    "days_not_taken": 60,
    "days_of_tablets_left": 400,
    "days_without_bowel_movement": 60,
}
CHOICES: Final = {"activity": ("yes", "partly", "no"), "taken_as_planned": ("yes", "no")}
TEXTS: Final = {"activity_named": 200, "accomplished": 200, "free_text": 600}
YES_OR_NO: Final = (*SIGNS, "caregiver_worried", "want_call")
KEYS: Final = (*TEXTS, *CHOICES, *SCALES, *COUNTS, *YES_OR_NO)

# What each version of the form asks. A phone that was offline may still send an older one.
_FIRST: Final = (
    *SCALES, "taken_as_planned", "accomplished", "hard_to_wake_or_slow_breathing", "no_fluids_24h", "fall",
    "constipation_3d", "want_call", "extra_doses", "days_of_tablets_left",
)  # fmt: skip
ASKED_BY: Final[Mapping[str, tuple[str, ...]]] = {"daily-1": _FIRST, FORM_VERSION: KEYS}

# With one of these the check-in is taken as it is: nobody in danger is asked to fill in the rest first.
CANNOT_WAIT: Final = (*SIGNS[:8], "caregiver_worried", "want_call")
CALL_FOR_HELP: Final = (
    "hard_to_wake_or_slow_breathing",
    "naloxone_used",
    "seizure_or_confusion",
    "chest_pain_or_fainting",
)
NEEDS_HELP_NOW: Final = (*CALL_FOR_HELP, "no_fluids_24h", "not_safe")


class AnswersRefused(ValueError):
    """Answers that cannot be right; `problems` says for each question what is wrong and how to mend it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))
        self.problems = dict(problems)


def read_answers(
    given: Mapping[str, Any], form_version: str = FORM_VERSION, informant: str = "patient"
) -> dict[str, Any]:
    """Every key of the form, each answered or None ("I would rather not say", or not asked).

    Raises AnswersRefused naming every question that is wrong, so that nothing has to be found twice, and the form
    itself when nobody here knows its version.
    """
    if form_version not in ASKED_BY:
        words = _("This form is not known here. Known forms: %(known)s.")
        raise AnswersRefused({"form_version": words % {"known": ", ".join(ASKED_BY)}})
    asked = [name for name in ASKED_BY[form_version] if name != "caregiver_worried" or informant == "caregiver"]
    problems = {name: _("This form has no such question.") for name in given if name not in asked}
    answers: dict[str, Any] = {}
    for name in asked:
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
    if name in TEXTS:
        return _text(value, TEXTS[name])
    if name in CHOICES:
        return _one_of(value, CHOICES[name])
    return _yes_or_no(value)


def _whole(value: Any, highest: int) -> int:
    if type(value) is not int or not 0 <= value <= highest:
        raise ValueError(_("Give a whole number from 0 to %(highest)s.") % {"highest": highest})
    return value


def _text(value: Any, longest: int) -> str | None:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError(_("Use at most %(longest)s letters.") % {"longest": longest})
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
    return any(answers.get(name) is True for name in NEEDS_HELP_NOW)
