"""The forms on an alert's page and the help page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SeenForm(forms.Form):
    """`seen` names the alert as it stood on the page, so that a click on an old page closes nothing new."""

    seen = forms.CharField(max_length=80, widget=forms.HiddenInput)


class TakeOnForm(SeenForm):
    """Take an alert on."""

    note = forms.CharField(
        label=_("Note for the team"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


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
