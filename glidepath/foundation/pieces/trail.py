"""The trail above a question: one small terrace per question, going down."""

from __future__ import annotations

from dataclasses import dataclass

from glidepath.foundation.pieces.geometry import at

WIDTH = 360
GAP = 4


@dataclass(frozen=True)
class Piece:
    """One terrace: answered (on), this one (now) or still to come."""

    css: str
    d: str


def trail_pieces(number: int, total: int) -> list[Piece]:
    """Terraces for question `number` of `total`, counted from one. Raises ValueError for a number outside."""
    if not 1 <= number <= total:
        raise ValueError(f"question {number} of {total}: outside")
    step, fall = WIDTH / total, 20 / max(total - 1, 1)
    return [_piece(n, number, step, fall) for n in range(1, total + 1)]


def _piece(n: int, number: int, step: float, fall: float) -> Piece:
    css = "on" if n < number else "now" if n == number else ""
    left = (n - 1) * step + GAP / 2
    return Piece(css, f"M{at(left)} {at(3 + (n - 1) * fall)}h{at(step - GAP)}")
