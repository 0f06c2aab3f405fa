"""What the person fills in: a yes, and what matters to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glidepath.care.consent.operations import MILESTONE_LONGEST


class YesForm(forms.Form):
    """A yes to exactly the words on the screen. Nothing is chosen beforehand."""

    plan_hash = forms.CharField(widget=forms.HiddenInput)
    text_digest = forms.CharField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Yes, I agree")), ("wait", _("Not now. I want to wait or ask first"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or wait. Both are fine.")},
    )


class MilestonesForm(forms.Form):
    """Things that matter to the person, in their own words."""

    first = forms.CharField(
        label=_("Something that matters to you"),
        help_text=_("For example: walk to the market, sleep in my own bed, sing again."),
        max_length=MILESTONE_LONGEST,
        error_messages={"required": _("Write one thing that matters to you.")},
    )
    second = forms.CharField(
        label=_("One more thing"),
        max_length=MILESTONE_LONGEST,
        error_messages={"required": _("Write a second thing. Small things count.")},
    )
    third = forms.CharField(label=_("A third thing, if you like"), max_length=MILESTONE_LONGEST, required=False)

    def __init__(self, *args: Any, already: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second"].required = already < 1

    def clean(self) -> dict[str, Any]:
        """The same words twice are one thing."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("first", ""), cleaned.get("second", "")
        if first and first.strip().lower() == second.strip().lower():
            self.add_error("second", _("This is the same as the first. Write another thing."))
        return cleaned

    @property
    def words(self) -> list[str]:
        """What was written, in order."""
        return [self.cleaned_data[name] for name in ("first", "second", "third") if self.cleaned_data.get(name)]
