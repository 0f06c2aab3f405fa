"""What a clinician knows about somebody who feels worse. Nothing is chosen beforehand; empty is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from glidepath_clinical.explanations import Direction

ANSWERS = [("", gettext_lazy("Not known")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
DIRECTIONS = [
    ("", gettext_lazy("Not known")),
    (Direction.EASING.value, gettext_lazy("It eases")),
    (Direction.SAME.value, gettext_lazy("It stays the same")),
    (Direction.WORSE.value, gettext_lazy("It gets worse")),
]
QUESTIONS = {
    "new_sign": gettext_lazy("Is there a new sign: fever, weakness, numbness, confusion, a seizure?"),
    "body_signs": gettext_lazy("Are there body signs of withdrawal: sweating, yawning, running nose, diarrhoea?"),
    "pain_beyond_usual_place": gettext_lazy("Has the pain spread beyond its usual place?"),
    "touch_hurts": gettext_lazy("Does light touch hurt?"),
    "better_after_a_dose": gettext_lazy("Is it better for some hours after a dose?"),
    "worse_after_a_raise": gettext_lazy("Did a higher dose make it worse, or not help?"),
    "trigger": gettext_lazy("Did something set it off: strain, injury, illness, stress?"),
    "mood_fell_first": gettext_lazy("Did mood or sleep fall before the pain rose?"),
}


class CourseForm(forms.Form):
    """The questions that tell the explanations apart. `today` is the person's own date."""

    use_required_attribute = False
    onset_on = forms.DateField(
        label=gettext_lazy("On which day did it begin?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("How does it go on?"), choices=DIRECTIONS, required=False, widget=forms.RadioSelect
    )
    sleep_hours_lost = forms.IntegerField(
        label=gettext_lazy("Hours of sleep lost a night"), required=False, min_value=0, max_value=12
    )

    never_reduced = forms.BooleanField(label=gettext_lazy("No dose was reduced before it began"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question, choices=ANSWERS, required=False, widget=forms.RadioSelect
            )
        self.order_fields(("new_sign", "onset_on", "never_reduced", "direction", "body_signs"))

    def clean_onset_on(self) -> date | None:
        """A day that has come."""
        on: date | None = self.cleaned_data["onset_on"]
        if on is not None and on > self.today:
            raise forms.ValidationError(_("This day has not come yet. Enter the day on which it began."))
        return on

    def answers(self) -> dict[str, Any]:
        """The answers under the names of the core's course; what is empty is not known."""
        given = self.cleaned_data
        told = {name: given[name] == "yes" if given[name] else None for name in QUESTIONS}
        direction = Direction(given["direction"]) if given["direction"] else None
        times = {"onset_on": given["onset_on"], "never_reduced": given["never_reduced"], "direction": direction}
        return {**told, **times, "hours": given["sleep_hours_lost"]}
