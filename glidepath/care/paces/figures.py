"""The figures of one plan for a comparison, taken from the engine's own answer; nothing about how a day will feel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Json = Mapping[str, Any]
NEAR_DAYS = 10
"""A day counts as near a change on the day of the change and the nine days after it."""
HARDEST = 3


@dataclass(frozen=True)
class Change:
    """One step: from which day on, which daily dose, and how much less that is, by the engine's two percentages."""

    number: int
    on: date
    daily: str
    less: str
    of_first: str
    of_previous: str
    phase: str


@dataclass(frozen=True)
class Figures:
    """What is compared. Counts are units to swallow, place or measure; None where counting them would mislead."""

    unit: str
    form: str
    now: str
    changes: tuple[Change, ...]
    units_now: Fraction
    units_first: Fraction
    units_in_all: Fraction | None
    near: int
    checks: int
    holds: bool

    @property
    def first(self) -> Change:
        """The first change."""
        return self.changes[0]

    @property
    def last(self) -> Change:
        """The change that reaches the goal."""
        return self.changes[-1]

    @property
    def days(self) -> int:
        """From the first change to the last one."""
        return (self.last.on - self.first.on).days

    @property
    def reductions(self) -> list[Change]:
        """The changes within the agreed pace, before the last doses are dropped one by one."""
        return [change for change in self.changes if change.phase == "reduction"]

    @property
    def hardest(self) -> list[Change]:
        """The largest cuts against the dose just before, the largest first; the last dose's end is not counted."""
        before_the_end = [change for change in self.changes if change.phase != "stopped"]
        return sorted(before_the_end, key=lambda change: (-Decimal(change.of_previous), change.number))[:HARDEST]


def figures_of(planned: Json, product: str) -> Figures:
    """The figures of the medicine that is lowered. Raises LookupError when the plan does not hold it."""
    present = _row(planned["present"], product)
    steps = planned["steps"]
    checks = planned["certificate"]["checks"]
    return Figures(
        unit=present["unit"],
        form=present["form"],
        now=present["daily"],
        changes=tuple(_changes(steps, present, product)),
        units_now=_units(present),
        units_first=_units(_row(steps[0], product)),
        units_in_all=_units_in_all(steps, product),
        near=_near([date.fromisoformat(step["starts_on"]) for step in steps]),
        checks=len(checks),
        holds=bool(planned["certificate"]["holds"]),
    )


def _row(step: Json, product: str) -> Json:
    for row in step["medicines"]:
        if row["product"] == product:
            return row  # type: ignore[no-any-return]  the engine's JSON
    raise LookupError(f"{product} is not in step {step['number']}")


def _changes(steps: list[Json], present: Json, product: str) -> Iterator[Change]:
    before = Decimal(present["daily"])
    for step in steps:
        row = _row(step, product)
        less = before - Decimal(row["daily"])
        before = Decimal(row["daily"])
        if less:
            yield Change(
                number=step["number"],
                on=date.fromisoformat(step["starts_on"]),
                daily=row["daily"],
                less=f"{less.normalize():f}",
                of_first=row["cut_percent_of_original"],
                of_previous=row["cut_percent_of_previous"],
                phase=row.get("phase", step["phase"]),
            )


def _units(row: Json) -> Fraction:
    counts = (Fraction(unit["count"]) for dose in row["doses"].values() for unit in dose["units"])
    return sum(counts, Fraction(0))


def _units_in_all(steps: list[Json], product: str) -> Fraction | None:
    """From the first change to the day before the last one; a patch counts once each time it is put on."""
    total = Fraction(0)
    for step in steps[:-1]:
        row = _row(step, product)
        days = (date.fromisoformat(step["ends_on"]) - date.fromisoformat(step["starts_on"])).days + 1
        times = len(row["patch"]["changes_on"]) if "patch" in row else days
        if row["form"] == "patch" and "patch" not in row:
            return None
        total += _units(row) * times
    return total


def _near(changes: list[date]) -> int:
    return len({day + timedelta(days=after) for day in changes for after in range(NEAR_DAYS)})
