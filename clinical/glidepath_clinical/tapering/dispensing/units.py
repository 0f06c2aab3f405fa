"""Which units a plan takes on which day, exact; and what of them is at home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import parse_decimal
from glidepath_clinical.tapering.fields import Fields, UnusableInput

COUNTED_FORMS = frozenset({"tablet", "capsule", "tablet or capsule", "film"})
HALF = Fraction(1, 2)


@dataclass(frozen=True, order=True)
class UnitKey:
    """One thing that is dispensed: a strength of a product."""

    product: str
    strength: str
    unit: str
    form: str

    @property
    def text(self) -> str:
        """Product and strength, such as "morphine ER tablet 15 mg"."""
        return f"{self.product} {self.strength} {self.unit}"


Counts = dict[UnitKey, Fraction]


@dataclass(frozen=True)
class Span:
    """Whole days on which the same units are taken; `last` None is open."""

    step: int
    first: date
    last: date | None
    a_day: Counts

    def days_between(self, first: date, last: date) -> int:
        """How many days of this span lie in `first` to `last`, both included."""
        end = last if self.last is None else min(self.last, last)
        return max((end - max(self.first, first)).days + 1, 0)


def spans_of(document: Mapping[str, Any], since: date) -> tuple[Span, ...]:
    """The plan from `since` on. Raises `UnusableInput` for a form that is not counted in whole units."""
    return tuple(_spans(document, since))


def _spans(document: Mapping[str, Any], since: date) -> Iterator[Span]:
    for step in [document["present"], *document["steps"]]:
        first = date.fromisoformat(step["starts_on"]) if step["starts_on"] else since
        last = date.fromisoformat(step["ends_on"]) if step["ends_on"] else None
        if last is None or last >= since:
            yield Span(step["number"], max(first, since), last, _a_day(step))


def _a_day(step: Mapping[str, Any]) -> Counts:
    counts: Counts = {}
    for medicine in step["medicines"]:
        if medicine["form"] not in COUNTED_FORMS:
            raise UnusableInput(
                "plan", f"{medicine['product']} is a {medicine['form']}, not counted in whole units a day"
            )
        for dose in medicine["doses"].values():
            for row in dose["units"]:
                key = UnitKey(medicine["product"], str(row["strength"]), medicine["unit"], medicine["form"])
                counts[key] = counts.get(key, Fraction(0)) + parse_decimal(str(row["count"]), "count")
    return counts


def units_on(document: Mapping[str, Any], first: date, last: date) -> Counts:
    """The units that all days from `first` to `last` take together."""
    return needed(spans_of(document, first), first, last)


def needed(spans: tuple[Span, ...], first: date, last: date) -> Counts:
    """The units of the days from `first` to `last`, both included."""
    counts: Counts = {}
    for span in spans:
        days = span.days_between(first, last)
        for key, count in span.a_day.items():
            if days:
                counts[key] = counts.get(key, Fraction(0)) + days * count
    return counts


def last_day(spans: tuple[Span, ...]) -> date | None:
    """The last day on which something is taken; None when a dose has no end."""
    taken = [span for span in spans if span.a_day]
    if not taken:
        return spans[0].first - timedelta(days=1)
    return taken[-1].last


@dataclass(frozen=True)
class AtHome:
    """What was counted at home before the first dose of `counted_on`; halves count as halves."""

    counted_on: date
    counts: Mapping[tuple[str, str], Fraction]

    @classmethod
    def from_json(cls, raw: object) -> AtHome:
        """Reads {"counted_on": …, "units": [{"product", "strength", "count"}]}; raises `UnusableInput`."""
        fields = Fields(raw, "at_home")
        counts: dict[tuple[str, str], Fraction] = {}
        for place, row in enumerate(fields.items("units")):
            unit = Fields(row, f"at_home.units[{place}]")
            key = (unit.text("product"), unit.text("strength"))
            counts[key] = counts.get(key, Fraction(0)) + unit.number("count")
            if (counts[key] / HALF).denominator != 1:
                raise UnusableInput(unit.path("count"), "must be whole units or halves")
            unit.finish()
        at_home = cls(fields.on("counted_on"), counts)
        fields.finish()
        return at_home

    def of(self, key: UnitKey) -> Fraction:
        """How many of these units are at home."""
        return self.counts.get((key.product, key.strength), Fraction(0))
