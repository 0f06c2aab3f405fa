"""The form that sets one threshold for the clinic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class LimitForm(forms.Form):
    """A clinic's own number for one threshold, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        min_length=10,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who decided it and why. It stays in the history with your name."),
    )

    def __init__(self, *args: Any, low: str, high: str, **more: Any) -> None:
        super().__init__(*args, **more)
        hint = _("A whole number from %(low)s to %(high)s.") % {"low": low, "high": high}
        number = forms.IntegerField(label=_("Number"), min_value=int(low), max_value=int(high), help_text=hint)
        self.fields = {"value": number, **self.fields}
