"""The form of the daily check-in. It starts with what matters to the person, and asks more only where it must.

A page without style sheets shows every question; the follow-up questions are hidden by the style sheet until the
answer above calls for them (`branch` in the template). What is typed there is kept either way.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from glidepath_clinical.red_flags.crisis_text import crisis_phrase

from glidepath.care.checkins.daily import CANNOT_WAIT, CHOICES, COUNTS, SCALES, SIGNS, TEXTS
from glidepath.care.checkins.forms import DECLINE, NONE_OF_THESE, RATHER_NOT, SentForm, count, zero_to_ten

SIGN_WORDS = {
    "hard_to_wake_or_slow_breathing": gettext_lazy(
        "I was very hard to wake, or my breathing was slow, or my lips were blue"
    ),
    "naloxone_used": gettext_lazy("Somebody gave me naloxone"),
    "seizure_or_confusion": gettext_lazy("A seizure, or I was very confused, or saw things that were not there"),
    "chest_pain_or_fainting": gettext_lazy("Chest pain, or I fainted"),
    "no_fluids_24h": gettext_lazy("I could not keep any drink down for 24 hours"),
    "fall": gettext_lazy("I fell"),
    "emergency_visit": gettext_lazy("I was in an emergency room or in hospital"),
    "not_safe": gettext_lazy("I am not safe where I am, or somebody hurts me"),
    "constipation_3d": gettext_lazy("No bowel movement for 3 days or more"),
}


class DailyForm(SentForm):
    """The daily check-in, on one page. `local_on` and the rest of the moment come from the operation."""

    activity_named = forms.CharField(required=False, max_length=TEXTS["activity_named"], widget=forms.HiddenInput)
    activity = forms.ChoiceField(
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("partly", gettext_lazy("A part of it")),
            ("no", gettext_lazy("Not today")),
            (DECLINE, RATHER_NOT),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    accomplished = forms.CharField(
        label=gettext_lazy("What did you manage today that matters to you?"),
        help_text=gettext_lazy("A few words are enough. You can leave this empty."),
        required=False,
        max_length=TEXTS["accomplished"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pain = zero_to_ten(gettext_lazy("How strong has your pain been today, on average?"))
    interference = zero_to_ten(gettext_lazy("How much has pain got in your way today?"))
    sleep = zero_to_ten(gettext_lazy("How well did you sleep last night?"))
    sleep_hours = count(
        gettext_lazy("How many hours did you sleep?"),
        gettext_lazy("About, in whole hours. You can leave this empty."),
        COUNTS["sleep_hours"],
    )
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
    days_not_taken = count(
        gettext_lazy("For how many days in a row have you not taken it at all?"),
        gettext_lazy("After some days without it, your old dose can be too strong. Call us before you take it again."),
        COUNTS["days_not_taken"],
    )
    signs = forms.MultipleChoiceField(
        label=gettext_lazy("Has any of this happened in the last 24 hours?"),
        help_text=gettext_lazy("Tick all that fit."),
        choices=[
            *SIGN_WORDS.items(),
            (NONE_OF_THESE, gettext_lazy("None of these")),
            (DECLINE, RATHER_NOT),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days_without_bowel_movement = count(
        gettext_lazy("How many days without a bowel movement?"),
        gettext_lazy("You can leave this empty if you do not know."),
        COUNTS["days_without_bowel_movement"],
    )
    days_of_tablets_left = count(
        gettext_lazy("For how many more days do you have tablets at home?"),
        gettext_lazy("You can leave this empty if you do not know."),
        COUNTS["days_of_tablets_left"],
    )
    free_text = forms.CharField(
        label=gettext_lazy("Anything else we should know?"),
        help_text=gettext_lazy("Your team reads this. You can leave it empty."),
        required=False,
        max_length=TEXTS["free_text"],
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    caregiver_worried = forms.BooleanField(label=gettext_lazy("I am worried about them"), required=False)
    want_call = forms.BooleanField(label=gettext_lazy("Please call me today"), required=False)

    def __init__(
        self, *args: Any, activity: str = "", caregiver: bool = False, left_open: bool = False, **more: Any
    ) -> None:
        """`left_open`: the person is no longer at the page, so nothing is asked for again."""
        super().__init__(*args, **more)
        self.left_open = left_open
        if activity:
            self.fields["activity_named"].initial = activity[: TEXTS["activity_named"]]
            self.fields["activity"].label = _("%(activity)s: did you manage it today?") % {"activity": activity}
        else:
            del self.fields["activity_named"], self.fields["activity"]
        if caregiver:  # whether the person is safe at home is never asked through somebody at home
            offered = self.fields["signs"].choices
            self.fields["signs"].choices = [(name, words) for name, words in offered if name != "not_safe"]
        else:
            del self.fields["caregiver_worried"]

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, except from somebody who needs us now."""
        given = super().clean() or {}
        urgent = any(name in CANNOT_WAIT for name in given.get("signs", ())) or _words_of_crisis(given)
        if not (self.left_open or urgent or given.get("want_call") or given.get("caregiver_worried")):
            for name in (*SCALES, "taken_as_planned", "signs"):
                if name in given and not given[name]:
                    self.add_error(name, _missing(name))
        return given

    def answers(self) -> dict[str, Any]:
        """The answers as the check-in stores them; None where the person would rather not say."""
        given = self.cleaned_data
        scales = {name: _number(given[name]) for name in SCALES}
        chosen = {name: given.get(name) if given.get(name) in allowed else None for name, allowed in CHOICES.items()}
        told = {name: given.get(name) or None for name in TEXTS}
        worried = {"caregiver_worried": given["caregiver_worried"]} if "caregiver_worried" in given else {}
        counts = {name: given[name] for name in COUNTS}
        offered = [name for name, _words in self.fields["signs"].choices]
        signs = _signs(given["signs"], offered)
        return {**scales, **chosen, **told, **counts, **signs, **worried, "want_call": given["want_call"]}


def _words_of_crisis(given: dict[str, Any]) -> bool:
    """Words of somebody who may not be safe: they are taken as they are, whatever else was left empty."""
    return any(crisis_phrase(given.get(name) or "") for name in TEXTS)


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


def _signs(ticked: list[str], offered: list[str]) -> dict[str, bool | None]:
    """A tick is a yes. No tick is a no only when the person said "none of these" or ticked something else."""
    told = [name for name in ticked if name in SIGNS]
    knows = bool(told) or NONE_OF_THESE in ticked
    return {name: True if name in told else (False if knows and name in offered else None) for name in SIGNS}
