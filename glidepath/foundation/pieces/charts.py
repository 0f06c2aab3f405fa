"""What the charts are drawn from: plain dates and numbers, no patient, no rule, no clock.

Rules they all keep: one time axis from left to right in every language; a missing value is a gap and "no data", never
zero and never a line across; the dose area starts at zero and is never smoothed; the band is the person's own.
Draw them with the tags `lane_chart`, `staircase` and `sparkline`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil as ceil_of
from math import floor as floor_of
from statistics import median

from django.utils.translation import gettext as _


class Kind(StrEnum):
    """What a stretch of dose is: taken, a rest at the same dose, or planned and not yet released."""

    TAKEN = "taken"
    HOLD = "hold"
    PLANNED = "planned"


@dataclass(frozen=True)
class DosePeriod:
    """One daily dose over whole days. `ends_on` is its last day, None when it is open; `daily` in the chart's unit."""

    starts_on: date
    ends_on: date | None
    daily: Decimal
    kind: Kind = Kind.TAKEN


@dataclass(frozen=True)
class Point:
    """One reading on one local date; None means asked and not answered (drawn as a gap)."""

    on: date
    value: Decimal | None


@dataclass(frozen=True)
class Band:
    """The person's own usual range, and the days it was taken from."""

    low: Decimal
    high: Decimal
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Lane:
    """One row under the dose. `every_days` is the rhythm of the question (1 daily, 7 weekly): longer pauses are gaps.

    `mean_days` draws a running mean (7: at least 4 values, else nothing) over the single values; 0 draws the values.
    `low` and `high` are the ends of the drawn scale; `bad_side` ("above", "below" or "") is the side of the band on
    which points get an open ring; `watch` is a value with a dotted line of its own. `places` are decimals shown.
    """

    title: str
    unit: str
    points: tuple[Point, ...]
    low: Decimal
    high: Decimal
    band: Band | None = None
    every_days: int = 1
    mean_days: int = 0
    bad_side: str = ""
    watch: Decimal | None = None
    places: int = 1
    suffix: str = ""


@dataclass(frozen=True)
class Visit:
    """A visit held, or one that is planned (drawn dashed)."""

    on: date
    planned: bool = False


@dataclass(frozen=True)
class AlertMark:
    """An alert on its day; urgency RED, ORANGE or YELLOW."""

    on: date
    urgency: str


@dataclass(frozen=True)
class Picture:
    """The clinician's picture: dose staircase above, lanes below, marks between.

    `key` makes ids unique on a page; `finding` is the sentence a screen reader hears; `note` stands under the present
    dose, for example "135 MME, CDC 2022". `today` and the drawn span are inputs.
    """

    key: str
    title: str
    finding: str
    medicine: str
    unit: str
    doses: tuple[DosePeriod, ...]
    lanes: tuple[Lane, ...]
    first_on: date
    today: date
    last_on: date
    visits: tuple[Visit, ...] = ()
    alerts: tuple[AlertMark, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Flag:
    """Something the person reached, in their words, on its day."""

    on: date
    text: str


@dataclass(frozen=True)
class Path:
    """The person's own path as terraces. It is a path, not an amount: it runs from the first dose to the goal."""

    key: str
    title: str
    finding: str
    unit: str
    doses: tuple[DosePeriod, ...]
    today: date
    last_on: date
    flags: tuple[Flag, ...] = ()
    goal_text: str = ""


@dataclass(frozen=True)
class Spark:
    """A named row of daily readings, oldest first, with the person's own band. `finding` is read aloud."""

    name: str
    finding: str
    values: tuple[Decimal | None, ...]
    low: Decimal
    high: Decimal
    band: tuple[Decimal, Decimal] | None = None


def pain_lane(points: Sequence[Point], band: Band | None = None) -> Lane:
    """Pain today, 0 to 10, asked every day."""
    low, high = cut_scale(points, band, 0, 10)
    return Lane(_("Pain"), _("0–10, 7-day mean"), tuple(points), low, high, band, 1, 7, "above")


def function_lane(points: Sequence[Point], band: Band | None = None) -> Lane:
    """PEG, 0 to 10, asked every week; lower is better."""
    low, high = cut_scale(points, band, 0, 10)
    return Lane(_("Function"), _("PEG, lower is better"), tuple(points), low, high, band, 7, 0, "above")


def mood_lane(points: Sequence[Point], band: Band | None = None) -> Lane:
    """PHQ-2, 0 to 6, asked every week; three and more deserve a look."""
    watch = Decimal(3)
    return Lane(
        _("Mood"), _("PHQ-2, look at 3"), tuple(points), Decimal(0), Decimal(6), band, 7, 0, "above", watch, places=0
    )


def sleep_lane(points: Sequence[Point], band: Band | None = None) -> Lane:
    """Hours slept, one value a night."""
    low, high = cut_scale(points, band, 0, 24)
    return Lane(_("Asleep"), _("hours, 7-day mean"), tuple(points), low, high, band, 1, 7, "below", suffix=" h")


def steps_lane(points: Sequence[Point], band: Band | None = None) -> Lane:
    """Steps a day, as a device counted them; the scale begins at zero."""
    _low, high = cut_scale(points, band, 0, 100_000)
    top = Decimal(ceil_of(high / 1000) * 1000)
    return Lane(_("Steps"), _("a day, 7-day mean"), tuple(points), Decimal(0), top, band, 1, 7, "below", places=0)


def cut_scale(points: Sequence[Point], band: Band | None, floor: int, ceiling: int) -> tuple[Decimal, Decimal]:
    """Ends of a lane's scale: whole numbers around everything drawn, at least five apart. Both ends are printed."""
    values = [p.value for p in points if p.value is not None] + ([band.low, band.high] if band else [])
    if not values:
        return Decimal(floor), Decimal(min(ceiling, floor + 10))
    low, high = floor_of(min(values)), ceil_of(max(values))
    while high - low < 5 and (low > floor or high < ceiling):
        low, high = max(floor, low - 1), min(ceiling, high + 1)
    return Decimal(max(floor, low)), Decimal(min(ceiling, high))


def own_band(points: Sequence[Point], first_on: date, last_on: date) -> Band | None:
    """The person's usual range between two dates: median, and 1.48 times the median distance from it.

    Shown, not judged: no rule reads it. None with fewer than three readings. The band is at least one point wide.
    """
    values = [p.value for p in points if p.value is not None and first_on <= p.on <= last_on]
    if len(values) < 3:
        return None
    middle = median(values)
    spread = max(Decimal("1.48") * median(abs(v - middle) for v in values), Decimal("0.5"))
    return Band(middle - spread, middle + spread, first_on, last_on)
