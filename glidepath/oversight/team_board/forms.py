"""Booking a visit, and finding a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS = [
    ("starting", gettext_lazy("Starting visit")),
    ("before_step", gettext_lazy("Visit before a step")),
    ("follow_up", gettext_lazy("Follow-up")),
]
WAYS = [
    ("phone", gettext_lazy("Phone")),
    ("video", gettext_lazy("Video")),
    ("in_person", gettext_lazy("In person")),
]


class FindForm(forms.Form):
    """Parts of a name."""

    q = forms.CharField(
        label=gettext_lazy("Find a person"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class VisitForm(forms.Form):
    """A visit in the person's own time."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    kind = forms.ChoiceField(label=gettext_lazy("What for"), choices=KINDS)
    way = forms.ChoiceField(label=gettext_lazy("How"), choices=WAYS)
    with_user = forms.ChoiceField(label=gettext_lazy("With"))

    def __init__(self, *args: Any, team: list[Any], zone: str, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone, self.at = zone, at
        self.people = {str(member.user.public_id): member.user for member in team}
        self.fields["with_user"].choices = [(ref, user.name) for ref, user in self.people.items()]  # type: ignore[attr-defined]  a ChoiceField
        self.fields["time"].help_text = _("Time where the person lives: %(zone)s") % {"zone": zone}

    def clean(self) -> dict[str, Any]:
        """A day and a time that exist there and are still to come."""
        given = super().clean() or {}
        if given.get("on") and given.get("time"):
            starts_at = datetime.combine(given["on"], given["time"], ZoneInfo(self.zone))
            if starts_at.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(self.zone)).time() != given["time"]:
                self.add_error("time", _("This time does not exist on that day: the clocks change. Choose another."))
            elif starts_at <= self.at:
                self.add_error("on", _("This moment is past. Choose a day and time to come."))
            given["starts_at"] = starts_at
        return given

    def user(self) -> Any:
        """The staff member chosen."""
        return self.people[self.cleaned_data["with_user"]]


class SettleForm(forms.Form):
    """What became of a visit."""

    state = forms.ChoiceField(
        choices=[
            ("held", gettext_lazy("Held")),
            ("missed", gettext_lazy("Not held")),
            ("cancelled", gettext_lazy("Cancelled")),
        ]
    )
