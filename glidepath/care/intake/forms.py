"""Forms of intake: what is really taken, and the parts of the baseline."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glidepath.care.intake.addresses import key_of, product_of
from glidepath.care.intake.baseline import DEVICES, PERSON_QUESTIONS
from glidepath.care.intake.reconciliation import TIMES, NotTaken, product_named, product_names

TIME_LABELS = {"morning": _("Morning"), "noon": _("Noon"), "evening": _("Evening"), "bedtime": _("Bedtime")}
WHO = [("patient", _("The patient")), ("caregiver", _("A caregiver")), ("clinician", _("The pharmacy or a clinician"))]
YES_NO = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))]


class ProductForm(forms.Form):
    """Which medicine of the formulary. The form is sent in the address, so it carries the medicine's key."""

    product = forms.ChoiceField(label=_("Medicine"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medicines = [(key_of(name), name) for name in product_names()]
        self.fields["product"].choices = [("", _("Choose a medicine")), *medicines]

    def clean_product(self) -> str:
        """The medicine's name."""
        return product_of(self.cleaned_data["product"])


class TakenForm(forms.Form):
    """Doses of one medicine as really taken, in the formulary's unit."""

    def __init__(self, *args: Any, product: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.product = product_named(product)
        unit = self.product.unit.value
        for time in TIMES:
            self.fields[time] = forms.CharField(label=TIME_LABELS[time], required=False, max_length=12)
            self.fields[time].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "data-unit": unit}
        strengths = [(strength.text, f"{strength.text} {unit}") for strength in self.product.strengths]
        self.fields["strengths"] = forms.MultipleChoiceField(
            label=_("Strengths the pharmacy can supply"), choices=strengths, widget=forms.CheckboxSelectMultiple
        )
        if self.product.splittable:
            self.fields["halves_confirmed"] = forms.MultipleChoiceField(
                label=_("Tablets I have seen to be scored"),
                choices=strengths,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["ordered_daily"] = forms.CharField(label=_("Ordered for a whole day, at most"), max_length=12)
        self.fields["informant"] = forms.ChoiceField(label=_("Who told you?"), choices=WHO, widget=forms.RadioSelect)
        self.fields["reason"] = forms.CharField(
            label=_("Why it differs from the order, if it does"), required=False, max_length=400
        )

    def refuse(self, refusal: NotTaken) -> None:
        """Put what the core refused beside its field."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


class PersonForm(forms.Form):
    """The safety questions a plan must know. Nothing is chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in PERSON_QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question, choices=YES_NO, required=False, widget=forms.RadioSelect
            )
        self.fields["born_on"] = forms.DateField(
            label=_("Date of birth"), required=False, widget=forms.DateInput(attrs={"type": "date"})
        )


class NaloxoneForm(forms.Form):
    """Naloxone at home."""

    on_hand = forms.ChoiceField(label=_("Is naloxone at home?"), choices=YES_NO[:2], widget=forms.RadioSelect)
    expires_on = forms.DateField(label=_("Good until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    trained_person = forms.CharField(label=_("Who at home knows how to use it?"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Naloxone without its date cannot be trusted in an emergency."""
        cleaned = super().clean() or {}
        if cleaned.get("on_hand") == "yes" and not cleaned.get("expires_on") and "expires_on" not in self.errors:
            self.add_error("expires_on", _("Read the date on the box and enter it."))
        return cleaned


class LifeForm(forms.Form):
    """What matters to the person, and how the person lives."""

    goals = forms.CharField(
        label=_("What do you want to be able to do? In your own words."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    language = forms.ChoiceField(
        label=_("Language for talking and reading"),
        choices=[("en", "English"), ("es", "Español")],
        widget=forms.RadioSelect,
    )
    has_caregiver = forms.ChoiceField(
        label=_("Is there somebody who helps you at home?"), choices=YES_NO, widget=forms.RadioSelect
    )
    caregiver = forms.CharField(label=_("Who?"), required=False, max_length=200)
    transport = forms.ChoiceField(
        label=_("How do you get to the clinic?"),
        choices=[("own", _("By myself")), ("helped", _("Somebody takes me")), ("hard", _("It is hard to come"))],
        widget=forms.RadioSelect,
    )
    devices = forms.MultipleChoiceField(
        label=_("What do you have at home?"),
        choices=list(DEVICES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    emergency_contact = forms.CharField(label=_("Whom may we call in an emergency? Name and phone"), max_length=200)


class FeelingForm(forms.Form):
    """Average pain and sleep, 0 to 10."""

    pain = forms.IntegerField(label=_("Average pain in the last 7 days"), min_value=0, max_value=10)
    sleep = forms.IntegerField(label=_("How well did you sleep last night?"), min_value=0, max_value=10)


class InviteForm(forms.Form):
    """Where the person reads mail."""

    email = forms.EmailField(label=_("The person's own e-mail address"), max_length=254)


PARTS = {"feeling": FeelingForm, "life": LifeForm, "person": PersonForm, "naloxone": NaloxoneForm}
