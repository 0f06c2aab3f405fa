"""One lane of the picture: band, line with gaps, rings outside the band, words at its start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from glidepath.foundation.pieces.charts import Lane, Point
from glidepath.foundation.pieces.geometry import LETTER, Axis, Canvas, Spot, dots, polyline, scale_to
from glidepath.foundation.pieces.running_mean import running

LANE_HEIGHT = 62
NO_DATA_WIDTH = 60


@dataclass(frozen=True)
class Frame:
    """Where a lane stands: its axis, the last drawn day with data, its top, and whether it is the narrow picture."""

    axis: Axis
    today: date
    top: float
    narrow: bool

    @property
    def bottom(self) -> float:
        """The lane's ground line."""
        return self.top + LANE_HEIGHT


def shown(value: Decimal, lane: Lane) -> str:
    """A value as the lane prints it, in the reader's number format."""
    rounded = value.quantize(Decimal(1).scaleb(-lane.places), rounding=ROUND_HALF_UP)
    return number_format(rounded, decimal_pos=lane.places, use_l10n=True, force_grouping=True) + lane.suffix


def line_points(lane: Lane) -> list[Point]:
    """What the line runs through: the running mean, or the values themselves."""
    return running(lane.points, lane.mean_days) if lane.mean_days else list(lane.points)


def current(lane: Lane, today: date) -> Decimal | None:
    """The value that counts today, None when the last one is too old to speak for today."""
    known = [p for p in line_points(lane) if p.value is not None and p.on <= today]
    fresh = known and (today - known[-1].on).days <= max(lane.every_days * 2, 2)
    return known[-1].value if fresh else None


def draw_lane(canvas: Canvas, lane: Lane, frame: Frame) -> None:
    """All shapes of one lane."""
    y = scale_to(lane.low, lane.high, frame.top, frame.bottom)
    axis, today = frame.axis, frame.today
    if lane.band:
        upper, lower = y(lane.band.high), y(lane.band.low)
        canvas.rect("band", axis.left, upper, axis.x(today) - axis.left, lower - upper)
    canvas.path("ax", f"M{axis.left} {frame.bottom}H{axis.right}")
    if lane.watch is not None:
        canvas.path("bl", f"M{axis.left} {y(lane.watch):.1f}H{axis.x(today):.1f}")
    _line(canvas, lane, frame, y)
    _words(canvas, lane, frame)


def _line(canvas: Canvas, lane: Lane, frame: Frame, y: Callable[[Decimal], float]) -> None:
    axis = frame.axis
    drawn = [p for p in line_points(lane) if axis.holds(p.on) and p.on <= frame.today]
    single = [p for p in lane.points if axis.holds(p.on) and p.on <= frame.today and p.value is not None]
    css = "raw-dots" if lane.mean_days else "pt-dots"
    if lane.mean_days or lane.every_days > 1:
        canvas.path(css, dots((axis.x(p.on), y(p.value)) for p in single if p.value is not None))
    canvas.path("ln", polyline(_with_gaps(drawn, lane, axis, y)))
    for point in single:
        if point.value is not None and _outside(point.value, lane) and (point.on > frame.today - timedelta(days=14)):
            canvas.circle("out", axis.x(point.on), y(point.value), 3.4)
    _say_gaps(canvas, single, lane, frame)


def _with_gaps(points: list[Point], lane: Lane, axis: Axis, y: Callable[[Decimal], float]) -> list[Spot | None]:
    spots, last = list[Spot | None](), None
    for point in points:
        if point.value is None or (last is not None and (point.on - last).days > lane.every_days * 2 - 1):
            spots.append(None)
        if point.value is not None:
            spots.append((axis.x(point.on), y(point.value)))
            last = point.on
    return spots


def _outside(value: Decimal, lane: Lane) -> bool:
    if lane.watch is not None:
        return value >= lane.watch
    if lane.band is None:
        return False
    return value > lane.band.high if lane.bad_side == "above" else lane.bad_side == "below" and value < lane.band.low


def _say_gaps(canvas: Canvas, single: list[Point], lane: Lane, frame: Frame) -> None:
    """The words "no data" in every pause wide enough to hold them, the one before today included."""
    days = [frame.axis.first_on, *(p.on for p in single), frame.today]
    for before, after in pairwise(days):
        start, end = frame.axis.x(before), frame.axis.x(after)
        if (after - before).days > lane.every_days * 2 and end - start >= NO_DATA_WIDTH:
            canvas.text("", (start + end) / 2, frame.bottom - 5, _("no data"), "middle")


def _words(canvas: Canvas, lane: Lane, frame: Frame) -> None:
    value = current(lane, frame.today)
    words = shown(value, lane) if value is not None else "–"
    if frame.narrow:
        canvas.text("th", frame.axis.left, frame.top - 7, lane.title)
        canvas.text("", frame.axis.left + len(lane.title) * (LETTER + 0.7) + 8, frame.top - 7, lane.unit)
        canvas.text("tb", frame.axis.right, frame.top + LANE_HEIGHT / 2 + 6, words, "end")
    else:
        canvas.text("th", 0, frame.top + 13, lane.title)
        canvas.text("", 0, frame.top + 30, lane.unit)
        canvas.text("tb", 0, frame.top + 53, words)
    edge = frame.axis.x(frame.today) + 6
    plain = Lane(lane.title, lane.unit, (), lane.low, lane.high, places=0)
    canvas.text("", edge, frame.top + 10, shown(lane.high, plain))
    canvas.text("", edge, frame.bottom - 4, shown(lane.low, plain))
