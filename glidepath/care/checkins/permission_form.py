"""The form for the permission of a rights holder."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class PermissionForm(forms.Form):
    """Who gave it, where it is kept, from when and until when."""

    granted_by = forms.CharField(label=gettext_lazy("Who gave the permission"), max_length=200)
    reference = forms.CharField(
        label=gettext_lazy("Where it is kept"),
        help_text=gettext_lazy("For example the number of the contract, or the date of the letter."),
        max_length=200,
    )
    granted_on = forms.DateField(
        label=gettext_lazy("Given on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Its last day"),
        help_text=gettext_lazy("Leave it empty when no end was agreed."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
