"""The numbers behind the picture, week by week: what the eye sees, a screen reader and a printer get too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glidepath.foundation.pieces.charts import Kind, Lane, Picture
from glidepath.foundation.pieces.draw_lane import shown
from glidepath.foundation.pieces.running_mean import FEWEST_IN_A_WEEK


@dataclass(frozen=True)
class Week:
    """One row: first and last day, dose in words, and one cell per lane."""

    first_on: date
    last_on: date
    dose: str
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """Column heads and rows, the newest week first."""

    heads: list[str]
    weeks: list[Week]


def picture_table(picture: Picture) -> Table:
    """Weeks back from today to the first drawn day."""
    heads = [f"{lane.title} ({lane.unit})" for lane in picture.lanes]
    weeks, last = list[Week](), picture.today
    while last >= picture.first_on:
        first = max(last - timedelta(days=6), picture.first_on)
        cells = [_cell(lane, first, last) for lane in picture.lanes]
        weeks.append(Week(first, last, _dose(picture, first, last), cells))
        last = first - timedelta(days=1)
    return Table(heads, weeks)


def _dose(picture: Picture, first: date, last: date) -> str:
    """Every daily dose taken in the week, with a rest named."""
    parts = list[str]()
    for index, period in enumerate(picture.doses):
        after = picture.doses[index + 1].starts_on if index + 1 < len(picture.doses) else date.max
        if period.kind is not Kind.PLANNED and period.starts_on <= last and after > first:
            rest = f" ({_('hold')})" if period.kind is Kind.HOLD else ""
            parts.append(f"{period.daily.normalize():f} {picture.unit}{rest}")
    return ", ".join(parts) or _("no data")


def _cell(lane: Lane, first: date, last: date) -> str:
    values = [p.value for p in lane.points if p.value is not None and first <= p.on <= last]
    if not values:
        return _("no data")
    if lane.every_days > 1:
        return ", ".join(shown(value, lane) for value in values)
    if len(values) < min(FEWEST_IN_A_WEEK, (last - first).days + 1):
        return ngettext("%(n)s answer, no mean", "%(n)s answers, no mean", len(values)) % {"n": len(values)}
    return shown(sum(values, Decimal(0)) / len(values), lane)
