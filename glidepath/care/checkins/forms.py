"""The forms people fill in. Nothing is chosen beforehand, and "I would rather not say" is always an answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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

    `answered_at`, `zone` and `form_version` are filled in by a phone that kept the answers while it was offline.
    """

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    answered_at = MomentField(required=False, widget=forms.HiddenInput)
    zone = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    form_version = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

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
