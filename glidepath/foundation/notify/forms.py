"""How a person wants to be reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glidepath.foundation.notify.sms import NUMBER


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class ChoiceForm(forms.Form):
    """E-mail, a phone for text messages where they can be sent, and quiet hours."""

    phone = forms.CharField(
        label=gettext_lazy("Phone for text messages"),
        help_text=gettext_lazy("With + and the country, for example +15550100. Empty: no text messages."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.BooleanField(label=gettext_lazy("Also by e-mail"), required=False)
    quiet_from = _hour(gettext_lazy("Quiet from"))
    quiet_to = _hour(gettext_lazy("Quiet to"))

    def __init__(self, *args: Any, sms: bool, other_ways: bool, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.other_ways = other_ways
        self.fields["quiet_from"].help_text = _("Your time: %(zone)s") % {"zone": zone}
        self.fields["quiet_to"].help_text = _("RED alerts, and everything while you are on call, are told at any hour.")
        if not sms:
            del self.fields["phone"]

    def clean_phone(self) -> str:
        """A number as gateways need it, without blanks and marks."""
        given = "".join(sign for sign in self.cleaned_data["phone"] if sign not in " ()-./")
        if given and not NUMBER.match(given):
            raise forms.ValidationError(_("Begin with + and the country, then digits only, for example +15550100."))
        return given

    def clean(self) -> dict[str, Any]:
        """Quiet hours have both ends, and somebody without any way cannot be reached."""
        given = super().clean() or {}
        begins, ends = given.get("quiet_from"), given.get("quiet_to")
        if (begins is None) != (ends is None):
            self.add_error("quiet_to" if ends is None else "quiet_from", _("Give both hours, or none."))
        if not given.get("email") and not given.get("phone") and not self.other_ways and not self.errors:
            self.add_error("email", _("Keep one way at least, or nobody can reach you."))
        return given


class BrowserForm(forms.Form):
    """What a browser says when it lets itself be told."""

    endpoint = forms.URLField(max_length=1000, assume_scheme="https")
    public_key = forms.RegexField(r"^[A-Za-z0-9_-]{80,100}$")
    secret = forms.RegexField(r"^[A-Za-z0-9_-]{16,40}$")
