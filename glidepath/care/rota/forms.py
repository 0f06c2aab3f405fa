"""Planning shifts in the clinic's own time, giving one to somebody else, and the word to the next person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glidepath.care.rota.wording import RANKS

WEEKDAY_CHOICES = list(WEEKDAYS.items())
EVERY_DAY = [number for number, _word in WEEKDAY_CHOICES]


class PersonForm(forms.Form):
    """A form that asks for one of the clinic's people."""

    user = forms.ChoiceField(label=gettext_lazy("Who"))

    def __init__(self, *args: Any, staff: Sequence[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {str(user.public_id): user for user in staff}
        chosen: Any = self.fields["user"]
        chosen.choices = [("", _("Choose a person"))] + [(ref, user.name) for ref, user in self.people.items()]

    def person(self) -> Any:
        """The staff member chosen."""
        return self.people[self.cleaned_data["user"]]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class PlanForm(PersonForm):
    """The same hours on several days."""

    first = _day(gettext_lazy("First day"))
    last = _day(gettext_lazy("Last day"))
    begins = _time(gettext_lazy("From"))
    ends = _time(gettext_lazy("To"))
    rank = forms.TypedChoiceField(label=gettext_lazy("Called as"), choices=RANKS, coerce=int)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days"),
        choices=WEEKDAY_CHOICES,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one day of the week.")},
    )

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["begins"].help_text = _("Time of the clinic: %(zone)s") % {"zone": zone}
        self.fields["ends"].help_text = _("An hour not later than the start is the next day's.")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("The last day is before the first one."))
        return given

    def days(self) -> list[date]:
        """The local days on which a shift begins."""
        given = self.cleaned_data
        first, length = given["first"], min((given["last"] - given["first"]).days + 1, 1000)
        return [
            day for number in range(length) if (day := first + timedelta(days=number)).weekday() in given["weekdays"]
        ]


class GiveForm(PersonForm):
    """Who takes a shift instead."""


class HandOverForm(PersonForm):
    """What the next person must know."""

    note = forms.CharField(
        label=gettext_lazy("What must they know?"),
        help_text=gettext_lazy("Who is waiting for what, what was agreed, what to look at first."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write what the next person must know.")},
    )
