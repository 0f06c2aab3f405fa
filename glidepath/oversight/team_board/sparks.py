"""Fourteen days of one answer, with the person's own range of the fourteen days before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from glidepath.foundation.pieces.charts import Point, Spark, own_band

DAYS = 14
SEEN = timedelta(days=2 * DAYS)

SERIES = {
    "pain": lambda: _("pain"),
    "mood": lambda: _("mood"),
    "sleep": lambda: _("sleep"),
    "withdrawal": lambda: _("withdrawal"),
    "interference": lambda: _("pain in the way"),
}


def spark_of(check_ins: Iterable[Any], series: str, today: date) -> Spark:
    """The last answer of each day; a day without one is a gap, never a zero."""
    given = {row.local_on: Decimal(row.answers[series]) for row in check_ins if _is_number(row.answers.get(series))}
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    values = tuple(given.get(day) for day in days)
    before = [Point(day, value) for day, value in sorted(given.items())]
    band = own_band(before, today - SEEN, days[0] - timedelta(days=1))
    name = SERIES[series]()
    return Spark(
        name=name,
        finding=_finding(name, values),
        values=values,
        low=Decimal(0),
        high=Decimal(10),
        band=(max(band.low, Decimal(0)), min(band.high, Decimal(10))) if band else None,
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _finding(name: str, values: tuple[Decimal | None, ...]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return _("%(name)s: no data in 14 days") % {"name": name}
    words = _("%(name)s over 14 days: last %(last)s, lowest %(low)s, highest %(high)s, %(days)s days answered")
    return words % {"name": name, "last": known[-1], "low": min(known), "high": max(known), "days": len(known)}
