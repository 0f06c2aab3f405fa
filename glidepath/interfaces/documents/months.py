"""The months of a plan as weeks of days, each day of a change marked with its step."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format

LAST_MONTHS = 60
"""A calendar longer than five years is not printed; the list of steps always is."""


def month_grids(changes: Mapping[date, str]) -> list[dict[str, Any]]:
    """Every month from the first change to the last, in the active language; `changes` names the step of a day."""
    if not changes:
        return []
    first, last = min(changes), max(changes)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    starts = [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]
    return [_month(start, changes) for start in starts[:LAST_MONTHS]]


def week_days() -> list[str]:
    """The names over the columns, beginning with the language's first day of the week."""
    return [str(WEEKDAYS_ABBR[(_monday_based_start() + n) % 7]) for n in range(7)]


def _monday_based_start() -> int:
    """Django counts from Sunday, Python's calendar from Monday."""
    return (int(formats.get_format("FIRST_DAY_OF_WEEK")) + 6) % 7


def _month(start: date, changes: Mapping[date, str]) -> dict[str, Any]:
    weeks = Calendar(_monday_based_start()).monthdatescalendar(start.year, start.month)
    days = [[_day(on, start, changes) for on in week] for week in weeks]
    return {"title": date_format(start, "YEAR_MONTH_FORMAT"), "weeks": days}


def _day(on: date, start: date, changes: Mapping[date, str]) -> dict[str, str]:
    inside = on.month == start.month
    return {"day": str(on.day) if inside else "", "step": changes.get(on, "") if inside else ""}
