"""The form in which a person, or the team for them, says which clock they live by."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glidepath.care.checkins.moments import known_zones

NO_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


class ZoneForm(forms.Form):
    """One zone, chosen by the name of a city or region."""

    zone = forms.ChoiceField(
        label=gettext_lazy("Your time zone"),
        help_text=gettext_lazy("Choose the city nearest to you that has your time."),
    )

    def __init__(self, *args: Any, at: datetime, **more: Any) -> None:
        """`at`: the moment whose local times stand beside the names."""
        super().__init__(*args, **more)
        self.fields["zone"].choices = places(at, str(self.initial.get("zone", "")))
        self.fields["zone"].error_messages["invalid_choice"] = _("Choose a time zone from the list.")


def places(at: datetime, always: str = "") -> list[tuple[str, str]]:
    """Every zone with a place in its name, with the time there now, by name; `always` is offered in any case."""
    named = {zone for zone in known_zones() if "/" in zone and not zone.startswith(NO_PLACES)} | {always} - {""}
    return [(zone, f"{zone.replace('_', ' ')} ({at.astimezone(ZoneInfo(zone)):%H:%M})") for zone in sorted(named)]
