"""The questions of the daily check-in as pages show them: to be answered, and as they were answered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from glidepath.care.checkins.daily import SCALES, SIGNS
from glidepath.care.checkins.daily_form import SIGN_WORDS, DailyForm
from glidepath.record.agreements.queries import milestones_of
from glidepath.record.observations.models import CheckIn

ENDS = {
    "pain": (lambda: (_("No pain"), _("Worst pain you can imagine"))),
    "interference": (lambda: (_("Not at all"), _("Completely"))),
    "sleep": (lambda: (_("Very badly"), _("Very well"))),
    "mood": (lambda: (_("Very low"), _("Very good"))),
    "withdrawal": (lambda: (_("Not at all"), _("Very much"))),
}


def scale_rows(form: DailyForm) -> list[tuple[Any, str, str]]:
    """The 0–10 questions with the words of their ends."""
    return [(form[name], *ENDS[name]()) for name in SCALES]


def activity_of(patient_id: int) -> str:
    """The activity the check-in asks for first: the first milestone the person has named and not yet reached."""
    named = milestones_of(patient_id)
    return next((one.words for one in named if one.reached_on is None), "")


def daily_answers(entry: CheckIn) -> list[tuple[str, str, str, str]]:
    """Every question of a stored check-in with its answer in words; what was not said stays "not said".

    An answer that was corrected comes with the wrong one, which a page strikes through.
    """
    form = DailyForm(activity=entry.answers.get("activity_named") or "", caregiver=True)
    asked = [name for name in form.fields if name in entry.answers and name != "activity_named"]
    words = {name: str(form[name].label) for name in asked}
    words |= {name: str(SIGN_WORDS[name]) for name in SIGNS if name in entry.answers}
    wrong = _wrong(entry)
    return [(name, text, _shown(entry.answers.get(name)), wrong.get(name, "")) for name, text in words.items()]


def _wrong(entry: CheckIn) -> dict[str, str]:
    """The answers that this check-in corrected, as they stood."""
    before = entry.supersedes.answers if entry.supersedes else entry.answers
    return {name: _shown(value) for name, value in before.items() if value != entry.answers.get(name)}


def _shown(value: object) -> str:
    if value is None:
        return _("not said")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return {"yes": _("yes"), "no": _("no"), "partly": _("a part of it")}.get(str(value), str(value))
