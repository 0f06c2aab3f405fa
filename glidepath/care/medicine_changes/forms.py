"""Forms about changes of medicines. Nothing is chosen beforehand; an unknown day or dose is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from glidepath_clinical.interactions import ingredients

from glidepath.record.medications.changes import ChangeTold
from glidepath.record.medications.models import ChangeKind

UNITS = [("", gettext_lazy("Choose")), ("mg", "mg"), ("mcg", "mcg"), ("mcg/h", "mcg/h"), ("mL", "mL"), ("IU", "IU")]
WHO = [
    ("patient", gettext_lazy("The patient")),
    ("caregiver", gettext_lazy("A caregiver")),
    ("clinician", gettext_lazy("The pharmacy or a clinician")),
]
WHAT_I_DID = [
    ("start", gettext_lazy("I started it")),
    ("stop", gettext_lazy("I stopped it")),
    ("increase", gettext_lazy("I take more of it than before")),
    ("decrease", gettext_lazy("I take less of it than before")),
]
ANSWERS = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("unknown", gettext_lazy("Not known"))]


class ChangeForm(forms.Form):
    """What happened to one medicine, for staff. `today` is the person's own date."""

    use_required_attribute = False
    token = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Medicine"),
        help_text=gettext_lazy("As it is written. Also remedies bought without a prescription, alcohol or smoking."),
        max_length=300,
    )
    kind = forms.ChoiceField(label=gettext_lazy("What happened?"), choices=ChangeKind.choices, widget=forms.RadioSelect)
    on = forms.DateField(
        label=gettext_lazy("On which day?"),
        help_text=gettext_lazy("Leave it empty if nobody knows. A planned change has a day to come."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    dose_before = forms.CharField(label=gettext_lazy("Daily dose before"), required=False, max_length=20)
    dose_after = forms.CharField(label=gettext_lazy("Daily dose now"), required=False, max_length=20)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=UNITS, required=False)
    informant = forms.ChoiceField(label=gettext_lazy("Who told you?"), choices=WHO, widget=forms.RadioSelect)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=400)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("dose_before", "dose_after"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean_on(self) -> date | None:
        """A day that can be meant: not decades ago, not beyond the next year."""
        on: date | None = self.cleaned_data["on"]
        if on is not None and not -3650 <= (on - self.today).days <= 366:
            raise forms.ValidationError(_("This day is too far away. Look at the year."))
        return on

    def clean_dose_before(self) -> str:
        """An exact number or nothing."""
        return self._amount("dose_before")

    def clean_dose_after(self) -> str:
        """An exact number or nothing."""
        return self._amount("dose_after")

    def _amount(self, name: str) -> str:
        text: str = self.cleaned_data[name].strip()
        try:
            amount = Decimal(text) if text else None
        except InvalidOperation:
            amount = Decimal(-1)
        if amount is not None and not (amount.is_finite() and 0 <= amount < 100_000):
            raise forms.ValidationError(_("Enter a number with a point, such as 7.5, or leave it empty."))
        return text

    def clean(self) -> dict[str, Any]:
        """Doses need their unit and must go the way that is told."""
        cleaned = super().clean() or {}
        before, after = cleaned.get("dose_before"), cleaned.get("dose_after")
        if (before or after) and not cleaned.get("unit"):
            self.add_error("unit", _("Choose the unit of the dose."))
        if before and after and not _fits(cleaned.get("kind", ""), Decimal(before), Decimal(after)):
            self.add_error("dose_after", _("These doses do not go the way that is told above. Correct one of them."))
        return cleaned

    def told(self) -> ChangeTold:
        """The change as the record keeps it."""
        given = self.cleaned_data
        kept = ("kind", "name", "on", "informant", "dose_before", "dose_after", "unit", "note")
        return ChangeTold(**{name: given[name] for name in kept if name in given})


def _fits(kind: str, before: Decimal, after: Decimal) -> bool:
    ways = {
        "start": before == 0 < after,
        "stop": after == 0 < before,
        "increase": 0 < before < after,
        "decrease": 0 < after < before,
    }
    return ways.get(kind, True)


class MyChangeForm(ChangeForm):
    """What the person did with one medicine, in plain words."""

    kind = forms.ChoiceField(label=gettext_lazy("What did you do?"), choices=WHAT_I_DID, widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Which medicine?"),
        help_text=gettext_lazy("Write the name on the box. Herbs and cold remedies count too."),
        max_length=300,
    )
    on = forms.DateField(
        label=gettext_lazy("When?"),
        help_text=gettext_lazy("Leave it empty if you do not know."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    note = forms.CharField(label=gettext_lazy("Anything else about it?"), required=False, max_length=400)
    dose_before = dose_after = unit = informant = None

    field_order = ("token", "kind", "name", "on", "note")

    def told(self) -> ChangeTold:
        """The change, told by the person."""
        given = self.cleaned_data
        return ChangeTold(given["kind"], given["name"], given["on"], "patient", note=given["note"])


class MistakeForm(forms.Form):
    """Why an entry is a mistake."""

    because = forms.CharField(label=gettext_lazy("Why is this entry a mistake?"), max_length=400)


class KnownForm(forms.Form):
    """What the rules on combinations need to know. Only what is answered is stored."""

    use_required_attribute = False
    QUESTIONS = {
        "whole_medicine_list_asked": gettext_lazy(
            "Has somebody asked for every medicine, also those bought without a prescription?"
        ),
        "alcohol": gettext_lazy("Does the person drink alcohol?"),
        "tobacco": gettext_lazy("Does the person smoke?"),
        "caffeine": gettext_lazy("Does the person take caffeine?"),
        "cannabis": gettext_lazy("Does the person use cannabis or CBD?"),
        "heart_disease": gettext_lazy("Is there a weak heart, or a disease of heart or vessels?"),
        "kidney_injury": gettext_lazy("Is there an acute kidney injury?"),
        "breastfeeding": gettext_lazy("Does the person breastfeed?"),
        "heat_or_fever": gettext_lazy("Is there fever, or heat on the skin?"),
        "headache": gettext_lazy("Does the person have headaches?"),
        "after_tonsillectomy": gettext_lazy("Were tonsils or adenoids removed lately?"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in self.QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question, choices=ANSWERS, required=False, widget=forms.RadioSelect
            )

    def changed_answers(self) -> dict[str, str]:
        """The answers that differ from what was known before."""
        given = self.cleaned_data
        return {name: given[name] for name in self.QUESTIONS if given[name] and given[name] != self.initial.get(name)}


class NameForm(forms.Form):
    """What a written medicine is."""

    name = forms.CharField(max_length=300, widget=forms.HiddenInput)
    ingredients = forms.CharField(
        label=gettext_lazy("Its ingredients, by generic name, with commas between them"),
        help_text=gettext_lazy("Such as: acetaminophen, dextromethorphan"),
        required=False,
        max_length=300,
    )
    in_no_rule = forms.BooleanField(
        label=gettext_lazy("I have checked it: none of its ingredients acts on a medicine of the taper"), required=False
    )
    note = forms.CharField(label=gettext_lazy("How do you know?"), max_length=400)

    def clean_ingredients(self) -> list[str]:
        """Each one must be known to the rules."""
        given = [part.strip().casefold() for part in self.cleaned_data["ingredients"].split(",") if part.strip()]
        unknown = [name for name in given if name not in ingredients()]
        if unknown:
            raise forms.ValidationError(
                _("The rules do not know %(names)s. Use generic names, or say that it is in no rule.")
                % {"names": ", ".join(unknown)}
            )
        return given

    def clean(self) -> dict[str, Any]:
        """Ingredients, or the word that none of them matters; not both and not neither."""
        cleaned = super().clean() or {}
        if "ingredients" in cleaned and bool(cleaned["ingredients"]) == bool(cleaned.get("in_no_rule")):
            self.add_error("ingredients", _("Name the ingredients, or tick that none of them matters here."))
        return cleaned


def name_forms(unknown: Sequence[str], sent: NameForm | None) -> list[tuple[str, NameForm]]:
    """One form for each medicine that is not recognised; the one that was sent keeps its words and its errors."""
    entries = [(name, NameForm(initial={"name": name}, prefix=f"n{place}")) for place, name in enumerate(unknown)]
    named = sent.data.get(sent.add_prefix("name")) if sent is not None else None
    return [(name, sent if sent is not None and name == named else form) for name, form in entries]
