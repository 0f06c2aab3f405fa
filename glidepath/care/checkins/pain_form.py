"""Three questions about pain that has changed, in the same words for the person and for the team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glidepath.care.checkins.forms import DECLINE, MISSING, NONE_OF_THESE, RATHER_NOT, SentForm
from glidepath.care.checkins.pain_signs import PainSigns

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), (DECLINE, RATHER_NOT)]
REGION_WORDS = {
    "head": gettext_lazy("Head or face"),
    "neck": gettext_lazy("Neck"),
    "shoulders": gettext_lazy("Shoulders"),
    "chest": gettext_lazy("Chest"),
    "belly": gettext_lazy("Belly"),
    "upper_back": gettext_lazy("Upper back"),
    "lower_back": gettext_lazy("Lower back"),
    "arms": gettext_lazy("Arms"),
    "hands": gettext_lazy("Hands"),
    "hips": gettext_lazy("Hips"),
    "legs": gettext_lazy("Legs"),
    "feet": gettext_lazy("Feet"),
}


class PainForm(SentForm):
    """Touch, new places, a new injury or illness. Nothing is chosen beforehand."""

    touch_hurts = forms.ChoiceField(
        label=gettext_lazy("Does a light touch hurt, such as clothes or a bed sheet?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Where does it hurt now where it did not hurt before your taper?"),
        help_text=gettext_lazy("Tick all that fit."),
        choices=[
            *REGION_WORDS.items(),
            (NONE_OF_THESE, gettext_lazy("No new place")),
            (DECLINE, RATHER_NOT),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    injury = forms.ChoiceField(
        label=gettext_lazy("Is there a new injury or illness that explains the pain?"),
        help_text=gettext_lazy("Such as a fall, an infection or an operation."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Each question wants an answer, and "I would rather not say" is one; a place and "no new place" is none."""
        given = super().clean() or {}
        for name in ("touch_hurts", "regions", "injury"):
            if name in given and not given[name]:
                self.add_error(name, str(MISSING))
        places = [one for one in given.get("regions", ()) if one in REGION_WORDS]
        if places and NONE_OF_THESE in given["regions"]:
            self.add_error("regions", _("Tick the places, or “No new place”, not both."))
        return given

    def signs(self) -> PainSigns:
        """The answers as they are stored."""
        given = self.cleaned_data
        places = [one for one in given["regions"] if one in REGION_WORDS]
        known = bool(places) or NONE_OF_THESE in given["regions"]
        return PainSigns(_said(given["touch_hurts"]), places if known else None, _said(given["injury"]))


def _said(answer: str) -> bool | None:
    return {"yes": True, "no": False}.get(answer)
