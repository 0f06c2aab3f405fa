"""Fills of whole units: each covers its own days, uses first what is at home, and pairs the halves.

Exact: what is dispensed plus what was at home is what the steps take plus what is left over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.dispensing.refills import fill_dates
from glidepath_clinical.tapering.dispensing.units import HALF, AtHome, Counts, Span, UnitKey, last_day, needed, spans_of
from glidepath_clinical.tapering.fields import UnusableInput

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class FillRow:
    """One strength in one fill. `taken` may end in a half; `dispensed` is whole; `left_over` is at home afterwards."""

    key: UnitKey
    at_home: Fraction
    taken: Fraction
    dispensed: int
    left_over: Fraction

    @property
    def is_short(self) -> bool:
        """Whether doses of these days are missing: only possible before the first fill."""
        return self.left_over < 0

    def to_json(self) -> dict[str, Any]:
        """The row; numbers are decimal texts."""
        return {
            "product": self.key.product,
            "strength": self.key.strength,
            "unit": self.key.unit,
            "form": self.key.form,
            "at_home": decimal_text(self.at_home),
            "taken": decimal_text(self.taken),
            "dispensed": str(self.dispensed),
            "left_over": decimal_text(self.left_over),
            "has_half": self.taken % 1 == HALF,
        }


@dataclass(frozen=True)
class Fill:
    """The units collected on one day, enough for all days to `until`; `steps` are those that fall into them."""

    on: date
    until: date
    steps: tuple[int, ...]
    rows: tuple[FillRow, ...]

    def to_json(self) -> dict[str, Any]:
        """The fill; dates are local."""
        return {
            "on": self.on.isoformat(),
            "until": self.until.isoformat(),
            "steps": list(self.steps),
            "rows": [row.to_json() for row in self.rows],
        }


@dataclass(frozen=True)
class Fills:
    """All fills. `bridge` are the days from the count to the first fill, `surplus` what is left at the very end."""

    bridge: Fill | None
    fills: tuple[Fill, ...]
    surplus: Mapping[UnitKey, Fraction]

    @property
    def short_before_first_fill(self) -> tuple[UnitKey, ...]:
        """What runs out before the first fill."""
        return tuple(row.key for row in self.bridge.rows if row.is_short) if self.bridge else ()

    def total(self, key: UnitKey) -> int:
        """How many of these units are dispensed in all."""
        return sum(row.dispensed for fill in self.fills for row in fill.rows if row.key == key)

    def to_json(self) -> dict[str, Any]:
        """Fills, totals and what is left over."""
        return {
            "bridge": self.bridge.to_json() if self.bridge else None,
            "fills": [fill.to_json() for fill in self.fills],
            "short_before_first_fill": [key.text for key in self.short_before_first_fill],
            "surplus": [
                {"product": key.product, "strength": key.strength, "unit": key.unit, "count": decimal_text(count)}
                for key, count in self.surplus.items()
                if count
            ],
        }


def plan_fills(
    document: Mapping[str, Any], at_home: AtHome, first_fill_on: date, cycle_days: int, through: date | None = None
) -> Fills:
    """Fills every `cycle_days` from `first_fill_on`, to the end of the plan, or `through` when a dose has no end.

    What is missing before the first fill stays missing: it is shown as a negative left-over of the bridge
    and is not dispensed later. Raises `UnusableInput` when no end is known, or the dates do not follow.
    """
    if first_fill_on < at_home.counted_on:
        raise UnusableInput("first_fill_on", "lies before the day on which was counted what is at home")
    spans = spans_of(document, at_home.counted_on)
    end = _end(spans, through)
    stock = _stock(spans, at_home)
    bridge = None
    if at_home.counted_on < first_fill_on:
        bridge = _fill(spans, at_home.counted_on, first_fill_on - ONE_DAY, stock, dispenses=False)
        stock = {key: max(count, Fraction(0)) for key, count in _after(stock, bridge).items()}
    fills: list[Fill] = []
    for on in fill_dates(first_fill_on, cycle_days, end):
        fills.append(_fill(spans, on, min(on + timedelta(days=cycle_days - 1), end), stock))
        stock = _after(stock, fills[-1])
    return Fills(bridge, tuple(fill for fill in fills if fill.rows), stock)


def _end(spans: tuple[Span, ...], through: date | None) -> date:
    last = last_day(spans)
    if last is None and through is None:
        raise UnusableInput("through", "is missing; the last dose of this plan has no end, name the last day to supply")
    return min(day for day in (last, through) if day is not None)


def _stock(spans: tuple[Span, ...], at_home: AtHome) -> Counts:
    keys = dict.fromkeys(key for span in spans for key in span.a_day)
    known = {(key.product, key.strength) for key in keys}
    others = {pair: count for pair, count in at_home.counts.items() if pair not in known}
    unused = {UnitKey(product, strength, "", ""): count for (product, strength), count in others.items()}
    return {**{key: at_home.of(key) for key in keys}, **unused}


def _fill(spans: tuple[Span, ...], on: date, until: date, stock: Counts, *, dispenses: bool = True) -> Fill:
    rows = []
    for key, taken in needed(spans, on, until).items():
        missing = max(taken - stock[key], Fraction(0))
        dispensed = ceil(missing) if dispenses else 0
        rows.append(FillRow(key, stock[key], taken, dispensed, stock[key] + dispensed - taken))
    steps = tuple(span.step for span in spans if span.days_between(on, until))
    return Fill(on, until, steps, tuple(rows))


def _after(stock: Counts, fill: Fill) -> Counts:
    return {**stock, **{row.key: row.left_over for row in fill.rows}}
