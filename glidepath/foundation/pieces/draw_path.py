"""The person's own path: soft terraces from the first dose to the goal, a warm dot where they stand today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from glidepath.foundation.pieces.charts import DosePeriod, Kind, Path
from glidepath.foundation.pieces.geometry import LETTER, Axis, Canvas, Room, Shape, Stretch, scale_to, stairs

DAY = timedelta(days=1)


@dataclass(frozen=True)
class ChartView:
    """What pieces/chart.html draws."""

    key: str
    title: str
    finding: str
    width: int
    height: int
    shapes: list[Shape]


class _Drawing:
    def __init__(self, path: Path, narrow: bool) -> None:
        self.path, self.narrow = path, narrow
        self.width, self.height = (326, 230) if narrow else (1000, 300)
        self.canvas = Canvas(self.width)
        first = path.doses[0].starts_on
        self.axis = Axis(first, path.last_on, 14, self.width - 14)
        levels = [p.daily for p in path.doses]
        self.bottom = self.height - 34
        self.y = scale_to(min(levels), max(levels), 46, self.bottom - 36)
        self.radius = 7 if narrow else 11
        self.rooms = dict[int, Room]()
        self.written = set[object]()

    def fits(self, x: float, y: float, words: str) -> bool:
        """Takes the place on a line of text where it is free."""
        return self.rooms.setdefault(round(y), Room(4, self.width - 4)).take(x, words)

    def stretch(self, period: DosePeriod, start: date, end: date) -> Stretch:
        return Stretch(self.axis.x(start), self.axis.x(end), self.y(period.daily))

    def split(self) -> tuple[list[Stretch], list[Stretch]]:
        """What is behind the person and what is ahead, cut at today."""
        done, ahead = list[Stretch](), list[Stretch]()
        for period, end in _with_ends(self.path):
            if period.starts_on <= self.path.today:
                done.append(self.stretch(period, period.starts_on, min(end, self.path.today)))
            if end > self.path.today:
                ahead.append(self.stretch(period, max(period.starts_on, self.path.today), end))
        return done, ahead

    def terraces(self) -> None:
        done, ahead = self.split()
        self.canvas.path("t1", stairs(ahead, self.radius, self.bottom))
        self.canvas.path("t2", stairs(done, self.radius, self.bottom))
        self.canvas.path("plan", stairs(ahead, self.radius))
        self.canvas.path("stair", stairs(done, self.radius))
        self.canvas.path("ax2", f"M14 {self.bottom}H{self.width - 14}")

    def here(self) -> None:
        now = _period_on(self.path)
        x, y = self.axis.x(self.path.today), self.y(now.daily)
        words = _("You are here")
        if now.daily not in self.written:
            words = f"{words}: {self.amount(now)}"
        self.canvas.circle("here", x, y, 8 if self.narrow else 9)
        begin = min(x + 14, self.width - 10 - len(words) * LETTER)
        # Where the words reach back over the path, they stand above its highest part there.
        over = [self.y(p.daily) for p, end in _with_ends(self.path) if begin <= self.axis.x(end) and begin < x]
        self.canvas.text("th", begin, min([y - 16, *(top - 12 for top in over)]), words)

    def amount(self, period: DosePeriod) -> str:
        return f"{period.daily.normalize():f} {self.path.unit}"

    def numbers(self) -> None:
        """The dose under each terrace that is wide enough; the first stands above its line, the last at the edge."""
        rows = _with_ends(self.path)
        for period, end in rows:
            words, start = self.amount(period), self.axis.x(period.starts_on) + 8
            wide_enough = start + len(words) * 6.6 <= self.axis.x(end)
            if period.daily in self.written or not (wide_enough or period is rows[0][0] or period is rows[-1][0]):
                continue
            y = self.y(period.daily) + (21 if wide_enough or period is not rows[0][0] else -11)
            start = min(start, self.width - 14 - len(words) * LETTER) if wide_enough or y > 60 else self.axis.left
            self.written.add(period.daily)
            self.canvas.text("tk" if period.starts_on <= self.path.today else "", start, y, words)

    def rests(self) -> None:
        for period, end in _with_ends(self.path):
            if period.kind is Kind.HOLD and period.starts_on <= self.path.today:
                start, stop = self.axis.x(period.starts_on), self.axis.x(min(end, self.path.today))
                y = self.y(period.daily)
                self.canvas.path("stair-rest", f"M{start:.1f} {y:.1f}H{max(stop - self.radius, start + 2):.1f}")
                words = _("rest") if self.narrow else rest_words((min(end, self.path.today) - period.starts_on).days)
                if self.fits((start + stop) / 2 - len(words) * LETTER / 2, y - 12, words):
                    self.canvas.text("tk", (start + stop) / 2, y - 12, words, "middle")

    def flags(self) -> None:
        for flag in self.path.flags:
            period = _period_on(self.path, flag.on)
            x, y = self.axis.x(flag.on), self.y(period.daily)
            self.canvas.path("flag", f"M{x:.1f} {y - 2:.1f}v-24l14 6l-12.5 6v12z")
            if not self.narrow and self.fits(x + 20, y - 12, flag.text):
                self.canvas.text("tk", x + 20, y - 12, flag.text)

    def goal(self) -> None:
        if not self.path.goal_text:
            return
        x, y = self.width - 18, self.y(self.path.doses[-1].daily)
        self.canvas.path("flag", f"M{x} {y - 2:.1f}v-24l-14 6l12.5 6v12z")
        begin = x - 20 - len(self.path.goal_text) * LETTER
        above = min(self.y(p.daily) for p, end in _with_ends(self.path) if self.axis.x(end) >= begin)
        lift = 32 if self.narrow else 12
        self.canvas.text("tk", x - (0 if self.narrow else 20), min(y - lift, above - 10), self.path.goal_text, "end")

    def months(self) -> None:
        for on in month_starts(self.axis.first_on, self.axis.last_on, 4 if self.narrow else 9):
            x = self.axis.x(on)
            self.canvas.path("ax2", f"M{x:.1f} {self.bottom}v5")
            words, anchor = month_words(on), edge_anchor(x, month_words(on), self.width)
            self.canvas.text("", x, self.bottom + 19, words, anchor)


def draw_path(path: Path, narrow: bool = False) -> ChartView:
    """Shapes of the staircase. Raises ValueError for a path without doses."""
    if not path.doses:
        raise ValueError(f"path {path.key}: no dose to draw")
    drawing = _Drawing(path, narrow)
    for layer in (drawing.terraces, drawing.rests, drawing.flags, drawing.numbers, drawing.goal, drawing.months):
        layer()
    drawing.here()
    size = "narrow" if narrow else "wide"
    key = f"{path.key}-{size}"
    return ChartView(key, path.title, path.finding, drawing.width, drawing.height, drawing.canvas.shapes)


def rest_words(days: int) -> str:
    """How long a rest was, in whole weeks where it is."""
    if days % 7:
        return _("rest of %(days)s days") % {"days": days}
    return _("%(weeks)s-week rest") % {"weeks": days // 7}


def month_starts(first_on: date, last_on: date, most: int) -> list[date]:
    """First days of months between two dates, thinned evenly to at most `most`."""
    firsts = list[date]()
    year, month = first_on.year, first_on.month
    while (on := date(year, month, 1)) <= last_on:
        if on >= first_on:
            firsts.append(on)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    every = max(1, -(-len(firsts) // most))
    return firsts[::every]


def edge_anchor(x: float, words: str, width: int) -> str:
    """Middle, unless the words would run over an edge of the drawing."""
    half = len(words) * LETTER / 2
    return "start" if x < half else "end" if x > width - half else "middle"


def month_words(on: date) -> str:
    """Short name of the month, with the year in January."""
    return date_format(on, "SHORT_MONTH_FORMAT" if on.month == 1 else "ONLY_MONTH_FORMAT")


def _with_ends(path: Path) -> list[tuple[DosePeriod, date]]:
    """Each period with the day after its last; an open one lasts to the next, the last one to the end."""
    ends = [after.starts_on for _before, after in pairwise(path.doses)]
    last = path.doses[-1].ends_on
    return list(zip(path.doses, [*ends, last + DAY if last else path.last_on], strict=True))


def _period_on(path: Path, on: date | None = None) -> DosePeriod:
    day = on or path.today
    begun = [p for p in path.doses if p.starts_on <= day]
    return begun[-1] if begun else path.doses[0]
