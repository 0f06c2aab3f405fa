"""What is known about somebody who feels worse: when it began, what the dose did before, and how it goes on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final


class Direction(StrEnum):
    """How it goes since it began."""

    EASING = "easing"
    SAME = "same"
    WORSE = "worse"


class CourseError(ValueError):
    """A course that cannot be used; `field` names the place and `message` says how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Course:
    """Everything about one person's getting worse. None always means "not known", never "no".

    `reduced_on` is the day of the last dose reduction; `never_reduced` says that there was none. `medicine` is its
    ingredient, `patch` whether it is a patch. `pain_rise` is points above the person's usual pain, `phq9_rise`
    points above the person's own baseline, `sleep_hours_lost` hours a night less than usual.
    """

    today: date
    onset_on: date | None = None
    reduced_on: date | None = None
    never_reduced: bool = False
    medicine: str | None = None
    patch: bool = False
    direction: Direction | None = None
    body_signs: bool | None = None
    pain_rise: Fraction | None = None
    pain_beyond_usual_place: bool | None = None
    touch_hurts: bool | None = None
    better_after_a_dose: bool | None = None
    worse_after_a_raise: bool | None = None
    trigger: bool | None = None
    phq9_rise: Fraction | None = None
    mood_fell_first: bool | None = None
    sleep_hours_lost: Fraction | None = None
    new_sign: bool | None = None

    def __post_init__(self) -> None:
        for name in ("onset_on", "reduced_on"):
            day = getattr(self, name)
            if day is not None and day > self.today:
                raise CourseError(name, "lies in the future; give the day on which it happened")
        if self.never_reduced and self.reduced_on is not None:
            raise CourseError("never_reduced", "a day of a reduction is given; leave one of them out")


WORDS: Final[dict[str, str]] = {
    "onset_on": "the day on which it began",
    "reduced_on": "the day of the last dose reduction",
    "medicine": "the medicine whose dose was reduced",
    "direction": "whether it eases, stays or gets worse",
    "body_signs": "body signs of withdrawal: sweating, yawning, running nose, gooseflesh, diarrhoea",
    "pain_rise": "pain above the usual pain",
    "pain_beyond_usual_place": "whether pain has spread beyond its usual place",
    "touch_hurts": "whether light touch hurts",
    "better_after_a_dose": "whether it is better for some hours after a dose",
    "worse_after_a_raise": "whether a higher dose made the pain worse or did not help",
    "trigger": "whether something set the pain off: strain, injury, illness, stress",
    "phq9_rise": "PHQ-9 against the person's own baseline",
    "mood_fell_first": "whether mood or sleep fell before the pain rose",
    "sleep_hours_lost": "hours of sleep lost",
    "new_sign": "whether there is a new sign: fever, new weakness, numbness, confusion, a seizure",
}
FACTS: Final = tuple(one.name for one in fields(Course) if one.name not in ("today", "never_reduced", "patch"))
