"""The answers that a proposal needs. All of them: a missing answer means that nothing can be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.tapering.fields import Fields

YES_NO = {
    "danger_signs_open": "Is an alert of sedation, overdose, naloxone use or days without any dose still open?",
    "emergency_visit": "Was there an emergency visit since the last step?",
    "acute_illness_or_surgery": "Is there an acute illness, or surgery before or after these days?",
    "person_asks_to_hold": "Does the person ask to stay at this dose?",
    "review_done": "Was the review before this step done?",
    "back_one_asked": "Does the person ask to go back to the dose before?",
}
NUMBERS = {
    "not_tolerable_days": "On how many days in a row, up to today, was withdrawal called not tolerable?",
    "days_held": "For how many days has this dose been held because of symptoms (0 when it is not held)?",
    "peg_before": "What was the PEG before the step?",
    "peg_now": "What is the PEG now?",
    "peg_days": "For how many days has the PEG been at the present height?",
    "phq9_before": "What was the PHQ-9 before the step?",
    "phq9_now": "What is the PHQ-9 now?",
    "phq9_item9": "What was answered to item 9 of the PHQ-9?",
    "holds_in_three_steps": "How many holds were there within the last three steps?",
    "percent_of_original": "What percentage of the original dose is taken now?",
}
EITHER = {
    "cows": "What is the COWS, scored by a clinician?",
    "sows_rise": "By how many points has the SOWS risen since before the step (0 when it has not)?",
}
QUESTIONS: Mapping[str, str] = {**YES_NO, **NUMBERS, **EITHER}
"""The question behind every answer. One of `cows` and `sows_rise` is enough."""


@dataclass(frozen=True)
class Answers:
    """What is known; an answer that nobody gave is not there."""

    yes: Mapping[str, bool]
    numbers: Mapping[str, Fraction]

    @classmethod
    def from_json(cls, raw: object) -> Answers:
        """Reads yes, no, decimal texts, or null and "unknown" for what is not known; raises `UnusableInput`."""
        fields = Fields(raw, "answers")
        known = {name for name in QUESTIONS if fields.has(name) and fields.raw(name) != "unknown"}
        yes = {name: fields.one_of(name, ("yes", "no")) == "yes" for name in YES_NO if name in known}
        numbers = {name: fields.number(name) for name in (*NUMBERS, *EITHER) if name in known}
        fields.finish()
        return cls(yes, numbers)

    @property
    def missing(self) -> tuple[str, ...]:
        """The answers that are needed and not there."""
        open_ones = [name for name in YES_NO if name not in self.yes]
        open_ones += [name for name in NUMBERS if name not in self.numbers]
        return tuple(open_ones if set(EITHER) & set(self.numbers) else [*open_ones, *EITHER])
