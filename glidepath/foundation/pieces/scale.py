"""The tiles of a numeric rating scale. All alike: no faces, no colours, no answer chosen beforehand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """One answer: its number, the id of its radio, and whether the person chose it in this very form."""

    value: int
    id: str
    chosen: bool


def tiles(name: str, low: int, high: int, chosen: object = None) -> list[Tile]:
    """One tile per whole number from low to high. `chosen` is what was just sent, never yesterday's answer."""
    if high <= low:
        raise ValueError(f"scale {name}: high {high} must be above low {low}")
    picked = "" if chosen is None else str(chosen)
    return [Tile(n, f"id_{name}_{n - low}", str(n) == picked) for n in range(low, high + 1)]
