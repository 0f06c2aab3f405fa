"""On which days a patch is changed: every wear time, counted from a day of change that the plan prints or was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from glidepath_clinical.tapering.fields import UnusableInput


@dataclass(frozen=True)
class Rhythm:
    """Every so many days, `anchor` being one of them."""

    every: int
    anchor: date

    def first_from(self, day: date) -> date:
        """The first such day that is not before `day`."""
        return day + timedelta(days=(self.anchor - day).days % self.every)

    def days_between(self, first: date, last: date) -> int:
        """How many such days lie in `first` to `last`, both included."""
        left = (last - self.first_from(first)).days
        return max(left // self.every + 1, 0)


DAILY = Rhythm(1, date(2000, 1, 1))


def rhythm_of(document: Mapping[str, Any], row: Mapping[str, Any]) -> Rhythm:
    """How one patch of a step is changed: as the step prints it, else as the rest of the plan does.

    Raises `UnusableInput` when neither a step of the plan nor its request says a day of change: the patches of a
    fill cannot be counted from nothing.
    """
    product = row["product"]
    wear = next(int(known["wear_hours"]) for known in document["products"] if known["product"] == product)
    day = next(iter([*_printed(row), *_known_days(document, product)]), None)
    if day is None:
        because = f"is missing; on which day {product} was changed last is not known, so its patches cannot be counted"
        raise UnusableInput("patch_changed_on", because)
    return Rhythm(wear // 24, date.fromisoformat(day))


def _printed(row: Mapping[str, Any]) -> list[str]:
    return list(row["patch"]["changes_on"]) if "patch" in row else []


def _known_days(document: Mapping[str, Any], product: str) -> Iterator[str]:
    for step in document["steps"]:
        for row in step["medicines"]:
            if row["product"] == product:
                yield from _printed(row)
    for known, wish in zip(document["products"], document["request"]["medicines"], strict=True):
        if known["product"] == product and wish.get("patch_changed_on"):
            yield wish["patch_changed_on"]
