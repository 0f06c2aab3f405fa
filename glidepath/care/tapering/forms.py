"""What clinicians and the person fill in about a plan. Nothing is chosen beforehand; each error says how to mend it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glidepath.care.intake.addresses import key_of
from glidepath.care.tapering.engine import frameworks
from glidepath.care.tapering.proposal import Proposal
from glidepath.record.medications.models import Regimen

REASON_LONGEST = 600
GOALS = [
    ("stop", _("Stop the medicine")),
    ("dose", _("Stay at a daily dose (mg)")),
    ("percent", _("Stay at a share of the present dose (percent)")),
    ("mme", _("Stay at or below a load (MME a day)")),
]
OWN_PACE = "own"
BASES = [("original", _("of the first dose")), ("current", _("of the dose taken then"))]
PACE_FIELDS = ("pace_percent", "pace_basis", "pace_days")
GOAL_FIELDS = {"dose": "daily", "percent": "percent", "mme": "mme_per_day"}


def reason_field(label: Any, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A few words that are kept with a decision."""
    return forms.CharField(
        label=label,
        max_length=REASON_LONGEST,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the reason in a few words. It is kept with the decision.")},
    )


class DayInput(forms.DateInput):
    """A date as the browser's own calendar shows it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A local date of the person."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("This is not a date. Write it as 2027-01-31."),
        },
    )


def goal_asked(kind: str, amount: Decimal | None) -> dict[str, str]:
    """The engine's goal. Raises TypeError for a goal other than stopping without its amount."""
    return {"kind": kind, GOAL_FIELDS[kind]: f"{amount:f}"} if kind in GOAL_FIELDS else {"kind": kind}


def agreed_pace(percent: Decimal | None, basis: str, days: int | None) -> dict[str, str | int] | None:
    """The engine's pace from what was written; None when nothing was."""
    wished = {
        "reduction_percent": None if percent is None else f"{percent:f}",
        "basis": basis or None,
        "every_days": days,
    }
    return {name: value for name, value in wished.items() if value is not None} or None


class ProposeForm(forms.Form):
    """One proposal: medicine, framework, goal, first day, reason."""

    product = forms.ChoiceField(
        label=_("Medicine to reduce"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the medicine to reduce.")},
    )
    framework = forms.ChoiceField(
        label=_("Framework"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a framework. None is chosen for you.")},
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
        error_messages={"invalid": _("Write a number such as 90 or 22.5.")},
    )
    starts_on = day_field(_("First change on"), _("The person's own date. Until then nothing changes."))
    reason = reason_field(_("Why, and what the person wants"), help_text=_("The whole team reads it."))
    pace_percent = forms.DecimalField(
        label=_("Agreed pace: less at each step, in percent"),
        required=False,
        min_value=Decimal("0.1"),
        max_value=Decimal(50),
        max_digits=4,
        decimal_places=2,
        help_text=_("Only for a pace that differs from the framework's."),
    )
    pace_basis = forms.ChoiceField(
        label=_("The percentage is"),
        choices=BASES,
        required=False,
        widget=forms.RadioSelect,
    )
    pace_days = forms.IntegerField(
        label=_("Days between steps"),
        required=False,
        min_value=1,
        max_value=364,
    )
    in_person_plan = forms.CharField(
        label=_("Plan for seeing the person in person"),
        required=False,
        max_length=REASON_LONGEST,
        help_text=_("Needed for the rapid framework."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, regimens: list[Regimen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].choices = [(row.product, row.product) for row in regimens]
        named = {key_of(row.product): row.product for row in regimens}
        self.initial.setdefault("product", named.get(str(self.initial.get("medicine", ""))))
        own = (OWN_PACE, _("A pace of our own, written below"))
        self.fields["framework"].choices = [*((row.id, row.name) for row in frameworks()), own]

    def clean(self) -> dict[str, Any]:
        """A goal other than stopping needs its number."""
        cleaned = super().clean() or {}
        kind, amount = cleaned.get("goal"), cleaned.get("goal_amount")
        if kind in GOAL_FIELDS and amount is None and "goal_amount" not in self.errors:
            self.add_error("goal_amount", _("Write how much, or choose to stop the medicine."))
        if cleaned.get("framework") == OWN_PACE:
            for name in PACE_FIELDS:
                if cleaned.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, _("A pace of your own needs this."))
        return cleaned

    @property
    def pace(self) -> dict[str, str | int] | None:
        """The agreed pace for the engine, None where the framework's numbers hold."""
        chosen = self.cleaned_data
        return agreed_pace(chosen["pace_percent"], chosen["pace_basis"], chosen["pace_days"])

    @property
    def proposal(self) -> Proposal:
        """What was chosen."""
        chosen = self.cleaned_data
        goal = goal_asked(chosen["goal"], chosen["goal_amount"])
        return Proposal(
            product=chosen["product"],
            framework="" if chosen["framework"] == OWN_PACE else chosen["framework"],
            goal=goal,
            starts_on=chosen["starts_on"],
            reason=chosen["reason"],
            in_person_plan=chosen["in_person_plan"],
            pace=self.pace,
        )


class SeenForm(forms.Form):
    """Carries what the reader saw, so that a page gone stale changes nothing."""

    lock = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReviewForm(SeenForm):
    """The pharmacist's verdict."""

    verdict = forms.ChoiceField(
        label=_("Your verdict"),
        choices=[("approve", _("Approve this plan")), ("send_back", _("Send it back"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. Nothing is chosen for you.")},
    )
    reason = reason_field(_("What the prescriber needs to know"), required=False, help_text=_("To send it back."))

    def clean(self) -> dict[str, Any]:
        """Sending back needs words."""
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == "send_back" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write what has to change. The prescriber reads it."))
        return cleaned


class SignForm(SeenForm):
    """The prescriber's signature."""

    reason = reason_field(_("Reason"), required=False, help_text=_("Needed for the rapid framework."))


class WithdrawForm(SeenForm):
    """Taking a plan back."""

    reason = reason_field(_("Why the plan is taken back"))


class ReleaseForm(SeenForm):
    """The day on which a step may begin."""

    effective_on = day_field(_("The step begins on"))
    reason = reason_field(
        _("Why now"), required=False, help_text=_("Needed when something is not known or speaks against it.")
    )


class HoldForm(forms.Form):
    """A rest, asked for by a clinician. It never fails for being late, so it carries no lock."""

    reason = reason_field(_("Why the dose stays"), required=False)


class ResumeForm(SeenForm):
    """Going on after a rest."""

    resumes_on = day_field(_("Next change on"), _("Until then the present dose stays."))
    reason = reason_field(_("Why now, and what the person says"))


class PauseForm(forms.Form):
    """The person's own brake. One tap is enough."""

    reason = forms.CharField(
        label=_("Would you like to say why?"),
        required=False,
        max_length=REASON_LONGEST,
        help_text=_("You do not have to."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
