"""The days on which a pharmacy refills, and how the steps of a plan lie to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from glidepath_clinical.tapering.fields import UnusableInput


def fill_dates(first: date, cycle_days: int, end: date) -> tuple[date, ...]:
    """Every refill from `first` on that is not after `end`. Raises `UnusableInput` for a cycle below one day."""
    if cycle_days < 1:
        raise UnusableInput("cycle_days", "must be a whole number of days, at least 1")
    count = (end - first).days // cycle_days + 1
    return tuple(first + timedelta(days=cycle_days * place) for place in range(max(count, 0)))


def aligned(day: date, first: date, cycle_days: int) -> date:
    """The first refill day that is not before `day`: a step moved there begins later, never sooner."""
    if cycle_days < 1:
        raise UnusableInput("cycle_days", "must be a whole number of days, at least 1")
    late = (first - day).days % cycle_days
    return day + timedelta(days=late)


def steps_off_the_cycle(
    document: Mapping[str, Any], first: date, cycle_days: int
) -> tuple[tuple[int, date, date], ...]:
    """Steps that begin between two refills: number, the day they begin, and the refill they could wait for."""
    found = []
    for step in document["steps"]:
        begins = date.fromisoformat(step["starts_on"])
        refill = aligned(begins, first, cycle_days)
        if refill != begins:
            found.append((int(step["number"]), begins, refill))
    return tuple(found)
