"""What is compared: the medicine, where it leads, the first day, published paces and one of the clinic's own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from glidepath.care.intake.addresses import key_of
from glidepath.care.tapering.forms import BASES, GOAL_FIELDS, GOALS, day_field
from glidepath.record.medications.models import Regimen

FEWEST, MOST = 2, 4
STARTING = {"percent": "10", "basis": "original", "every_days": "28", "own": "yes"}
"""Where the slider stands when the page opens: CDC 2022, about 10 % a month, of the first dose."""


class PacesForm(forms.Form):
    """The question of the page. It is read from the address, so that a comparison can be printed and gone back to.

    In the address a medicine stands by its key; `cleaned_data` holds its name.
    """

    medicine = forms.ChoiceField(
        label=_("Medicine to reduce"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the medicine to reduce.")},
    )
    goal = forms.ChoiceField(
        label=_("Goal"),
        choices=GOALS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where the plan leads.")},
    )
    goal_amount = forms.DecimalField(
        label=_("How much"),
        required=False,
        min_value=Decimal("0.0001"),
        max_digits=9,
        decimal_places=3,
        help_text=_("Only for a goal other than stopping."),
    )
    starts_on = day_field(_("First change on"))
    framework = forms.MultipleChoiceField(
        label=_("Published paces to lay side by side"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Two to four in all, with your own."),
    )
    own = forms.ChoiceField(
        label=_("Show it beside the others"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    percent = forms.DecimalField(
        label=_("Less at each step, in percent"),
        min_value=Decimal("0.5"),
        max_value=Decimal(50),
        max_digits=4,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.5", "data-slider": "1 30 0.5"}),
    )
    basis = forms.ChoiceField(label=_("The percentage is"), choices=BASES, widget=forms.RadioSelect)
    every_days = forms.IntegerField(
        label=_("Days between steps"),
        min_value=1,
        max_value=182,
        widget=forms.NumberInput(attrs={"data-slider": "7 84 7"}),
    )

    def __init__(self, asked: QueryDict, *, regimens: Sequence[Regimen], published: Sequence[tuple[str, str]]) -> None:
        super().__init__(_filled(asked, regimens, published) if asked else None, initial=_opening(regimens, published))
        self.names = {key_of(row.product): row.product for row in regimens}
        self.fields["medicine"].choices = list(self.names.items())
        self.fields["framework"].choices = list(published)

    def clean(self) -> dict[str, Any]:
        """A goal other than stopping needs its number; there are two to four paces."""
        chosen = super().clean() or {}
        chosen["product"] = self.names.get(chosen.get("medicine", ""), "")
        if chosen.get("goal") in GOAL_FIELDS and chosen.get("goal_amount") is None and "goal_amount" not in self.errors:
            self.add_error("goal_amount", _("Write how much, or choose to stop the medicine."))
        count = len(chosen.get("framework", ())) + (chosen.get("own") == "yes")
        if "framework" not in self.errors and not FEWEST <= count <= MOST:
            self.add_error("framework", _("Lay two to four paces side by side, your own counted."))
        return chosen


def _opening(regimens: Sequence[Regimen], published: Sequence[tuple[str, str]]) -> dict[str, Any]:
    only = {"medicine": key_of(regimens[0].product)} if len(regimens) == 1 else {}
    return {**STARTING, **only, "framework": [key for key, _name in published[: MOST - 1]]}


def _filled(asked: QueryDict, regimens: Sequence[Regimen], published: Sequence[tuple[str, str]]) -> QueryDict:
    """A link may name only part of the question; what it leaves out is as when the page opens."""
    full = asked.copy()
    for name, value in _opening(regimens, published).items():
        if name not in full and (name != "framework" or "own" not in asked):
            full.setlist(name, value if isinstance(value, list) else [value])
    return full
