"""When each step begins and ends. All dates are local calendar dates; every day belongs to one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from glidepath_clinical.tapering.request import StepDays


@dataclass(frozen=True)
class Period:
    """First and last day of a step, both included; `ends_on` None means open."""

    starts_on: date
    ends_on: date | None


def periods(starts_on: date, lengths: Sequence[int], days: StepDays) -> tuple[Period, ...]:
    """One period per step; the last is open. `lengths` are the shortest durations in days.

    A start that falls on a protected date or a weekday that is not allowed moves to the next allowed
    day: the step before grows longer, never shorter.
    """
    starts = [next_allowed(starts_on, days)]
    for length in lengths[:-1]:
        starts.append(next_allowed(starts[-1] + timedelta(days=length), days))
    ends: list[date | None] = [start - timedelta(days=1) for start in starts[1:]]
    return tuple(Period(start, end) for start, end in zip(starts, [*ends, None], strict=True))


def next_allowed(day: date, days: StepDays) -> date:
    """The first day from `day` on at which a step may start."""
    while day in days.protected or day.weekday() not in days.weekdays:
        day += timedelta(days=1)
    return day
