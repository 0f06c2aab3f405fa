"""One order, or one statement of what is taken, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from glidepath_clinical.medicines.coded_product import CodedProduct
from glidepath_clinical.medicines.fhir_orders.medication import Medication
from glidepath_clinical.medicines.fhir_orders.timing import Timing
from glidepath_clinical.medicines.product import Product
from glidepath_clinical.quantities import DayDoses, Dose, TimeOfDay, Unit


class Counting(StrEnum):
    """Whether an order takes part in a sum: it does, it stands apart (on hold), or it does not."""

    COUNTS = "counts"
    APART = "apart"
    NOT = "does not count"


class DosageLine(NamedTuple):
    """One dosage line. `dose_low` and `dose_high` are one administration, in mg, mcg/h (a patch) or mg otherwise
    measured; `daily_maximum` is the most it allows in a day on average, None when that is not known.

    `problems` are "code: words"; a line with `refused` set has no amount because of what it names.
    """

    text: str
    sequence: int | None
    as_needed: bool
    timing: Timing
    dose_low: Dose | None
    dose_high: Dose | None
    units_high: str
    daily_maximum: Dose | None
    refused: str
    problems: tuple[str, ...]

    def stands_on(self, day: date) -> bool:
        """Whether the line is in force on that local date."""
        begun = self.timing.starts_on is None or self.timing.starts_on <= day
        return begun and (self.timing.ends_on is None or day <= self.timing.ends_on)


@dataclass(frozen=True, eq=False)
class Directions:
    """What an order says of medicine and dose: all but its name, its status and its date.

    Directions of the same content are read once and are then the same object, so that what follows from them can
    be kept as well.
    """

    medication: Medication
    route: str
    lines: tuple[DosageLine, ...]
    problems: tuple[str, ...]

    @cached_property
    def medicine(self) -> str:
        """How to call it: the product's name with the strength, else what the order displays."""
        named = self.medication
        if named.product is not None and named.coded is not None:
            return f"{named.product.name} {named.coded.strength}"
        return named.display or named.rxcui or "a medicine without a name"

    @cached_property
    def release(self) -> str:
        """IR, ER or TD; "" when it is not known."""
        named = self.medication
        if named.coded is not None:
            return named.coded.dose_form.release
        return "" if named.product is None else named.product.release[:2]

    @cached_property
    def dose_known(self) -> bool:
        """Whether every dosage line has an amount for a day."""
        return bool(self.lines) and all(line.daily_maximum is not None for line in self.lines)


class Order(NamedTuple):
    """An order or a statement. `kind` is the FHIR resource type; `status` and `intent` are as written.

    `problems` are those of the medicine, the status and the dosage, each "code: words".
    """

    kind: str
    reference: str
    status: str
    intent: str
    counting: Counting
    why_not: str
    authored_on: date | None
    problems: tuple[str, ...]
    directions: Directions

    @property
    def medicine(self) -> str:
        """How to call it: the product's name with the strength, else what the order displays."""
        return self.directions.medicine

    @property
    def release(self) -> str:
        """IR, ER or TD; "" when it is not known."""
        return self.directions.release

    @property
    def product(self) -> Product | None:
        """The formulary's row, when the code or the name says it."""
        return self.directions.medication.product

    @property
    def coded(self) -> CodedProduct | None:
        """The product of the code table, when the code or the name says it."""
        return self.directions.medication.coded

    @property
    def display(self) -> str:
        """The medicine's name as written."""
        return self.directions.medication.display

    @property
    def rxcui(self) -> str:
        """The RxNorm code, or ""."""
        return self.directions.medication.rxcui

    @property
    def ingredient(self) -> str | None:
        """The counted ingredient, None when it is not recognised."""
        return self.directions.medication.ingredient

    @property
    def is_opioid(self) -> bool:
        """Whether the ingredient is known to be an opioid."""
        return self.directions.medication.is_opioid

    @property
    def route(self) -> str:
        """How it is taken; "" when that is not known."""
        return self.directions.route

    @property
    def dosages(self) -> tuple[DosageLine, ...]:
        """The dosage lines, as many as are written."""
        return self.directions.lines

    @property
    def dose_known(self) -> bool:
        """Whether every dosage line has an amount for a day."""
        return self.directions.dose_known

    @property
    def strength(self) -> Dose | None:
        """The ingredient in one unit, when the code says it."""
        return None if self.coded is None else self.coded.strength

    def doses_on(self, day: date | None) -> DayDoses | None:
        """The dose at each time of day, when every line that stands on `day` says its times; else None.

        `day` None takes all lines together, for an order that does not change over time.
        """
        lines = [line for line in self.dosages if day is None or line.stands_on(day)]
        if not lines or any(line.as_needed or not line.timing.slots or line.dose_high is None for line in lines):
            return None
        return _summed(lines)


def problem_code(problem: str) -> str:
    """The code in front of a problem's words."""
    return problem.split(":", 1)[0]


def _summed(lines: list[DosageLine]) -> DayDoses | None:
    doses: dict[TimeOfDay, Dose] = {}
    units: set[Unit] = set()
    for line in lines:
        if line.dose_high is None or line.dose_low != line.dose_high:
            return None
        units.add(line.dose_high.unit)
        for slot in line.timing.slots:
            doses[slot] = doses[slot] + line.dose_high if slot in doses else line.dose_high
        if len(units) > 1:
            return None
    return DayDoses.of(doses, units.pop())
