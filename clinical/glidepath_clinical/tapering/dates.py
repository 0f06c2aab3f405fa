"""When each step begins and ends. All dates are local calendar dates; every day belongs to one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from glidepath_clinical.tapering.asked_days import StepDays

FARTHEST = 3660
"""Days that are looked ahead for one on which a step may start."""


class NoDayForStep(LookupError):
    """Protected dates, weekdays, refills and patch changes never fall together."""


@dataclass(frozen=True)
class Period:
    """First and last day of a step, both included; `ends_on` None means open."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Cadence:
    """What one medicine asks of the days on which it changes.

    `on_refill` asks for a day of refill; a patch changes every `wear_days` counted from `changed_on`.
    """

    days: StepDays
    on_refill: bool
    wear_days: int | None = None
    changed_on: date | None = None

    def first_from(self, day: date) -> date:
        """The first day from `day` on at which a step may start. Raises `NoDayForStep`."""
        found = day
        for _ in range(FARTHEST):
            if self._allows(found):
                return found
            found = days_after(found, 1)
        raise NoDayForStep(f"no day within ten years from {day} on which a step may start")

    def _allows(self, day: date) -> bool:
        refill = self.days.refill
        if refill is not None and self.on_refill and not refill.falls_on(day):
            return False
        if self.wear_days and self.changed_on and (day - self.changed_on).days % self.wear_days:
            return False
        return self.days.allow(day)


def days_after(day: date, days: int) -> date:
    """The day so many days later. Raises `NoDayForStep` where the calendar ends before the plan does."""
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise NoDayForStep(f"the calendar ends before a step could start {days} days after {day}") from error


def as_periods(starts: Sequence[date]) -> tuple[Period, ...]:
    """One period per start; each ends on the day before the next begins, the last is open."""
    ends: list[date | None] = [start - timedelta(days=1) for start in starts[1:]]
    return tuple(Period(start, end) for start, end in zip(starts, [*ends, None], strict=True))
