"""When a person is asked: which questions are due on a local date, and why. Used by Today, reminders and silence."""

from .due import REASONS, Due, due_on
from .expected import daily_reason, expected_days
from .phase import Phase, phase_on
from .situation import (
    DEFAULT_WEEKDAYS,
    CadenceError,
    Prompt,
    Rest,
    Situation,
    WeekdayChoice,
    weekdays_on,
)

__all__ = [
    "DEFAULT_WEEKDAYS",
    "REASONS",
    "CadenceError",
    "Due",
    "Phase",
    "Prompt",
    "Rest",
    "Situation",
    "WeekdayChoice",
    "daily_reason",
    "due_on",
    "expected_days",
    "phase_on",
    "weekdays_on",
]
