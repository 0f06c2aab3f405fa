"""The form in which a person chooses the days of the check-in and the hour of a reminder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from glidepath_clinical.cadence import DEFAULT_WEEKDAYS

from glidepath.record.episodes.models import CheckInDays

WEEKDAYS = [(str(number + 1), name) for number, name in DAY_NAMES.items()]
NO_REMINDER = "none"
FEWEST = 2


class DaysForm(forms.Form):
    """At least two weekdays, and an hour or no reminder."""

    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On which days do you want your check-in?"),
        help_text=gettext_lazy("Two or three days a week are enough. Choose at least two."),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least two days.")},
    )
    remind_at_hour = forms.ChoiceField(
        label=gettext_lazy("Shall we remind you by e-mail?"),
        help_text=gettext_lazy("Only on days with a check-in, and only while it is not answered."),
        choices=[(NO_REMINDER, gettext_lazy("No reminder")), *((str(hour), f"{hour:02d}:00") for hour in range(6, 23))],
    )

    def clean_weekdays(self) -> list[int]:
        """The days as numbers. Fewer than two would look like silence."""
        days = [int(day) for day in self.cleaned_data["weekdays"]]
        if len(days) < FEWEST:
            raise forms.ValidationError(_("Choose at least two days."))
        return days

    def hour(self) -> int | None:
        """The hour of the reminder, None for none."""
        chosen = self.cleaned_data["remind_at_hour"]
        return None if chosen == NO_REMINDER else int(chosen)


def as_chosen(row: CheckInDays | None) -> dict[str, Any]:
    """What the form shows at first: the choice that counts now, or the usual days."""
    days = row.weekdays if row else sorted(DEFAULT_WEEKDAYS)
    hour = row.remind_at_hour if row else None
    return {"weekdays": [str(day) for day in days], "remind_at_hour": NO_REMINDER if hour is None else str(hour)}
