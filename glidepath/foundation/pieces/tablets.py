"""What a dose looks like as small drawings: one glyph per unit, shape and hue fixed by the printed strength.

The drawings are a schema. The words beside them are the instruction and come from the frozen rendering unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_DRAWN = 4

# Hue and outline by the leading digits of the strength, so that 15 mg looks the same on every page and two strengths
# of one product differ. The number inside and the words beside always say which it is.
_LOOKS: dict[str, tuple[str, str]] = {
    "1": ("ink", "round"),
    "12": ("lake", "oval"),
    "125": ("heather", "oval"),
    "15": ("lake", "round"),
    "2": ("heather", "oval"),
    "225": ("fir", "oblong"),
    "25": ("fir", "round"),
    "3": ("heather", "round"),
    "375": ("lake", "oblong"),
    "4": ("lake", "oval"),
    "5": ("fir", "oblong"),
    "6": ("fir", "oval"),
    "75": ("heather", "oblong"),
    "8": ("ink", "oval"),
}
_FORMS = {"tablet", "capsule", "patch", "film", "liquid"}


class UnreadableDose(ValueError):
    """A rendering row lacks a field or holds a count that is no number. The message names the field."""


@dataclass(frozen=True)
class Glyph:
    """One drawn unit. `part` is whole, half or many; `label` the strength as printed, for example 37.5."""

    shape: str
    hue: str
    label: str
    part: str
    many: str = ""

    @property
    def narrow(self) -> bool:
        """True where the number needs smaller letters to stay inside."""
        return len(self.label) > 2

    @property
    def size(self) -> str:
        """s, m or l: the drawing grows with the strength, in three steps."""
        strength = Decimal(self.label)
        return "s" if strength < 10 else "m" if strength < 25 else "l"


def glyphs_for(units: Iterable[Mapping[str, Any]], form: str = "tablet") -> list[list[Glyph]]:
    """Glyphs per strength, in the given order; the template joins the groups with the word "and".

    `units` is the frozen rendering's list of {"strength": "15", "count": "1"}. Raises UnreadableDose.
    """
    return [_group(str(_field(unit, "strength")), _count(_field(unit, "count")), form) for unit in units]


def _group(strength: str, count: Decimal, form: str) -> list[Glyph]:
    _count(strength, "strength")
    hue, outline = look_of(strength)
    shape = outline if form == "tablet" else (form if form in _FORMS else "oval")
    whole, rest = int(count), count - int(count)
    halved = rest == Decimal("0.5") and form in {"tablet", "film"}
    if whole > MOST_DRAWN or (rest and not halved):
        return [Glyph(shape, hue, strength, "many", f"{count.normalize():f}")]
    drawn = [Glyph(shape, hue, strength, "whole") for _ in range(whole)]
    return drawn + ([Glyph(shape, hue, strength, "half")] if rest else [])


def look_of(strength: str) -> tuple[str, str]:
    """Hue and outline of a strength such as "15" or "37.5"."""
    digits = strength.replace(".", "").strip("0")
    return _LOOKS.get(digits, ("ink", "oblong"))


def _field(row: Mapping[str, Any], name: str) -> Any:
    if name not in row:
        raise UnreadableDose(f"{name}: missing in {sorted(row)}")
    return row[name]


def _count(value: Any, field: str = "count") -> Decimal:
    try:
        count = Decimal(str(value))
    except InvalidOperation as error:
        raise UnreadableDose(f"{field}: {value!r} is not a decimal number") from error
    if not count.is_finite() or count < 0:
        raise UnreadableDose(f"{field}: {value!r} must be zero or more")
    return count
