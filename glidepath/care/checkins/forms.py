"""The forms people fill in. Nothing is chosen beforehand, and "I would rather not say" is always an answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glidepath.care.checkins.daily import CANNOT_WAIT, COUNTS, LONGEST_TEXT, SCALES, SIGNS

DECLINE = "skip"
NONE_OF_THESE = "none"
RATHER_NOT = gettext_lazy("I would rather not say")
NOT_RATED = gettext_lazy("Could not be rated")
ZERO_TO_TEN = [*((str(n), str(n)) for n in range(11)), (DECLINE, RATHER_NOT)]
MISSING = gettext_lazy("Choose an answer, or “I would rather not say”.")


class MomentField(forms.Field):
    """A moment with its zone, such as 2027-03-01T07:30:00-07:00. Without a zone it could mean any hour: refused."""

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise forms.ValidationError(_("Give the time with its zone, such as 2027-03-01T07:30:00-07:00."))
        return moment


class SentForm(forms.Form):
    """What every form carries: an id made when the page was opened, so that sending twice counts once.

    `answered_at` and `zone` are filled in by a phone that kept the answers while it was offline.
    """

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    answered_at = MomentField(required=False, widget=forms.HiddenInput)
    zone = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    use_required_attribute = False
    used_up = False  # set when the id was used before; the page then gets a new one


def zero_to_ten(question: Any) -> forms.ChoiceField:
    """One 0–10 question."""
    return forms.ChoiceField(label=question, choices=ZERO_TO_TEN, widget=forms.RadioSelect, required=False)


def count(question: Any, help_text: Any, highest: int) -> forms.IntegerField:
    """A whole number nobody has to give."""
    return forms.IntegerField(
        label=question,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=highest,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-auto"}),
    )


class DailyForm(SentForm):
    """The daily check-in, on one page. `local_on` and the rest of the moment come from the operation."""

    accomplished = forms.CharField(
        label=gettext_lazy("What did you manage today that matters to you?"),
        help_text=gettext_lazy("A few words are enough. You can leave this empty."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pain = zero_to_ten(gettext_lazy("How strong has your pain been today, on average?"))
    interference = zero_to_ten(gettext_lazy("How much has pain got in your way today?"))
    sleep = zero_to_ten(gettext_lazy("How well did you sleep last night?"))
    mood = zero_to_ten(gettext_lazy("How is your mood today?"))
    withdrawal = zero_to_ten(gettext_lazy("How much does withdrawal bother you today?"))
    taken_as_planned = forms.ChoiceField(
        label=gettext_lazy("Have you taken your medicine as planned since yesterday?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, it was different")), (DECLINE, RATHER_NOT)],
        widget=forms.RadioSelect,
        required=False,
    )
    extra_doses = count(
        gettext_lazy("How many extra doses since yesterday?"),
        gettext_lazy("You can leave this empty. Nobody will blame you: it tells us when a step was too big."),
        COUNTS["extra_doses"],
    )
    signs = forms.MultipleChoiceField(
        label=gettext_lazy("Has any of this happened in the last 24 hours?"),
        help_text=gettext_lazy("Tick all that fit."),
        choices=[
            (
                "hard_to_wake_or_slow_breathing",
                gettext_lazy("I was very hard to wake, or my breathing was slow, or my lips were blue"),
            ),
            ("no_fluids_24h", gettext_lazy("I could not keep any drink down for 24 hours")),
            ("fall", gettext_lazy("I fell")),
            ("constipation_3d", gettext_lazy("No bowel movement for 3 days or more")),
            (NONE_OF_THESE, gettext_lazy("None of these")),
            (DECLINE, RATHER_NOT),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days_of_tablets_left = count(
        gettext_lazy("For how many more days do you have tablets at home?"),
        gettext_lazy("You can leave this empty if you do not know."),
        COUNTS["days_of_tablets_left"],
    )
    want_call = forms.BooleanField(label=gettext_lazy("Please call me today"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, except from somebody who needs us now."""
        given = super().clean() or {}
        if not any(name in CANNOT_WAIT for name in given.get("signs", ())) and not given.get("want_call"):
            for name in (*SCALES, "taken_as_planned", "signs"):
                if name in given and not given[name]:
                    self.add_error(name, _missing(name))
        return given

    def answers(self) -> dict[str, Any]:
        """The answers as the check-in stores them; None where the person would rather not say."""
        given = self.cleaned_data
        scales = {name: _number(given[name]) for name in SCALES}
        counts = {name: given[name] for name in COUNTS}
        taken = given["taken_as_planned"]
        return {
            **scales,
            **counts,
            **_signs(given["signs"]),
            "taken_as_planned": taken if taken in ("yes", "no") else None,
            "accomplished": given["accomplished"] or None,
            "want_call": given["want_call"],
        }


def _missing(name: str) -> str:
    words = {
        "pain": _("Pain: choose a number, or “I would rather not say”."),
        "interference": _("Pain in your way: choose a number, or “I would rather not say”."),
        "sleep": _("Sleep: choose a number, or “I would rather not say”."),
        "mood": _("Mood: choose a number, or “I would rather not say”."),
        "withdrawal": _("Withdrawal: choose a number, or “I would rather not say”."),
        "taken_as_planned": _("Medicine as planned: choose an answer, or “I would rather not say”."),
        "signs": _("The last 24 hours: tick what fits, or “None of these”, or “I would rather not say”."),
    }
    return words[name]


def _number(text: str) -> int | None:
    return int(text) if text and text != DECLINE else None


def _signs(ticked: list[str]) -> dict[str, bool | None]:
    """A tick is a yes. No tick is a no only when the person said "none of these" or ticked something else."""
    told = [name for name in ticked if name in SIGNS]
    knows = bool(told) or NONE_OF_THESE in ticked
    return {name: True if name in told else (False if knows else None) for name in SIGNS}


class ScreenForm(forms.Form):
    """What a clinician found in a suicide-risk screen with the person."""

    result = forms.ChoiceField(
        label=gettext_lazy("Result of the screen"),
        choices=[
            ("none", gettext_lazy("No risk found")),
            ("low", gettext_lazy("Low")),
            ("moderate", gettext_lazy("Moderate")),
            ("high", gettext_lazy("High: intent, a plan, or recent behaviour")),
        ],
        widget=forms.RadioSelect,
    )
    tool = forms.ChoiceField(
        label=gettext_lazy("How it was found"),
        choices=[
            ("c-ssrs screener", gettext_lazy("Columbia (C-SSRS) screener")),
            ("clinical assessment", gettext_lazy("My own clinical assessment")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("What was agreed for safety"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
