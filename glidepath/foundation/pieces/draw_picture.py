"""The clinician's picture: the dose staircase from zero, visits and alerts, then the lanes, on one time axis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from glidepath.foundation.pieces.charts import DosePeriod, Kind, Picture
from glidepath.foundation.pieces.draw_lane import LANE_HEIGHT, Frame, draw_lane
from glidepath.foundation.pieces.draw_path import ChartView, edge_anchor, month_starts, month_words
from glidepath.foundation.pieces.geometry import LETTER, Axis, Canvas, Room, Stretch, scale_to, stairs

TOP, DOSE_HEIGHT, EVENTS = 36, 136, 54
NARROW_BACK, NARROW_AHEAD = timedelta(days=70), timedelta(days=30)


@dataclass(frozen=True)
class _Layout:
    width: int
    left: float
    label: int  # room for words above a lane, narrow picture only
    gap: int

    @property
    def dose_top(self) -> float:
        return TOP + self.label

    @property
    def dose_floor(self) -> float:
        return self.dose_top + DOSE_HEIGHT

    def lane_top(self, index: int) -> float:
        first = self.dose_floor + EVENTS
        return first + self.label + index * (self.label + LANE_HEIGHT + self.gap)


_WIDE = _Layout(820, 132, 0, 15)
_NARROW = _Layout(326, 12, 22, 10)


class _Drawing:
    def __init__(self, picture: Picture, narrow: bool) -> None:
        self.p, self.narrow = picture, narrow
        self.lay = _NARROW if narrow else _WIDE
        self.canvas = Canvas(self.lay.width)
        self.axis = Axis(picture.first_on, picture.last_on, self.lay.left, self.lay.width - 14)
        self.foot = self.lay.lane_top(max(len(picture.lanes) - 1, 0)) + LANE_HEIGHT + 10
        self.now = self.axis.x(picture.today)
        highest = max(d.daily for d in picture.doses)
        self.y = scale_to(type(highest)(0), highest, self.lay.dose_top + 8, self.lay.dose_floor)

    def ground(self) -> None:
        self.canvas.rect("future", self.now, TOP - 6, self.axis.right - self.now, self.foot - TOP + 6)
        for on in month_starts(self.p.first_on, self.p.last_on, 5 if self.narrow else 10):
            x = self.axis.x(on)
            self.canvas.path("ax2", f"M{x:.1f} {self.foot - 4:.1f}v7")
            words = month_words(on)
            self.canvas.text("", x, self.foot + 20, words, edge_anchor(x, words, self.lay.width))
        for period, end in self.periods():
            top, height = self.lay.dose_top - 2, self.foot - self.lay.dose_top
            if period.kind is Kind.HOLD:
                start = self.axis.x(period.starts_on)
                hatch = f"url(#{self.key}-hatch)"
                self.canvas.rect("hold", start, top, self.axis.x(min(end, self.p.today)) - start, height, hatch)
            elif self.p.first_on < period.starts_on <= self.p.today:
                self.canvas.path("stepv", f"M{self.axis.x(period.starts_on):.1f} {top:.1f}V{self.foot:.1f}")

    @property
    def key(self) -> str:
        return f"{self.p.key}-{'narrow' if self.narrow else 'wide'}"

    def periods(self) -> list[tuple[DosePeriod, date]]:
        """Drawn periods with the day each ends on the axis."""
        ends = [after.starts_on for _before, after in pairwise(self.p.doses)]
        last = self.p.doses[-1].ends_on
        pairs = zip(self.p.doses, [*ends, last or self.p.last_on], strict=True)
        return [(p, end) for p, end in pairs if end > self.p.first_on and p.starts_on < self.p.last_on]

    def dose(self) -> None:
        taken, ahead = list[Stretch](), list[Stretch]()
        for period, end in self.periods():
            level = self.y(period.daily)
            if period.starts_on <= self.p.today:
                stop = min(end, self.p.today)
                taken.append(Stretch(self.axis.x(period.starts_on), self.axis.x(stop), level))
            if end > self.p.today:
                begin = max(period.starts_on, self.p.today)
                ahead.append(Stretch(self.axis.x(begin), self.axis.x(end), level))
        self.canvas.path("stair-fill", stairs(taken, 3, self.lay.dose_floor))
        self.canvas.path("ax2", f"M{self.lay.left} {self.lay.dose_floor}H{self.axis.right}")
        self.canvas.path("plan", stairs(ahead))
        self.canvas.path("stair", stairs(taken, 3))
        self.dose_numbers()
        self.dose_words()

    def dose_numbers(self) -> None:
        room, previous = Room(self.lay.left - 2, self.axis.right + 2), None
        for period, _end in self.periods():
            if period.daily == previous:
                continue
            words = f"{period.daily.normalize():f}" + (f" {self.p.unit}" if previous is None else "")
            previous, ahead = period.daily, period.starts_on > self.p.today
            x = self.axis.x(max(period.starts_on, self.p.first_on)) + 6
            if room.take(x, words):
                self.canvas.text("" if ahead else "tk", x, self.y(period.daily) - 9, words)
        self.canvas.text("", self.now + 6, self.lay.dose_floor - 4, "0")
        for period, end in self.periods():
            if period.kind is Kind.HOLD and period.starts_on <= self.p.today:
                middle = (self.axis.x(period.starts_on) + self.axis.x(min(end, self.p.today))) / 2
                self.canvas.text("tk", middle, self.lay.dose_floor - 8, _("hold"), "middle")

    def dose_words(self) -> None:
        title, top = _("Daily dose"), self.lay.dose_top
        if self.narrow:
            self.canvas.text("th", self.lay.left, TOP + 8, title)
            self.canvas.text("", self.lay.left + len(title) * (LETTER + 0.7) + 8, TOP + 8, self.p.medicine)
            return
        now = [d for d in self.p.doses if d.starts_on <= self.p.today]
        self.canvas.text("th", 0, top + 20, title)
        self.canvas.text("", 0, top + 37, self.p.medicine)
        self.canvas.text("tb", 0, top + 64, f"{now[-1].daily.normalize():f} {self.p.unit}" if now else "")
        self.canvas.text("", 0, top + 82, self.p.note)

    def events(self) -> None:
        y = self.lay.dose_floor + 17
        start = self.lay.left if self.narrow else 0
        if not self.narrow:
            self.canvas.text("", start, y + 4, _("Visits"))
            self.canvas.text("", start, y + 22, _("Alerts"))
        for visit in self.p.visits:
            if self.axis.holds(visit.on):
                self.canvas.circle("vis", self.axis.x(visit.on), y, 4.6, dashed=visit.planned)
        for mark in self.p.alerts:
            if self.axis.holds(mark.on):
                css, d = alert_shape(mark.urgency, self.axis.x(mark.on), y + 11)
                self.canvas.path(css, d)

    def lanes(self) -> None:
        for index, lane in enumerate(self.p.lanes):
            draw_lane(self.canvas, lane, Frame(self.axis, self.p.today, self.lay.lane_top(index), self.narrow))

    def today(self) -> None:
        self.canvas.path("now", f"M{self.now:.1f} {TOP - 8}V{self.foot:.1f}")
        self.canvas.text("tk", self.now, TOP - 14, _("today"), "middle")
        ahead = [d.starts_on for d in self.p.doses if d.kind is Kind.PLANNED and d.starts_on > self.p.today]
        if ahead and ahead[0] < self.p.last_on and not self.narrow and self.axis.x(ahead[0]) - self.now > 50:
            x = min(self.axis.x(ahead[0]), self.axis.right - 22)
            self.canvas.text("", x, TOP - 14, f"{date_format(ahead[0], 'SHORT_DAY_FORMAT')}?", "middle")


def alert_shape(urgency: str, x: float, y: float) -> tuple[str, str]:
    """Octagon, triangle or diamond: the same shapes as the badges."""
    if urgency == "RED":
        return "al-r", f"M{x - 2.6:.1f} {y:.1f}h5.2l3.6 3.6v5.2l-3.6 3.6h-5.2l-3.6-3.6v-5.2z"
    if urgency == "ORANGE":
        return "al-o", f"M{x:.1f} {y:.1f}l6.5 11.5h-13z"
    return "al-y", f"M{x:.1f} {y:.1f}l6 6l-6 6l-6-6z"


def draw_picture(picture: Picture) -> tuple[ChartView, ChartView]:
    """The wide picture over the whole span, and the narrow one over the last ten weeks."""
    if not picture.doses:
        raise ValueError(f"picture {picture.key}: no dose to draw")
    first = max(picture.first_on, picture.today - NARROW_BACK)
    short = replace(picture, first_on=first, last_on=min(picture.last_on, picture.today + NARROW_AHEAD))
    return _draw(picture, False), _draw(short, True)


def _draw(picture: Picture, narrow: bool) -> ChartView:
    drawing = _Drawing(picture, narrow)
    for layer in (drawing.ground, drawing.dose, drawing.events, drawing.lanes, drawing.today):
        layer()
    height = round(drawing.foot + 26)
    return ChartView(drawing.key, picture.title, picture.finding, drawing.lay.width, height, drawing.canvas.shapes)
