"""Daily series: the worst value of each local day, runs of days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum, auto
from fractions import Fraction

from glidepath_clinical.picture import Never, Reading

from .answers import number

Daily = Mapping[date, Reading]


class Run(Enum):
    """Whether something held on each of several days in a row."""

    MET = auto()
    NOT_MET = auto()
    UNKNOWN = auto()


def worst_by_day(readings: Sequence[Reading], today: date, days: Fraction) -> dict[date, Reading]:
    """The highest reading of each of the last so many local days, today included; older ones are not looked at."""
    return _by_day(readings, today, days, lambda one, known: number(one) > number(known))


def lowest_by_day(readings: Sequence[Reading], today: date, days: Fraction) -> dict[date, Reading]:
    """As `worst_by_day` where low is bad: the lowest reading of each day."""
    return _by_day(readings, today, days, lambda one, known: number(one) < number(known))


def _by_day(
    readings: Sequence[Reading], today: date, days: Fraction, counts_more: Callable[[Reading, Reading], bool]
) -> dict[date, Reading]:
    """One reading for each day; the newest day may be yesterday, so one day more than asked for is kept."""
    since = today - timedelta(days=int(days))
    daily: dict[date, Reading] = {}
    for reading in readings:
        on = reading.on
        if since <= on <= today:
            known = daily.get(on)
            if known is None or counts_more(reading, known):
                daily[on] = reading
    return daily


def newest_day(daily: Daily, today: date) -> date | None:
    """The newest answered day if it is today or yesterday, else None: an older series no longer answers."""
    newest = max(daily, default=None)
    return newest if newest is not None and (today - newest).days <= 1 else None


def last_days(newest: date, days: Fraction) -> tuple[date, ...]:
    """So many days that end with the newest, newest first."""
    last = newest.toordinal()
    return tuple(map(date.fromordinal, range(last, last - int(days), -1)))


def run(daily: Daily, days: Sequence[date], holds: Callable[[Fraction], bool]) -> Run:
    """MET when it holds on every day; NOT_MET when one answered day does not; UNKNOWN when a day is missing."""
    if any(day in daily and not holds(number(daily[day])) for day in days):
        return Run.NOT_MET
    return Run.MET if all(day in daily for day in days) else Run.UNKNOWN


def quiet_after_step(step: date | Never | None, today: date, days: Fraction) -> bool:
    """Whether the step began within the last so many days, day 0 counted; not when its day is not known."""
    return isinstance(step, date) and 0 <= (today - step).days < days
