"""What has to be known about one taper to say what is due: local dates only, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class Prompt(StrEnum):
    """Everything a person may be asked, in the order in which it is asked."""

    DAILY = "daily"
    PRESSURE = "pressure"
    SOWS = "sowsg"
    PHQ9 = "phq9"
    PHQ2_SAFETY = "phq2_safety"
    PHQ2 = "phq2"
    GAD7 = "gad7"
    GAD2 = "gad2"
    PEG = "peg"
    PGIC = "pgic"
    AUDIT_C = "auditc"


FEWEST_WEEKDAYS: Final = 2
DEFAULT_WEEKDAYS: Final = frozenset({1, 3, 5})
"""Monday, Wednesday, Friday (ISO numbers), until the person chooses."""


class CadenceError(ValueError):
    """A choice of days that cannot be used; the message says how to mend it."""


@dataclass(frozen=True)
class WeekdayChoice:
    """The weekdays (1 Monday to 7 Sunday) that the person chose, from a local date on.

    Raises CadenceError for fewer than two days and for a day that does not exist.
    """

    since: date
    days: frozenset[int]

    def __post_init__(self) -> None:
        if not self.days <= frozenset(range(1, 8)):
            raise CadenceError("weekdays are numbered 1 (Monday) to 7 (Sunday)")
        if len(self.days) < FEWEST_WEEKDAYS:
            raise CadenceError(f"choose at least {FEWEST_WEEKDAYS} days of the week")


@dataclass(frozen=True)
class Rest:
    """A hold: from its first local date to its last one, None while it lasts."""

    began_on: date
    ended_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the hold."""
        return self.began_on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class Situation:
    """One taper so far. None and empty mean that it has not happened.

    `steps_on`: first days of the released steps. `restless_on`: days with a RED or ORANGE finding. `answered`: local
    dates on which the person (nobody else) answered each prompt. `positive_on`: the day of the last PHQ-2 or GAD-2
    that reached its cut-off. `low_mood_since`: the first of the newest days in a row with low daily mood, as many as
    the clinic's limit asks for. `questionnaires`: prompts that the site may use; others are never due.
    """

    run_in_began_on: date | None = None
    run_in_ended_on: date | None = None
    started_on: date | None = None
    steps_on: tuple[date, ...] = ()
    next_step_on: date | None = None
    rests: tuple[Rest, ...] = ()
    stopped_on: date | None = None
    restless_on: frozenset[date] = frozenset()
    choices: tuple[WeekdayChoice, ...] = ()
    answered: Mapping[Prompt, frozenset[date]] = field(default_factory=dict)
    positive_on: Mapping[Prompt, date] = field(default_factory=dict)
    low_mood_since: date | None = None
    questionnaires: frozenset[Prompt] = frozenset(Prompt)
    lowers_pressure: bool = False

    def last_answered(self, day: date, *prompts: Prompt) -> date | None:
        """The newest day up to `day` on which any of these was answered, None for never."""
        days = [on for prompt in prompts for on in self.answered.get(prompt, ()) if on <= day]
        return max(days, default=None)

    def has_answered(self, prompt: Prompt, day: date) -> bool:
        """Whether the person answered this prompt on that day."""
        return day in self.answered.get(prompt, ())

    def last_step_on(self, day: date) -> date | None:
        """The first day of the newest step that had begun by then."""
        return max((on for on in self.steps_on if on <= day), default=None)


def weekdays_on(situation: Situation, day: date) -> frozenset[int]:
    """The weekdays that count on a local date: the newest choice made by then, else the default."""
    made = [choice for choice in situation.choices if choice.since <= day]
    return max(made, key=lambda choice: choice.since).days if made else DEFAULT_WEEKDAYS
