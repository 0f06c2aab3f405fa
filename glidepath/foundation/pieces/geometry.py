"""Coordinates and shapes of a chart. Coordinates leave as text with a point, whatever the page's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

LETTER = 7.1  # width of a bold chart letter in units, on the generous side
Spot = tuple[float, float]


def at(value: float) -> str:
    """A coordinate as SVG wants it."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Shape:
    """One thing to draw: kind is path, rect, circle or text; the rest are attributes the template writes out."""

    kind: str
    css: str
    x: str = ""
    y: str = ""
    width: str = ""
    height: str = ""
    d: str = ""
    text: str = ""
    anchor: str = ""
    fill: str = ""
    dashed: bool = False


@dataclass
class Canvas:
    """Collects shapes in drawing order."""

    width: int
    shapes: list[Shape] = field(default_factory=list)

    def path(self, css: str, d: str) -> None:
        """A line or an area; nothing for an empty one."""
        if d:
            self.shapes.append(Shape("path", css, d=d))

    def rect(self, css: str, x: float, y: float, width: float, height: float, fill: str = "") -> None:
        """A box; nothing where it would have no width."""
        if width > 0:
            box = Shape("rect", css, at(x), at(y), at(width), at(max(height, 0)), fill=fill)
            self.shapes.append(box)

    def circle(self, css: str, x: float, y: float, radius: float, dashed: bool = False) -> None:
        """A point with meaning."""
        self.shapes.append(Shape("circle", css, at(x), at(y), at(radius), dashed=dashed))

    def text(self, css: str, x: float, y: float, words: str, anchor: str = "") -> None:
        """Words, or nothing for none. The template escapes them."""
        if words:
            self.shapes.append(Shape("text", css, at(x), at(y), text=words, anchor=anchor))


@dataclass(frozen=True)
class Axis:
    """Days from `first_on` to `last_on` spread over left … right; outside days are held at the ends."""

    first_on: date
    last_on: date
    left: float
    right: float

    def x(self, on: date) -> float:
        """Where a day begins."""
        held = max(self.first_on, min(self.last_on, on))
        return self.left + (held - self.first_on).days / max((self.last_on - self.first_on).days, 1) * (
            self.right - self.left
        )

    def holds(self, on: date) -> bool:
        """True for a day that is drawn."""
        return self.first_on <= on <= self.last_on


@dataclass(frozen=True)
class Stretch:
    """A level from one x to another."""

    start: float
    end: float
    level: float


def stairs(stretches: Sequence[Stretch], radius: float = 0, floor: float | None = None) -> str:
    """A staircase line with corners of `radius`; with `floor` it is closed to an area."""
    if not stretches:
        return ""
    d = f"M{at(stretches[0].start)} {at(stretches[0].level)}"
    for now, after in pairwise(stretches):
        d += _corner(now, after, radius)
    d += f"H{at(stretches[-1].end)}"
    return d if floor is None else f"{d}V{at(floor)}H{at(stretches[0].start)}Z"


def _corner(now: Stretch, after: Stretch, radius: float) -> str:
    drop = after.level - now.level
    r = min(radius, (now.end - now.start) / 2, (after.end - after.start) / 2)
    if r <= 0 or not drop:
        return f"H{at(now.end)}V{at(after.level)}"
    ry = min(r, abs(drop) / 2) * (1 if drop > 0 else -1)
    x = now.end
    return (
        f"H{at(x - r)}Q{at(x)} {at(now.level)} {at(x)} {at(now.level + ry)}"
        f"V{at(after.level - ry)}Q{at(x)} {at(after.level)} {at(x + r)} {at(after.level)}"
    )


def polyline(spots: Iterable[Spot | None]) -> str:
    """A line through the spots; None breaks it."""
    d, drawing = "", False
    for spot in spots:
        d += f"{'L' if drawing else 'M'}{at(spot[0])} {at(spot[1])}" if spot else ""
        drawing = spot is not None
    return d


def dots(spots: Iterable[Spot]) -> str:
    """Many small dots as one path of zero-length strokes with round ends."""
    return "".join(f"M{at(x)} {at(y)}h0" for x, y in spots)


def scale_to(low: Decimal, high: Decimal, top: float, bottom: float) -> Callable[[Decimal], float]:
    """From a value to its y; values beyond the ends are held at the ends."""
    span = float(high - low) or 1.0
    return lambda value: bottom - float(max(low, min(high, value)) - low) / span * (bottom - top)


class Room:
    """Keeps words from running into each other on one line."""

    def __init__(self, left: float, right: float) -> None:
        self.left, self.right, self.taken = left, right, list[Spot]()

    def take(self, start: float, words: str, letter: float = LETTER) -> bool:
        """True, and the place is taken, where the words fit between the ends and beside the others."""
        end = start + len(words) * letter
        free = start >= self.left and end <= self.right and all(end + 6 < a or start > b + 6 for a, b in self.taken)
        if free:
            self.taken.append((start, end))
        return free
