"""What a gateway sends, and what the demo's own phone sends."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from glidepath.foundation.notify.sms import NUMBER

SAY_WHY = gettext_lazy("Write the reason in a few words. It is kept.")


class IncomingForm(forms.Form):
    """One text: from which phone, its words, and the gateway's own id of it."""

    phone = forms.RegexField(NUMBER, max_length=20, label=gettext_lazy("From the phone"))
    words = forms.CharField(max_length=1600, required=False, label=gettext_lazy("Text"))
    gateway_id = forms.CharField(max_length=120)


class TakeOffForm(forms.Form):
    """Why somebody of the team takes a person's phone off text messages."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it taken off?"),
        help_text=gettext_lazy("For example: she called, the phone was stolen yesterday. The person can read this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[RegexValidator(r"[^\W\d_]", SAY_WHY)],
        error_messages={"required": SAY_WHY},
    )
