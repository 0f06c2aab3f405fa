"""Calendar months: the same day of a later month, or its last day when it is shorter."""

from __future__ import annotations

import calendar
from datetime import date


def months_after(day: date, months: int) -> date:
    """The date so many months later; 31 January and one month is the last day of February."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def is_monthly(began_on: date, day: date) -> bool:
    """Whether a day is a whole number of months after the first one."""
    months = (day.year - began_on.year) * 12 + day.month - began_on.month
    return months > 0 and months_after(began_on, months) == day
