"""Sending a file, and saying which device counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glidepath.interfaces.wearables.operations import LARGEST_SENT
from glidepath.interfaces.wearables.wording import consent_words

TICK_FIRST = _("Please tick this box first. Without it, nothing is read.")


class DeviceFileForm(forms.Form):
    """One file; the consent is asked for once."""

    file = forms.FileField(
        label=_("File from your device"),
        help_text=_("From Apple Health: the zip file that your phone makes. Others: JSON or CSV."),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Export it again."),
            "invalid": _("The file did not arrive. Choose it again."),
        },
    )
    agree = forms.BooleanField(error_messages={"required": TICK_FIRST})

    def __init__(self, *args: Any, agreed: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if agreed:
            del self.fields["agree"]
        else:
            self.fields["agree"].label = consent_words()

    def clean_file(self) -> Any:
        """Refuse what is too large before it is kept."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_SENT:
            raise forms.ValidationError(_("This file is larger than 2 GB. Send the zip file instead."))
        return file


class LinkForm(forms.Form):
    """Whether a device counts."""

    source = forms.CharField(max_length=60)
    connected = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
