"""The forms for what was measured: one field for each measure, none of them needed, at least one filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glidepath.care.checkins.forms import SentForm
from glidepath.care.checkins.measure_words import measure_words, unit_words
from glidepath.care.checkins.measuring import POUND
from glidepath.record.observations.codes import (
    BODY_WEIGHT,
    GAIT,
    RANGE_OF_MOTION,
    RESULTS,
    SIDED,
    UNSIDED,
    VITALS,
    Measure,
)

KILOGRAM, POUNDS = "kg", "lb"
OLDEST = timedelta(days=5 * 366)
LARGEST = Decimal(1000)  # the field's own bound; whether a number can be right is said by the operation


class MeasuresForm(SentForm):
    """One field for each measure given; a subclass says which."""

    def __init__(self, *args: Any, measures: Iterable[Measure], **more: Any) -> None:
        super().__init__(*args, **more)
        self.measures = tuple(measures)
        for one in self.measures:
            self.fields[one.name] = number_field(one)

    def values(self) -> dict[str, Decimal]:
        """The numbers that were filled in, by name, in the unit of each measure."""
        given = {one.name: self.cleaned_data.get(one.name) for one in self.measures}
        return {name: value for name, value in given.items() if value is not None}

    def as_entered(self) -> dict[str, str]:
        """What was typed, where it was in another unit."""
        return {}


class VitalsForm(MeasuresForm):
    """Vital signs. Weight may be typed in pounds; it is kept in kilograms together with what was typed."""

    weight_unit = forms.ChoiceField(
        label=gettext_lazy("Unit of the weight"),
        choices=[(KILOGRAM, gettext_lazy("kilograms")), (POUNDS, gettext_lazy("pounds"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by_patient: bool, **more: Any) -> None:
        measures = [one for one in VITALS if one.by_patient or not by_patient]
        super().__init__(*args, measures=measures, **more)
        self.order_fields([*(one.name for one in measures if one.name != BODY_WEIGHT.name), BODY_WEIGHT.name])
        self.fields[BODY_WEIGHT.name].help_text = ""  # its unit is asked for

    def clean(self) -> dict[str, Any]:
        """A weight without its unit could be twice as much: it is asked for."""
        given = super().clean() or {}
        if given.get(BODY_WEIGHT.name) is not None and not given.get("weight_unit"):
            self.add_error("weight_unit", _("Say whether the weight is in kilograms or in pounds."))
        return given

    def values(self) -> dict[str, Decimal]:
        """As typed, the weight in kilograms to one decimal."""
        found = super().values()
        if BODY_WEIGHT.name in found and self.cleaned_data["weight_unit"] == POUNDS:
            found[BODY_WEIGHT.name] = round(found[BODY_WEIGHT.name] * POUND, BODY_WEIGHT.places)
        return found

    def as_entered(self) -> dict[str, str]:
        """The weight in pounds as it was typed."""
        typed = self.cleaned_data.get(BODY_WEIGHT.name)
        in_pounds = typed is not None and self.cleaned_data["weight_unit"] == POUNDS
        return {BODY_WEIGHT.name: f"{typed} {POUNDS}"} if in_pounds else {}


class ResultsForm(MeasuresForm):
    """Results that another place measured: with the day of the measurement and where it was read."""

    measured_on = forms.DateField(
        label=gettext_lazy("On which day was it measured?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    found_in = forms.CharField(
        label=gettext_lazy("Where is it written?"),
        help_text=gettext_lazy("Such as: laboratory report, ECG of the clinic, letter of the kidney doctor."),
        max_length=200,
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, measures=RESULTS, **more)
        self.today = today
        self.order_fields([one.name for one in RESULTS])

    def clean_measured_on(self) -> date:
        """A day that has come, and within living memory of a record."""
        day: date = self.cleaned_data["measured_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Give the day of the measurement."))
        if day < self.today - OLDEST:
            raise forms.ValidationError(_("This is more than 5 years ago. Look at the year."))
        return day

    def as_entered(self) -> dict[str, str]:
        """Where each of the results was read."""
        return dict.fromkeys(self.values(), self.cleaned_data["found_in"])


class MovementForm(MeasuresForm):
    """Gait and range of motion, by the therapist."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, measures=(*GAIT, *RANGE_OF_MOTION), **more)

    def gait(self) -> list[forms.BoundField]:
        """The fields of walking and standing up."""
        return [self[one.name] for one in GAIT]

    def joints(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Each joint in words with its fields, and whether something stands in them."""
        found = []
        for joint in (*UNSIDED, *SIDED):
            bound = [self[one.name] for one in RANGE_OF_MOTION if one.name.startswith(f"rom_{joint}_")]
            found.append((measure_words(joint), bound, any(field.value() or field.errors for field in bound)))
        return found


def number_field(one: Measure) -> forms.DecimalField:
    """The field of one measure, with its unit beside it."""
    return forms.DecimalField(
        label=measure_words(one.name),
        help_text=unit_words(one.unit),
        required=False,
        min_value=-LARGEST,
        max_value=LARGEST,
        max_digits=8,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "w-auto", "size": "8"}),
    )
