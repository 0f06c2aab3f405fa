"""Several staircases on one axis, each with its own dash, hue and letter, 4 units apart so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text

from glidepath.foundation.pieces.draw_path import ChartView
from glidepath.foundation.pieces.geometry import Canvas, Stretch, at, stairs

APART = 4.0
BEFORE = Fraction(3, 100)  # of the axis: the dose that is taken now, before the first change
WEEKS_APART = (1, 2, 4, 8, 13, 26, 52, 104, 208)
Spot = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """One pace: its letter, the style 1 to 4, the words under the picture, and (days from the first change, dose)."""

    letter: str
    style: int
    words: str
    short: str
    steps: Sequence[tuple[int, Fraction]]

    @property
    def days(self) -> int:
        """From the first change to the last."""
        return self.steps[-1][0]


@dataclass(frozen=True)
class Drawn:
    """What is common to the lines."""

    key: str
    title: str
    finding: str
    across: str
    up: str
    now: Fraction
    lines: Sequence[Line]


def draw_paces(drawn: Drawn, narrow: bool = False) -> ChartView:
    """The picture, wide (930 units) or narrow (326), each near 1:1 so that letters keep their size."""
    return _Drawing(drawn, narrow).view()


class _Drawing:
    def __init__(self, drawn: Drawn, narrow: bool) -> None:
        self.drawn, self.narrow = drawn, narrow
        self.width = 326 if narrow else 930
        self.left, self.right = 46.0, self.width - 14.0
        self.top, self.bottom = 30.0, 210.0 if narrow else 300.0
        self.days = max(max(line.days for line in drawn.lines), 7)
        self.height = int(self.bottom) + 60 + 34 * len(drawn.lines)
        self.canvas = Canvas(self.width)

    def view(self) -> ChartView:
        self._axes()
        badges: list[Spot] = []
        ways = [self._way(line, place) for place, line in enumerate(self.drawn.lines)]
        for line, way in zip(self.drawn.lines, ways, strict=True):
            self.canvas.path(f"c{line.style}", stairs(way))
        for place, line in enumerate(self.drawn.lines):
            badges.append(self._badge(line, ways[place], [w for w in ways if w is not ways[place]], badges))
        for place, line in enumerate(self.drawn.lines):
            self._length(line, self.bottom + 66 + 34 * place)
        key = f"{self.drawn.key}-{'narrow' if self.narrow else 'wide'}"
        return ChartView(key, self.drawn.title, self.drawn.finding, self.width, self.height, self.canvas.shapes)

    def _x(self, days: float) -> float:
        start = self.left + float(BEFORE) * (self.right - self.left)
        return start + days / self.days * (self.right - 12 - start)

    def _y(self, dose: Fraction) -> float:
        return self.bottom - float(dose / self.drawn.now) * (self.bottom - self.top)

    def _axes(self) -> None:
        self.canvas.text("", 0, 12, self.drawn.up)
        for quarter in (Fraction(part, 4) for part in (4, 3, 2, 1, 0)):
            y = self._y(self.drawn.now * quarter)
            self.canvas.path("ax", f"M{at(self.left)} {at(y)}H{at(self.right)}")
            self.canvas.text("", self.left - 8, y + 4, decimal_text(self.drawn.now * quarter), "end")
        floor = self.bottom + 12
        self.canvas.path("ax2", f"M{at(self.left)} {at(floor)}H{at(self.right)}")
        for week in range(0, self.days // 7 + 1, self._weeks_apart()):
            self.canvas.path("ax2", f"M{at(self._x(week * 7))} {at(floor)}v5")
            self.canvas.text("", self._x(week * 7), floor + 19, str(week), "middle")
        self.canvas.text("", (self.left + self.right) / 2, floor + 35, self.drawn.across, "middle")

    def _weeks_apart(self) -> int:
        most = 6 if self.narrow else 12
        return next((apart for apart in WEEKS_APART if self.days / 7 / apart <= most), WEEKS_APART[-1])

    def _way(self, line: Line, place: int) -> list[Stretch]:
        shift = (place - (len(self.drawn.lines) - 1) / 2) * APART
        starts = [self.left, *(self._x(days) + shift for days, _ in line.steps)]
        levels = [self._y(self.drawn.now) + shift, *(self._y(dose) + shift for _, dose in line.steps)]
        ends = [*starts[1:], self.right]
        return [Stretch(*part) for part in zip(starts, ends, levels, strict=True)]

    def _badge(self, line: Line, way: list[Stretch], others: list[list[Stretch]], taken: list[Spot]) -> Spot:
        spot = max(_middles(way), key=lambda one: (_clear_of(one, others), min(_apart(one, taken), default=0.0)))
        self.canvas.circle(f"b{line.style}", *spot, 9)
        self.canvas.text(f"k{line.style}", spot[0], spot[1] + 4.5, line.letter, "middle")
        return spot

    def _length(self, line: Line, y: float) -> None:
        """Under the picture: how long each pace takes, in its own dash, with its words."""
        start, end = self._x(0), self._x(line.days)
        self.canvas.text(f"k{line.style}", self.left, y, f"{line.letter}  {line.short if self.narrow else line.words}")
        self.canvas.path(f"c{line.style}", f"M{at(start)} {at(y + 11)}H{at(end)}")
        self.canvas.path("ax2", f"M{at(end)} {at(y + 4)}v14")


def _middles(way: list[Stretch]) -> list[Spot]:
    """Places for the letter: the middle of each landing that is not the first or the last."""
    inner = way[1:-1] or way
    return [((part.start + part.end) / 2, part.level) for part in inner]


def _clear_of(spot: Spot, others: list[list[Stretch]]) -> int:
    """How far the nearest other line is, in steps of 12 units up to 4: further away is no better."""
    nearest = min((_from_stretch(spot, part) for way in others for part in way), default=48.0)
    return min(4, int(nearest / 12))


def _from_stretch(spot: Spot, part: Stretch) -> float:
    aside = max(part.start - spot[0], spot[0] - part.end, 0.0)
    return max(aside, abs(part.level - spot[1]))


def _apart(spot: Spot, taken: list[Spot]) -> list[float]:
    return [max(abs(spot[0] - x), abs(spot[1] - y)) for x, y in taken]
