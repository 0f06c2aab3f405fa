"""The forms on which a wrong value is corrected. Both ask why; nothing is overwritten."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glidepath.care.checkins.daily import COUNTS, SCALES, SIGNS
from glidepath.care.checkins.daily_form import DailyForm
from glidepath.care.checkins.forms import DECLINE, NONE_OF_THESE
from glidepath.care.checkins.measure_forms import number_field
from glidepath.care.checkins.measure_words import measure_words
from glidepath.record.observations.codes import MEASURE_OF_CODE
from glidepath.record.observations.models import CheckIn, Observation

LONGEST_REASON = 300


def _because() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Why was it wrong?"),
        help_text=gettext_lazy(
            "Such as: typed 85 for 185, or belongs to another person. Everybody on the team reads it."
        ),
        max_length=LONGEST_REASON,
    )


class ValueCorrectionForm(forms.Form):
    """The right number of a measurement, or that there is none; answers about pain can only be taken back."""

    use_required_attribute = False

    def __init__(self, *args: Any, row: Observation, **more: Any) -> None:
        super().__init__(*args, **more)
        measure = MEASURE_OF_CODE.get(row.code)
        if measure is not None:
            self.fields["value"] = number_field(measure)
            self.fields["value"].label = _("%(measure)s, the right number") % {"measure": measure_words(measure.name)}
        self.fields["taken_back"] = forms.BooleanField(
            label=_("Take it back: it was not measured on this person, or nobody knows the right value"),
            required=False,
        )
        self.fields["because"] = _because()

    def clean(self) -> dict[str, Any]:
        """The right number or none, not both and not neither."""
        given = super().clean() or {}
        if "value" not in self.fields:
            if not given.get("taken_back"):
                self.add_error("taken_back", _("Tick that it is taken back. Then answer the three questions anew."))
        elif "value" not in self.errors and (given.get("value") is not None) == bool(given.get("taken_back")):
            self.add_error("value", _("Give the right number, or tick that it is taken back."))
        return given

    def value(self) -> Decimal | None:
        """The right number; None when it is taken back."""
        found: Decimal | None = self.cleaned_data.get("value")
        return found


class CheckInCorrectionForm(DailyForm):
    """The answers of a check-in as they were given, to be put right. Own words are not ours to change."""

    because = _because()

    def __init__(self, *args: Any, row: CheckIn, **more: Any) -> None:
        self.old = row.answers
        activity = row.answers.get("activity_named") or ""
        caregiver = row.informant == "caregiver"
        super().__init__(*args, activity=activity, caregiver=caregiver, left_open=True, initial=initial_of(row), **more)
        for name in ("client_uuid", "answered_at", "zone", "form_version", "accomplished", "free_text"):
            del self.fields[name]
        self.fields.pop("activity_named", None)
        for name in [name for name in self.fields if name not in (*row.answers, "signs", "because")]:
            del self.fields[name]  # this version of the form did not ask it

    def answers(self) -> dict[str, Any]:
        """The answers with what was changed on the page; all others stay to the letter."""
        self.cleaned_data.setdefault("want_call", False)
        for name in COUNTS:
            self.cleaned_data.setdefault(name, None)
        given, changed = super().answers(), self.changed_data
        return {name: given[name] if self._is_changed(name, given, changed) else old for name, old in self.old.items()}

    def _is_changed(self, name: str, given: dict[str, Any], changed: list[str]) -> bool:
        if name not in SIGNS:
            return name in changed
        whole = DECLINE in (*self.initial["signs"], *self.cleaned_data["signs"])
        return "signs" in changed and (whole or bool(given[name]) != bool(self.old[name]))


def initial_of(row: CheckIn) -> dict[str, Any]:
    """Stored answers as the form shows them."""
    given = row.answers
    scales = {name: DECLINE if given.get(name) is None else str(given[name]) for name in SCALES}
    chosen = {name: given.get(name) or DECLINE for name in ("activity", "taken_as_planned")}
    counts = {name: given.get(name) for name in COUNTS}
    ticks = {name: bool(given.get(name)) for name in ("want_call", "caregiver_worried")}
    told = [name for name in SIGNS if given.get(name)]
    knows = any(given.get(name) is False for name in SIGNS)
    return {**scales, **chosen, **counts, **ticks, "signs": told or [NONE_OF_THESE if knows else DECLINE]}
