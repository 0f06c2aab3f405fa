"""Means over a few days that refuse to be made of too little."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from glidepath.foundation.pieces.charts import Point

FEWEST_IN_A_WEEK = 4


def fewest(days: int) -> int:
    """How many values a mean over so many days needs: four in seven, and in proportion."""
    return -(-FEWEST_IN_A_WEEK * days // 7)


def mean_on(points: Sequence[Point], on: date, days: int) -> Decimal | None:
    """Mean of the values in the `days` days up to and with `on`; None with too few of them."""
    first = on - timedelta(days=days - 1)
    values = [p.value for p in points if p.value is not None and first <= p.on <= on]
    return sum(values, Decimal(0)) / len(values) if len(values) >= fewest(days) else None


def running(points: Sequence[Point], days: int) -> list[Point]:
    """The mean for each day from the first reading to the last; None where it cannot be said."""
    if not points:
        return []
    first, last = points[0].on, points[-1].on
    every_day = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [Point(on, mean_on(points, on, days)) for on in every_day]
