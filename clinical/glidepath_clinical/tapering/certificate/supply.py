"""The supply arithmetic counted again, day by day, from the plan and the printed fills alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering.certificate.reading import number

Json = Mapping[str, Any]
Counts = dict[tuple[str, str], Fraction]
ONE_DAY = timedelta(days=1)


def supply_problems(plan: Json, fills: Json) -> Iterator[str]:
    """Every way in which the fills do not add up: whole units, no day short, nothing lost and nothing made up."""
    for fill in fills["fills"]:
        for row in fill["rows"]:
            yield from _row(fill["on"], row)
    for before, after in zip(fills["fills"], fills["fills"][1:], strict=False):
        if date.fromisoformat(after["on"]) != date.fromisoformat(before["until"]) + ONE_DAY:
            yield f"the fill of {after['on']} does not begin on the day after the one before ends"
    for fill in fills["fills"]:
        taken = _taken(plan, date.fromisoformat(fill["on"]), date.fromisoformat(fill["until"]))
        printed = {(row["product"], row["strength"]): number(row["taken"]) for row in fill["rows"]}
        if printed != taken:
            yield f"the fill of {fill['on']} does not take what the plan takes on its days"


def _row(on: str, row: Json) -> Iterator[str]:
    what = f"{on}: {row['product']} {row['strength']}"
    at_home, taken, dispensed, left = (number(row[name]) for name in ("at_home", "taken", "dispensed", "left_over"))
    if dispensed.denominator != 1:
        yield f"{what}: {dispensed} units are not whole"
    if at_home + dispensed != taken + left:
        yield f"{what}: at home and dispensed are not what is taken and left over"
    if left < 0:
        yield f"{what}: units are missing"
    if dispensed and left >= 1:
        yield f"{what}: more is dispensed than the days need"


def _taken(plan: Json, first: date, last: date) -> Counts:
    counts: Counts = {}
    day = first
    while day <= last:
        for medicine in _step_on(plan, day)["medicines"]:
            for dose in medicine["doses"].values():
                for unit in dose["units"]:
                    key = (medicine["product"], unit["strength"])
                    counts[key] = counts.get(key, Fraction(0)) + number(unit["count"])
        day += ONE_DAY
    return counts


def _step_on(plan: Json, day: date) -> Json:
    running: Json = plan["present"]
    for step in plan["steps"]:
        if date.fromisoformat(step["starts_on"]) <= day:
            running = step
    return running
