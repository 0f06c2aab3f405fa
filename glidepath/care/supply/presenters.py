"""What the pages about supply show, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from glidepath_clinical.tapering.dispensing import Fill, FillRow, Fills

from glidepath.care.supply.queries import Counted, Reach, Stock, next_day
from glidepath.care.supply.words import CANNOT, GRANTED, amount, label_of, listed
from glidepath.record.plans.models import OPEN, PlanState

DAY = timedelta(days=1)


@dataclass(frozen=True)
class StockView:
    """One strength at home; `count` empty where nobody has counted it."""

    label: str
    product: str
    count: str
    counted_on: date | None
    handed_out: str
    below: bool


@dataclass(frozen=True)
class RowView:
    """One strength of one fill."""

    label: str
    product: str
    at_home: str
    taken: str
    dispensed: str
    left_over: str
    halves: int


@dataclass(frozen=True)
class FillView:
    """One fill: from when to when it lasts, and what it holds."""

    on: date
    until: date
    collect_on: date | None
    steps: str
    rows: Sequence[RowView]


@dataclass(frozen=True)
class SupplyView:
    """Everything on a page about supply."""

    stock: Sequence[StockView]
    run_out: date | None
    last_day: date | None
    missing: str
    lasts: bool
    cannot: str
    refill_on: date | None
    every_days: int | None
    gap_days: int
    fills: Sequence[FillView]
    stays: FillView | None
    not_counted: str
    planned_only: bool
    held: bool
    granted: Sequence[str]


def supply_view(counted: Counted) -> SupplyView:
    """The page, of one plan on one day."""
    reach, refill = counted.reach, counted.refill
    refill_on = next_day(refill, counted.today) if refill else None
    fills = _fill_views(counted.fills)
    return SupplyView(
        stock=[_stock_view(one) for one in counted.stock],
        run_out=reach.on,
        last_day=reach.on - DAY if reach.on else None,
        missing=listed(reach.missing) if reach.on else "",
        lasts=reach.on is None and not reach.cannot,
        cannot=_cannot(reach),
        refill_on=refill_on,
        every_days=refill.every_days if refill else None,
        gap_days=max((refill_on - reach.on).days, 0) if refill_on and reach.on else 0,
        fills=fills,
        stays=_if_it_stays(counted, fills),
        not_counted=listed(one.key for one in counted.stock if one.count is None),
        planned_only=counted.plan.state in OPEN,
        held=counted.plan.state == PlanState.HELD,
        granted=[GRANTED[row["code"]]() for row in counted.taken_for_granted],
    )


def _cannot(reach: Reach) -> str:
    if not reach.cannot:
        return ""
    values = {"what": listed(reach.missing)} if reach.missing else dict(reach.values)
    return CANNOT[reach.cannot]() % values


def _stock_view(one: Stock) -> StockView:
    return StockView(
        label=label_of(one.key),
        product=one.key.product,
        count=amount(one.count, one.key) if one.count is not None else "",
        counted_on=one.counted_on,
        handed_out=amount(one.dispensed, one.key) if one.dispensed else "",
        below=one.below,
    )


def _fill_views(fills: Fills | None) -> list[FillView]:
    return [_fill_view(fill) for fill in fills.fills] if fills else []


def _fill_view(fill: Fill) -> FillView:
    return FillView(
        on=fill.on,
        until=fill.until,
        collect_on=fill.collect_on if fill.collect_on != fill.on else None,
        steps=", ".join(_("present dose") if step == 0 else str(step) for step in fill.steps),
        rows=[_row_view(row) for row in fill.rows],
    )


def _row_view(row: FillRow) -> RowView:
    return RowView(
        label=label_of(row.key),
        product=row.key.product,
        at_home=amount(row.at_home, row.key),
        taken=amount(row.taken, row.key),
        dispensed=amount(row.dispensed, row.key),
        left_over=amount(row.left_over, row.key),
        halves=row.halves,
    )


def _if_it_stays(counted: Counted, fills: Sequence[FillView]) -> FillView | None:
    """The next fill of a dose that stays, where that is another one than the planned."""
    stays = _fill_views(counted.if_it_stays)
    if not stays or (fills and stays[0].rows == fills[0].rows):
        return None
    return stays[0]
