"""FHIR Timing in rational arithmetic: how often on average per day, at which times of day, from when to when."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from glidepath_clinical.medicines.fhir_orders.json_shapes import (
    Json,
    not_read,
    number_at,
    object_at,
    objects_at,
    text_at,
    texts_at,
)
from glidepath_clinical.medicines.fhir_orders.times_of_day import slot_of_clock, slots_of_event
from glidepath_clinical.quantities import TimeOfDay, exact_text

_DAYS_IN: Final = {
    "s": Fraction(1, 86400),
    "min": Fraction(1, 1440),
    "h": Fraction(1, 24),
    "d": Fraction(1),
    "wk": Fraction(7),
}
_PER_DAY_OF_CODE: Final = {
    "QD": Fraction(1),
    "BID": Fraction(2),
    "TID": Fraction(3),
    "QID": Fraction(4),
    "QOD": Fraction(1, 2),
    "Q1H": Fraction(24),
    "Q2H": Fraction(12),
    "Q3H": Fraction(8),
    "Q4H": Fraction(6),
    "Q6H": Fraction(4),
    "Q8H": Fraction(3),
    "Q12H": Fraction(2),
    "WK": Fraction(1, 7),
}
_SLOT_OF_CODE: Final = {"AM": TimeOfDay.MORNING, "PM": TimeOfDay.EVENING, "BED": TimeOfDay.BEDTIME}
_WEEK: Final = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?")


class Timing(NamedTuple):
    """How often. `per_day_low` and `per_day_high` are averages (2 every 3 days is 2/3); None is unknown.

    `slots` holds a time of day for each administration of every day, and is empty when that is not said.
    """

    per_day_low: Fraction | None = None
    per_day_high: Fraction | None = None
    slots: tuple[TimeOfDay, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    problems: tuple[str, ...] = ()

    @property
    def hours_between(self) -> Fraction | None:
        """The hours between two administrations, on average."""
        return 24 / self.per_day_high if self.per_day_high else None


def read_timing(timing: Json) -> Timing:
    """Read a FHIR R4 Timing. Nothing is assumed: without a rhythm both averages are None and a problem says why."""
    repeat = object_at(timing, "repeat")
    starts_on, ends_on, bound_problems = _bounds(repeat)
    code = _code(timing)
    if not _has_rhythm(repeat) and code:
        low, high, slots, problems = _by_code(code)
    elif not _has_rhythm(repeat):
        low, high, slots, problems = None, None, (), ("no_timing: it is not said how often",)
    else:
        low, high, slots, problems = _by_repeat(repeat)
    odd = not_read(timing, objects=("repeat",)) + not_read(
        repeat,
        numbers=("frequencyMax", "periodMax"),
        texts=("when", "timeOfDay", "dayOfWeek"),
        objects=("boundsPeriod",),
    )
    return Timing(low, high, slots, starts_on, ends_on, (*problems, *bound_problems, *odd))


_Rhythm = tuple[Fraction | None, Fraction | None, tuple[TimeOfDay, ...], tuple[str, ...]]


def _has_rhythm(repeat: Json) -> bool:
    return any(key in repeat for key in ("frequency", "period", "timeOfDay", "when", "dayOfWeek"))


def _code(timing: Json) -> str:
    concept = object_at(timing, "code")
    codes = [text_at(coding, "code") for coding in objects_at(concept, "coding")]
    return next((code.upper() for code in [*codes, text_at(concept, "text")] if code), "")


def _by_code(code: str) -> _Rhythm:
    if code in _SLOT_OF_CODE:
        return Fraction(1), Fraction(1), (_SLOT_OF_CODE[code],), ()
    if code in _PER_DAY_OF_CODE:
        return _PER_DAY_OF_CODE[code], _PER_DAY_OF_CODE[code], (), ()
    return None, None, (), (f'no_timing: the timing code "{code}" is not known; write frequency and period',)


def _by_repeat(repeat: Json) -> _Rhythm:
    shortest, longest, problem = _period(repeat)
    if shortest is None or longest is None:
        return None, None, (), (problem,)
    slots, unknown, problems = _slots(repeat)
    frequency = number_at(repeat, "frequency")
    if frequency is None and "frequency" in repeat:
        return None, None, (), ("no_timing: the frequency is no number of zero or more",)
    listed = len(slots) + unknown or (1 if frequency is None else 0)
    if (slots or unknown) and frequency not in (None, 1, listed) and "period" in repeat:
        problems = (*problems, f"timing_conflict: {frequency} times but {listed} times of day; the higher counts")
    low = max(frequency or Fraction(0), Fraction(listed))
    most = number_at(repeat, "frequencyMax")
    high = max(low, most or Fraction(0))
    if not high:
        return None, None, (), ("no_timing: the frequency is zero; write how often, or stop the order",)
    days, day_problems = _days_of_week(repeat)
    problems = (*problems, *day_problems, *_reversed(repeat, "frequency"), *_reversed(repeat, "period"))
    low_rate, high_rate = _rate(low, longest, days), _rate(high, shortest, days)
    daily = tuple(slots) if slots and not unknown and low_rate == high_rate == len(slots) else ()
    return low_rate, high_rate, daily, problems


def _reversed(repeat: Json, key: str) -> tuple[str, ...]:
    """A problem when a range is written with the higher number first."""
    first, last = number_at(repeat, key), number_at(repeat, f"{key}Max")
    if first is None or last is None or first <= last:
        return ()
    return (f"range_reversed: {key} {exact_text(first)} to {exact_text(last)}; the more frequent counts",)


def _days_of_week(repeat: Json) -> tuple[int, tuple[str, ...]]:
    """How many days of the week are named. One that is unknown takes none away: then every day counts."""
    named = {day.lower() for day in texts_at(repeat, "dayOfWeek")}
    unknown = sorted(named - _WEEK)
    if unknown:
        return 0, tuple(f'unknown_day: "{each}" is no day of the week; counted as every day' for each in unknown)
    return len(named), ()


def _rate(times: Fraction, period: Fraction, days_of_week: int) -> Fraction:
    """Administrations per day. Named weekdays thin out a daily rhythm; in a weekly one each named day counts."""
    if not days_of_week:
        return times / period
    if period >= 7:
        return max(times, Fraction(days_of_week)) / period
    return times / min(period, Fraction(1)) * Fraction(days_of_week, 7)


def _period(repeat: Json) -> tuple[Fraction | None, Fraction | None, str]:
    """The shortest and the longest period in days, or why there is none."""
    unit = text_at(repeat, "periodUnit")
    if "period" not in repeat and not unit:
        if "frequency" in repeat and not any(key in repeat for key in ("timeOfDay", "when", "dayOfWeek")):
            return None, None, "no_timing: a frequency without a period; write period and periodUnit"
        return Fraction(1), Fraction(1), ""
    if unit not in _DAYS_IN:
        return None, None, f'no_timing: periodUnit "{unit}" is not one of {", ".join(_DAYS_IN)}; write days or weeks'
    shortest = number_at(repeat, "period")
    if not shortest:
        return None, None, "no_timing: the period is no number above zero"
    last = number_at(repeat, "periodMax") or shortest
    shortest, longest = min(shortest, last), max(shortest, last)
    return shortest * _DAYS_IN[unit], longest * _DAYS_IN[unit], ""


def _slots(repeat: Json) -> tuple[list[TimeOfDay], int, tuple[str, ...]]:
    """The times of day, how many more are written that are not known, and a problem for each of those."""
    slots: list[TimeOfDay] = []
    unknown: list[str] = []
    for event in texts_at(repeat, "when"):
        found = slots_of_event(event)
        slots += found
        unknown += [] if found else [event]
    for clock in texts_at(repeat, "timeOfDay"):
        slot = slot_of_clock(clock)
        slots += [] if slot is None else [slot]
        unknown += [clock] if slot is None else []
    problems = tuple(f'unknown_time: "{each}" is no time of day that is known' for each in unknown)
    return slots, len(unknown), problems


def _bounds(repeat: Json) -> tuple[date | None, date | None, tuple[str, ...]]:
    bounds = object_at(repeat, "boundsPeriod")
    starts_on, ends_on = date_of(text_at(bounds, "start")), date_of(text_at(bounds, "end"))
    problems = [*not_read(bounds, texts=("start", "end"))]
    if starts_on and ends_on and ends_on < starts_on:
        problems.append(f"bounds: the end {ends_on} is before the start {starts_on}; counted as open")
        starts_on = ends_on = None
    for key, found in (("start", starts_on), ("end", ends_on)):
        if text_at(bounds, key) and found is None:
            problems.append(f'bounds: {key} "{text_at(bounds, key)}" is no full date; counted as open')
    if "boundsDuration" in repeat or "boundsRange" in repeat:
        problems.append("bounds: a length without a first day; counted as open")
    return starts_on, ends_on, tuple(problems)


@lru_cache(maxsize=4_096)
def date_of(text: str) -> date | None:
    """The local date in front of a FHIR date or dateTime, or None when it is not a full date."""
    match = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
