"""Fills: each covers its own days and uses first what is at home. Units are whole and halves are paired.

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
from glidepath_clinical.tapering.dispensing.at_home import ANY_VOLUME, AtHome, Bottles
from glidepath_clinical.tapering.dispensing.refills import collect_on, fill_dates
from glidepath_clinical.tapering.dispensing.units import HALF, Counts, Span, UnitKey, Use, last_day, needed, spans_of
from glidepath_clinical.tapering.fields import UnusableInput

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class FillRow:
    """One strength in one fill: units, of a liquid mL. `left_over` is at home afterwards.

    `taken` may end in a half of a tablet; `dispensed` is whole, or whole bottles of `bottle` mL, or exact mL.
    `halves` is how many doses of these days contain half a tablet.
    """

    key: UnitKey
    at_home: Fraction
    taken: Fraction
    dispensed: Fraction
    left_over: Fraction
    halves: int = 0
    bottle: Fraction | None = None

    @property
    def is_short(self) -> bool:
        """Whether doses of these days are missing: only possible before the first fill."""
        return self.left_over < 0

    def to_json(self) -> dict[str, Any]:
        """The row; numbers are decimal texts."""
        partner = {"partner_strength": self.key.partner} if self.key.partner else {}
        row = {
            "product": self.key.product,
            "strength": self.key.strength,
            **partner,
            "unit": self.key.unit,
            "form": self.key.form,
            "counted_in": self.key.counted_in,
            "at_home": decimal_text(self.at_home),
            "taken": decimal_text(self.taken),
            "dispensed": decimal_text(self.dispensed),
            "left_over": decimal_text(self.left_over),
            "has_half": not self.key.is_liquid and self.taken % 1 == HALF,
            "halves": str(self.halves),
        }
        if self.bottle is not None:
            row |= {"bottle_mL": decimal_text(self.bottle), "bottles": decimal_text(self.dispensed / self.bottle)}
        return row


@dataclass(frozen=True)
class Fill:
    """What is taken from `on` to `until`; `steps` are those that fall into these days.

    It is collected on `collect_on`: `on`, or the last day before that is not protected.
    """

    on: date
    until: date
    collect_on: date
    steps: tuple[int, ...]
    rows: tuple[FillRow, ...]

    def to_json(self) -> dict[str, Any]:
        """The fill; dates are local."""
        return {
            "on": self.on.isoformat(),
            "until": self.until.isoformat(),
            "collect_on": self.collect_on.isoformat(),
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

    def total(self, key: UnitKey) -> Fraction:
        """How many of these units, or mL, are dispensed in all."""
        rows = (row for fill in self.fills for row in fill.rows)
        return sum((row.dispensed for row in rows if row.key == key), Fraction(0))

    def to_json(self) -> dict[str, Any]:
        """Fills, totals and what is left over."""
        return {
            "bridge": self.bridge.to_json() if self.bridge else None,
            "fills": [fill.to_json() for fill in self.fills],
            "short_before_first_fill": [key.text for key in self.short_before_first_fill],
            "surplus": [
                {
                    "product": key.product,
                    "strength": key.on_the_package,
                    "unit": key.unit,
                    "counted_in": key.counted_in,
                    "count": decimal_text(count),
                }
                for key, count in self.surplus.items()
                if count
            ],
        }


def plan_fills(
    document: Mapping[str, Any],
    at_home: AtHome,
    first_fill_on: date,
    cycle_days: int,
    through: date | None = None,
    bottles: Bottles = ANY_VOLUME,
) -> Fills:
    """Fills every `cycle_days` from `first_fill_on`, to the end of the plan, or `through` when a dose has no end.

    What is missing before the first fill stays missing: it is shown as a negative left-over of the bridge
    and is not dispensed later. Raises `UnusableInput` when no end is known, the dates do not follow, a count or
    a bottle cannot be, or the days of change of a patch are not known.
    """
    if first_fill_on < at_home.counted_on:
        raise UnusableInput("first_fill_on", "lies before the day on which was counted what is at home")
    at_home.check(document)
    bottles.check(document)
    counter = _Counter(spans_of(document, at_home.counted_on), bottles)
    end = _end(counter.spans, through)
    stock = _stock(counter.spans, at_home)
    bridge = None
    if at_home.counted_on < first_fill_on:
        bridge = counter.days_before_the_first(at_home.counted_on, first_fill_on - ONE_DAY, stock)
        stock = {key: max(count, Fraction(0)) for key, count in _after(stock, bridge).items()}
    fills: list[Fill] = []
    for on in fill_dates(first_fill_on, cycle_days, end):
        collected = collect_on(document, on, at_home.counted_on)
        fills.append(counter.fill(on, min(on + timedelta(days=cycle_days - 1), end), collected, stock))
        stock = _after(stock, fills[-1])
    return Fills(bridge, tuple(fill for fill in fills if fill.rows), stock)


def _end(spans: tuple[Span, ...], through: date | None) -> date:
    last = last_day(spans)
    if last is None and through is None:
        raise UnusableInput("through", "is missing; the last dose of this plan has no end, name the last day to supply")
    return min(day for day in (last, through) if day is not None)


def _stock(spans: tuple[Span, ...], at_home: AtHome) -> Counts:
    keys = dict.fromkeys(key for span in spans for key in span.uses)
    known = {(key.product, key.on_the_package) for key in keys}
    others = {pair: count for pair, count in at_home.counts.items() if pair not in known}
    unused = {UnitKey(product, strength, "", ""): count for (product, strength), count in others.items()}
    return {**{key: at_home.of(key) for key in keys}, **unused}


@dataclass(frozen=True)
class _Counter:
    spans: tuple[Span, ...]
    bottles: Bottles

    def days_before_the_first(self, on: date, until: date, stock: Counts) -> Fill:
        """What is taken from home alone; a negative left-over is missing."""
        rows = [
            FillRow(key, stock[key], use.count, Fraction(0), stock[key] - use.count, use.halves)
            for key, use in needed(self.spans, on, until).items()
        ]
        return Fill(on, until, on, self._steps(on, until), tuple(rows))

    def fill(self, on: date, until: date, collected: date, stock: Counts) -> Fill:
        """What is missing at home for these days, dispensed."""
        rows = [self._row(key, use, stock[key]) for key, use in needed(self.spans, on, until).items()]
        return Fill(on, until, collected, self._steps(on, until), tuple(rows))

    def _row(self, key: UnitKey, use: Use, at_home: Fraction) -> FillRow:
        missing, bottle = max(use.count - at_home, Fraction(0)), self.bottles.of(key)
        if key.is_liquid:
            dispensed = missing if bottle is None else ceil(missing / bottle) * bottle
        else:
            dispensed = Fraction(ceil(missing))
        return FillRow(key, at_home, use.count, dispensed, at_home + dispensed - use.count, use.halves, bottle)

    def _steps(self, on: date, until: date) -> tuple[int, ...]:
        return tuple(span.step for span in self.spans if span.touches(on, until))


def _after(stock: Counts, fill: Fill) -> Counts:
    return {**stock, **{row.key: row.left_over for row in fill.rows}}
