"""The upload form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glidepath.interfaces.fhir.bundle import LARGEST
from glidepath.record.sites.queries import staff_of


class ImportForm(forms.Form):
    """One file, and who of the clinic cares for the person in it."""

    file = forms.FileField(
        label=_("FHIR R4 file (.json)"),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Export it again."),
            "invalid": _("The file did not arrive. Choose it again."),
        },
    )
    team = forms.MultipleChoiceField(label=_("Care team"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, site_id: int, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._staff = {str(member.public_id): member for member in staff_of(site_id, at)}
        self.fields["team"].choices = [
            (key, f"{member.user.name}, {member.get_role_display()}") for key, member in self._staff.items()
        ]

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 64 MB. Split it by person."))
        return file

    def team_members(self) -> list[Any]:
        """The chosen memberships."""
        return [self._staff[key] for key in self.cleaned_data["team"]]
