"""The forms on an alert's page and the help page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SeenForm(forms.Form):
    """`seen` names the alert as it stood on the page, so that a click on an old page closes nothing new."""

    seen = forms.CharField(max_length=80, widget=forms.HiddenInput)


class TakeOnForm(SeenForm):
    """Take an alert on. RED asks for a few words, so that nobody silences one by reflex."""

    note = forms.CharField(
        label=_("Note for the team"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, red: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if red:
            words = self.fields["note"]
            words.required, words.label = True, _("What will you do now?")
            words.error_messages["required"] = _("Say in a few words what you will do now.")


class CloseForm(SeenForm):
    """Close an alert with what was done."""

    resolution = forms.CharField(
        label=_("What was done?"),
        help_text=_("Who spoke with the person, what was found, what was decided."),
        max_length=600,
        error_messages={"required": _("Say what was done before the alert is closed.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CallMeForm(forms.Form):
    """Ask for a call; the id makes a doubled tap one request."""

    token = forms.UUIDField(widget=forms.HiddenInput)
