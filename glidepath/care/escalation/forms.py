"""The forms on an alert's page and the help page."""

from __future__ import annotations

from datetime import date
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


class SnoozeForm(SeenForm):
    """Set an alert aside for a while, with a reason."""

    HOURS = {
        "ORANGE": [(1, _("1 hour")), (2, _("2 hours")), (4, _("4 hours"))],
        "YELLOW": [(24, _("1 day")), (72, _("3 days")), (168, _("1 week"))],
    }

    hours = forms.TypedChoiceField(label=_("For how long?"), coerce=int)
    reason = forms.CharField(
        label=_("Why can it wait?"),
        help_text=_("It opens again by itself at the end, and at once when something new is found."),
        max_length=300,
        error_messages={"required": _("Say why it can wait.")},
    )

    def __init__(self, *args: Any, urgency: str, **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: Any = self.fields["hours"]
        chosen.choices = self.HOURS.get(urgency, [])


class DoseForm(SeenForm):
    """A prescriber says that the present dose stands again, after signs of an overdose."""

    found = forms.CharField(
        label=_("What was found, and with whom did you speak?"),
        max_length=600,
        error_messages={"required": _("Say what was found before a dose is shown again.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    naloxone_until = forms.DateField(
        label=_("Naloxone is at home again, good until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the date on the naloxone. Without it no dose is shown again.")},
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_naloxone_until(self) -> date:
        """Naloxone that is past its date does not count."""
        until: date = self.cleaned_data["naloxone_until"]
        if until <= self.today:
            raise forms.ValidationError(_("This naloxone is past its date. It has to be replaced first."))
        return until


class CallMeForm(forms.Form):
    """Ask for a call; the id makes a doubled tap one request."""

    token = forms.UUIDField(widget=forms.HiddenInput)
