"""Daily series: the worst value of each local day, the personal median and spread, runs of days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum, auto
from fractions import Fraction
from statistics import median

from glidepath_clinical.picture import Never, Reading

from .answers import is_yes, number

Daily = Mapping[date, Reading]


class Run(Enum):
    """Whether something held on each of several days in a row."""

    MET = auto()
    NOT_MET = auto()
    UNKNOWN = auto()


def worst_by_day(readings: Sequence[Reading], today: date) -> dict[date, Reading]:
    """The highest reading of each local day up to today."""
    daily: dict[date, Reading] = {}
    for reading in readings:
        known = daily.get(reading.on)
        if reading.on <= today and (known is None or number(reading) > number(known)):
            daily[reading.on] = reading
    return daily


def newest_day(daily: Daily, today: date) -> date | None:
    """The newest answered day if it is today or yesterday, else None: an older series no longer answers."""
    newest = max(daily, default=None)
    return newest if newest is not None and (today - newest).days <= 1 else None


def last_days(newest: date, days: Fraction) -> tuple[date, ...]:
    """So many days that end with the newest, newest first."""
    return tuple(newest - timedelta(days=back) for back in range(int(days)))


def run(daily: Daily, days: Sequence[date], holds: Callable[[Fraction], bool]) -> Run:
    """MET when it holds on every day; NOT_MET when one answered day does not; UNKNOWN when a day is missing."""
    if any(day in daily and not holds(number(daily[day])) for day in days):
        return Run.NOT_MET
    return Run.MET if all(day in daily for day in days) else Run.UNKNOWN


def median_and_spread(values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """The median and the median absolute deviation (MAD, not scaled) of at least one value."""
    middle = Fraction(median(values))
    return middle, Fraction(median([abs(value - middle) for value in values]))


def last_said_by_day(readings: Sequence[Reading], today: date) -> dict[date, Reading]:
    """The answer given last for each local day up to today."""
    daily: dict[date, Reading] = {}
    for reading in readings:
        known = daily.get(reading.on)
        if reading.on <= today and (known is None or reading.at > known.at):
            daily[reading.on] = reading
    return daily


def lowest_by_day(readings: Sequence[Reading], today: date) -> dict[date, Reading]:
    """The lowest reading of each local day up to today, where low is bad."""
    daily: dict[date, Reading] = {}
    for reading in readings:
        known = daily.get(reading.on)
        if reading.on <= today and (known is None or number(reading) < number(known)):
            daily[reading.on] = reading
    return daily


def run_of_yes(daily: Daily, days: Sequence[date]) -> Run:
    """As `run`, for answers of yes or no: MET when each of the days has a yes."""
    if any(day in daily and not is_yes(daily[day]) for day in days):
        return Run.NOT_MET
    return Run.MET if all(day in daily for day in days) else Run.UNKNOWN


def quiet_after_step(step: date | Never | None, today: date, days: Fraction) -> bool:
    """Whether the step began within the last so many days, day 0 counted; not when its day is not known."""
    return isinstance(step, date) and 0 <= (today - step).days < days
