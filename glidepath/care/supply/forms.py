"""Forms about supply. One field for each strength of the plan; an empty one says nothing about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from glidepath_clinical.tapering.dispensing import UnitKey

from glidepath.care.supply.words import label_of
from glidepath.record.medications.supply import Amount

MOST_DAYS_PER_FILL = 90
OLDEST = timedelta(days=31)


def field_name(key: UnitKey) -> str:
    """The same name for a strength however the plan goes on: what was typed cannot land on another strength."""
    return f"n-{hashlib.sha256(key.text.encode()).hexdigest()[:12]}"


class AmountsForm(forms.Form):
    """So many of each strength on a local date. `halved` are the strengths of which halves may lie at home."""

    use_required_attribute = False
    on = forms.DateField(label=gettext_lazy("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(
        self, *args: Any, keys: Sequence[UnitKey], halved: Mapping[str, Sequence[str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.keys, self.halved, self.today = keys, halved, today
        for key in keys:
            self.fields[field_name(key)] = forms.DecimalField(
                label=label_of(key), required=False, min_value=0, max_digits=8, decimal_places=2
            )
            self.fields[field_name(key)].widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        self.order_fields([*(field_name(key) for key in keys), "on"])

    def clean_on(self) -> date:
        """A day that has been, and not long ago."""
        on: date = self.cleaned_data["on"]
        if not self.today - OLDEST <= on <= self.today:
            raise forms.ValidationError(_("Give today, or a day of the last month."))
        return on

    def clean(self) -> dict[str, Any]:
        """At least one number, and none that cannot be: part of a patch, half of what is never divided."""
        cleaned = super().clean() or {}
        for key in self.keys:
            given = cleaned.get(field_name(key))
            if given is not None:
                self._check(key, given)
        if not self.errors and not list(self._given()):
            self.add_error(None, _("Give at least one number."))
        return cleaned

    def _check(self, key: UnitKey, given: Decimal) -> None:
        if key.is_liquid or given % 1 == 0:
            return
        if not self._may_be_halved(key):
            self.add_error(field_name(key), _("Give a whole number."))
        elif given % Decimal("0.5") != 0:
            self.add_error(field_name(key), _("Give a whole number or a half, such as 7.5."))

    def _may_be_halved(self, key: UnitKey) -> bool:
        return key.strength in self.halved.get(key.product, ())

    def _given(self) -> Iterator[tuple[UnitKey, Decimal]]:
        for key in self.keys:
            given = self.cleaned_data.get(field_name(key))
            if given is not None:
                yield key, given

    def amounts(self) -> list[Amount]:
        """What was written down."""
        return [Amount(key.product, key.on_the_package, key.unit, given) for key, given in self._given()]


class CountForm(AmountsForm):
    """What is counted at home."""

    on = forms.DateField(
        label=gettext_lazy("Counted on"),
        help_text=gettext_lazy("Count what was there before the first dose of this day."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class DispenseForm(AmountsForm):
    """What the pharmacy handed out: nothing is handed out in halves."""

    on = forms.DateField(label=gettext_lazy("Handed out on"), widget=forms.DateInput(attrs={"type": "date"}))

    def _may_be_halved(self, key: UnitKey) -> bool:
        return False

    def _given(self) -> Iterator[tuple[UnitKey, Decimal]]:
        return ((key, given) for key, given in super()._given() if given > 0)


class RefillForm(forms.Form):
    """When the next refill is, and how often from then on."""

    use_required_attribute = False
    due_on = forms.DateField(
        label=gettext_lazy("The next refill is on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    every_days = forms.IntegerField(
        label=gettext_lazy("And then every so many days"),
        help_text=gettext_lazy("Leave it empty if it is not settled; the fills are then not worked out."),
        required=False,
        min_value=1,
        max_value=MOST_DAYS_PER_FILL,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        """A day to come, within a year."""
        due: date = self.cleaned_data["due_on"]
        if not self.today <= due <= self.today + timedelta(days=366):
            raise forms.ValidationError(_("Give today or a day of the next year."))
        return due
