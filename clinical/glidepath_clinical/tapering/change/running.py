"""What is taken on a given day, and since when: read from the versions of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import parse_decimal
from glidepath_clinical.tapering.change.cannot import CannotChange

Json = dict[str, Any]


@dataclass(frozen=True)
class Running:
    """The step in force on the day of an event. `since` None: taken since before the first version."""

    log: tuple[Json, ...]
    step: Json
    since: date | None

    @property
    def document(self) -> Json:
        """The version in force."""
        return self.log[-1]

    @property
    def doses(self) -> dict[str, Fraction]:
        """What the plan says is taken of its first medicine, per time of day."""
        return doses_of(self.step)

    def doses_at(self, place: int) -> dict[str, Fraction]:
        """What the plan says is taken of the medicine with this place, per time of day."""
        return doses_of(self.step, place)

    @property
    def names(self) -> list[str]:
        """The medicines of the version in force, in their order."""
        return [row["product"] for row in self.step["medicines"]]

    @property
    def is_held(self) -> bool:
        """Whether the dose is kept with an open end."""
        return bool(self.step["phase"] == "hold")

    @property
    def was(self) -> str:
        """The kind of step it was before it was held."""
        return str(self.step.get("held_phase", self.step["phase"]))


@dataclass(frozen=True)
class Stretch:
    """One dose over whole local days, both ends included; None is open."""

    since: date | None
    until: date | None
    product: str
    doses: dict[str, Fraction]
    row: Json


def doses_of(step: Json, place: int = 0) -> dict[str, Fraction]:
    """The doses of a medicine in a step, exact; the first one's when no place is named."""
    return {time: parse_decimal(dose["amount"], time) for time, dose in step["medicines"][place]["doses"].items()}


def in_force_from(version: Json) -> date | None:
    """The first day on which this version counts; None for the first version of a plan."""
    change = version.get("change")
    if change is not None:
        return date.fromisoformat(change.get("takes_effect_on", change.get("since")))
    if version.get("previous_content_hash"):
        return date.fromisoformat(version["request"]["as_of"])
    return None


def running_on(log: Sequence[Json], on: date) -> Running:
    """The step in force on `on` in the last version; raises `CannotChange` where the log cannot go on there."""
    begins = in_force_from(log[-1]) or date.fromisoformat(log[-1]["request"]["as_of"])
    if on < begins:
        because = f"the version in force began on {begins}; the past is not rewritten"
        raise CannotChange("before_this_version", because, "on")
    document = log[-1]
    step = document["present"]
    for later in document["steps"]:
        if date.fromisoformat(later["starts_on"]) <= on:
            step = later
    since = (document.get("change") or {}).get("dose_since") if step["number"] == 0 else step["starts_on"]
    if not any(row["doses"] for row in step["medicines"]):
        raise CannotChange("nothing_is_taken", f"nothing is taken any more since {since}; a new plan is needed", "on")
    return Running(tuple(log), step, date.fromisoformat(since) if since else None)


def check_nothing_between(running: Running, on: date, starts_on: date) -> None:
    """Refuses an order that looks at the dose of `on` while the plan changes it before the order begins."""
    planned = (date.fromisoformat(step["starts_on"]) for step in running.document["steps"])
    between = min((day for day in planned if on < day < starts_on), default=None)
    if between is not None:
        because = (
            f"the plan changes the dose on {between}, before {starts_on}; order it when that dose is taken, or sooner"
        )
        raise CannotChange("planned_change_between", because, "starts_on")


def timeline(versions: Sequence[Json], product: str | None = None) -> tuple[Stretch, ...]:
    """What all versions together say was and will be taken: every day once, neighbours differ.

    Of the medicine called `product`, and of each version's first one when none is named.
    """
    joined: list[Stretch] = []
    for stretch in _pieces(versions, product):
        if joined and (joined[-1].product, joined[-1].doses) == (stretch.product, stretch.doses):
            joined[-1] = replace(joined[-1], until=stretch.until)
        else:
            joined.append(stretch)
    return tuple(joined)


def _pieces(versions: Sequence[Json], product: str | None) -> Iterator[Stretch]:
    for place, version in enumerate(versions):
        first = in_force_from(version) if place else None
        after = in_force_from(versions[place + 1]) if place + 1 < len(versions) else None
        last = after - timedelta(days=1) if after else None
        for step in [version["present"], *version["steps"]]:
            since = _later(first, step["starts_on"] and date.fromisoformat(step["starts_on"]))
            until = _earlier(last, step["ends_on"] and date.fromisoformat(step["ends_on"]))
            rows = [at for at, row in enumerate(step["medicines"]) if product in (None, row["product"])][:1]
            for at in rows if since is None or until is None or since <= until else ():
                row = step["medicines"][at]
                yield Stretch(since, until, row["product"], doses_of(step, at), row)


def _later(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day]
    return max(known) if known else None


def _earlier(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day]
    return min(known) if known else None
