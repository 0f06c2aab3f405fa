"""One order, or one statement of what is taken, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from glidepath_clinical.medicines.coded_product import CodedProduct
from glidepath_clinical.medicines.fhir_orders.timing import Timing
from glidepath_clinical.medicines.product import Product
from glidepath_clinical.quantities import DayDoses, Dose, TimeOfDay, Unit


class Counting(StrEnum):
    """Whether an order takes part in a sum: it does, it stands apart (on hold), or it does not."""

    COUNTS = "counts"
    APART = "apart"
    NOT = "does not count"


@dataclass(frozen=True)
class DosageLine:
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


@dataclass(frozen=True)
class Order:
    """An order or a statement. `kind` is the FHIR resource type; `status` and `intent` are as written.

    `dose_known` is True only when every dosage line has an amount for a day. `product` is the formulary's row.
    """

    kind: str
    reference: str
    status: str
    intent: str
    counting: Counting
    why_not: str
    product: Product | None
    coded: CodedProduct | None
    display: str
    rxcui: str
    ingredient: str | None
    route: str
    is_opioid: bool
    dosages: tuple[DosageLine, ...]
    dose_known: bool
    authored_on: date | None
    problems: tuple[str, ...]

    @property
    def medicine(self) -> str:
        """How to call it: the product's name with the strength, else what the order displays."""
        if self.product is not None and self.coded is not None:
            strength = self.coded.strength
            return f"{self.product.name} {strength}"
        return self.display or self.rxcui or "a medicine without a name"

    @property
    def release(self) -> str:
        """IR, ER or TD; "" when it is not known."""
        if self.coded is not None:
            return self.coded.dose_form.release
        return "" if self.product is None else self.product.release[:2]

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
