"""Which units a plan takes on which day, exact: counted units, patches put on, millilitres measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import parse_decimal
from glidepath_clinical.tapering.dispensing.patch_days import DAILY, Rhythm, rhythm_of
from glidepath_clinical.tapering.fields import UnusableInput

LIQUID, PATCH = "solution", "patch"
KNOWN_FORMS = frozenset({"tablet", "capsule", "tablet or capsule", "film", LIQUID, PATCH})
HALF = Fraction(1, 2)


@dataclass(frozen=True, order=True)
class UnitKey:
    """One thing that is dispensed: a strength of a product, of a combination with its second amount.

    `unit` is that of the strength, "mg/mL" for a liquid, which is counted in mL; everything else in whole units.
    """

    product: str
    strength: str
    unit: str
    form: str
    partner: str = ""

    @property
    def on_the_package(self) -> str:
        """The strength as the package prints it, such as "5/325"."""
        return f"{self.strength}/{self.partner}" if self.partner else self.strength

    @property
    def text(self) -> str:
        """Product and strength, such as "morphine ER tablet 15 mg"."""
        return f"{self.product} {self.on_the_package} {self.unit}"

    @property
    def is_liquid(self) -> bool:
        """Whether it is measured in mL, not counted."""
        return self.form == LIQUID

    @property
    def counted_in(self) -> str:
        """What a number of it counts."""
        return "mL" if self.is_liquid else self.form


@dataclass(frozen=True)
class Use:
    """What one day of taking uses of a strength: units or mL, and how many of its doses contain a half unit."""

    count: Fraction
    halves: int = 0

    def __add__(self, other: Use) -> Use:
        return Use(self.count + other.count, self.halves + other.halves)

    def times(self, days: int) -> Use:
        """The use of so many such days."""
        return Use(self.count * days, self.halves * days)


NOT_USED = Use(Fraction(0))
Counts = dict[UnitKey, Fraction]


@dataclass(frozen=True)
class Span:
    """Days on which the same units are taken; `last` None is open. A patch is put on at its days of change alone."""

    step: int
    first: date
    last: date | None
    uses: Mapping[UnitKey, Use]
    rhythms: Mapping[str, Rhythm]

    def rhythm(self, key: UnitKey) -> Rhythm:
        """On which days of the span this is taken."""
        return self.rhythms.get(key.product, DAILY)

    def touches(self, first: date, last: date) -> bool:
        """Whether a day of the span lies in `first` to `last`, both included."""
        return max(self.first, first) <= self._end(last)

    def days_of_use(self, key: UnitKey, first: date, last: date) -> int:
        """On how many days of `first` to `last` this is taken."""
        return self.rhythm(key).days_between(max(self.first, first), self._end(last))

    def _end(self, last: date) -> date:
        return last if self.last is None else min(self.last, last)


def spans_of(document: Mapping[str, Any], since: date) -> tuple[Span, ...]:
    """The plan from `since` on.

    Raises `UnusableInput` for a form that is neither counted, worn nor measured, and for a patch whose days of
    change are not known.
    """
    return tuple(_spans(document, since))


def _spans(document: Mapping[str, Any], since: date) -> Iterator[Span]:
    for step in [document["present"], *document["steps"]]:
        first = date.fromisoformat(step["starts_on"]) if step["starts_on"] else since
        last = date.fromisoformat(step["ends_on"]) if step["ends_on"] else None
        if last is None or last >= since:
            taken = [medicine for medicine in step["medicines"] if medicine["doses"]]
            worn = {row["product"]: rhythm_of(document, row) for row in taken if row["form"] == PATCH}
            yield Span(step["number"], max(first, since), last, _uses(taken), worn)


def _uses(medicines: list[Mapping[str, Any]]) -> Mapping[UnitKey, Use]:
    uses: dict[UnitKey, Use] = {}
    for medicine in medicines:
        if medicine["form"] not in KNOWN_FORMS:
            because = f"{medicine['product']} is a {medicine['form']}, neither counted nor worn nor measured"
            raise UnusableInput("plan", because)
        for dose in medicine["doses"].values():
            for row in dose["units"]:
                key = key_of(medicine, row)
                count = parse_decimal(str(row["count"]), "count")
                split = not key.is_liquid and count.denominator == 2
                uses[key] = uses.get(key, NOT_USED) + Use(count, int(split))
    return uses


def key_of(medicine: Mapping[str, Any], row: Mapping[str, Any]) -> UnitKey:
    """What one row of units of a medicine is dispensed as."""
    unit = medicine.get("strength_unit", medicine["unit"])
    return UnitKey(
        medicine["product"], str(row["strength"]), unit, medicine["form"], str(row.get("partner_strength", ""))
    )


def units_of_plan(document: Mapping[str, Any], since: date) -> list[UnitKey]:
    """Every strength that is taken from `since` on, in the order in which they come."""
    return list(dict.fromkeys(key for span in spans_of(document, since) for key in span.uses))


def units_on(document: Mapping[str, Any], first: date, last: date) -> Counts:
    """The units that all days from `first` to `last` take together."""
    return {key: use.count for key, use in needed(spans_of(document, first), first, last).items()}


def needed(spans: tuple[Span, ...], first: date, last: date) -> dict[UnitKey, Use]:
    """What the days from `first` to `last`, both included, use."""
    uses: dict[UnitKey, Use] = {}
    for span in spans:
        for key, use in span.uses.items():
            days = span.days_of_use(key, first, last)
            if days:
                uses[key] = uses.get(key, NOT_USED) + use.times(days)
    return uses


def last_day(spans: tuple[Span, ...]) -> date | None:
    """The last day on which something is taken; None when a dose has no end."""
    taken = [span for span in spans if span.uses]
    if not taken:
        return spans[0].first - timedelta(days=1)
    return taken[-1].last
