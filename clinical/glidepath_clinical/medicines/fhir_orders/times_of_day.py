"""From FHIR's event codes and clock times to the four times of day (derived; a person can move a dose)."""

from __future__ import annotations

import re
from typing import Final

from glidepath_clinical.quantities import TimeOfDay

_MEALS: Final = (TimeOfDay.MORNING, TimeOfDay.NOON, TimeOfDay.EVENING)
_EVENTS: Final = {
    "MORN": (TimeOfDay.MORNING,),
    "WAKE": (TimeOfDay.MORNING,),
    "NOON": (TimeOfDay.NOON,),
    "AFT": (TimeOfDay.NOON,),
    "EVE": (TimeOfDay.EVENING,),
    "NIGHT": (TimeOfDay.BEDTIME,),
    "PHS": (TimeOfDay.BEDTIME,),
    "HS": (TimeOfDay.BEDTIME,),
    "C": _MEALS,
    "AC": _MEALS,
    "PC": _MEALS,
}
_MEAL_LETTERS: Final = {"M": TimeOfDay.MORNING, "D": TimeOfDay.NOON, "V": TimeOfDay.EVENING}
_MEAL = re.compile(r"(?:A|P)?C([MDV])")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?")
_FIRST_HOURS: Final = ((21, TimeOfDay.BEDTIME), (16, TimeOfDay.EVENING), (11, TimeOfDay.NOON), (4, TimeOfDay.MORNING))


def slots_of_event(code: str) -> tuple[TimeOfDay, ...]:
    """The times of day of an event code such as MORN, EVE.late or ACM; empty for an unknown one."""
    plain = code.split(".")[0]
    meal = _MEAL.fullmatch(plain)
    return (_MEAL_LETTERS[meal[1]],) if meal else _EVENTS.get(plain, ())


def slot_of_clock(clock: str) -> TimeOfDay | None:
    """The time of day of a clock time: morning from 4, noon from 11, evening from 16, bedtime from 21 o'clock."""
    if not _CLOCK.fullmatch(clock):
        return None
    hour = int(clock[:2])
    return next((slot for first, slot in _FIRST_HOURS if hour >= first), TimeOfDay.BEDTIME)
