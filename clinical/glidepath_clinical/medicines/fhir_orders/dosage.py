"""Reads the dosage lines of an order: amount, rhythm, and the most that each line allows in a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from glidepath_clinical.medicines.fhir_orders.amount import Amount, in_unit_of_product, read_amounts
from glidepath_clinical.medicines.fhir_orders.json_shapes import (
    Json,
    not_read,
    number_at,
    object_at,
    objects_at,
    text_at,
)
from glidepath_clinical.medicines.fhir_orders.medication import Medication
from glidepath_clinical.medicines.fhir_orders.order import DosageLine
from glidepath_clinical.medicines.fhir_orders.remembered import Remembered
from glidepath_clinical.medicines.fhir_orders.timing import Timing, read_timing
from glidepath_clinical.quantities import Dose, Unit, decimal_text

_DAYS_IN: Final = {"h": Fraction(1, 24), "d": Fraction(1), "wk": Fraction(7), "day": Fraction(1), "week": Fraction(7)}
_TIMINGS: Final = Remembered[Timing](most=5_000)


def dosages_in(written: object) -> tuple[Json, ...]:
    """Every dosage line. One of a wrong shape stays as an empty line, so that it shows as a dose that is unknown."""
    listed = written if isinstance(written, list) else [written]
    return tuple(each if isinstance(each, Mapping) else {} for each in listed)


def what_is_read(dosage: Json) -> tuple[object, ...]:
    """Everything in a dosage line that this module and `read_route` look at; `...` stands for what is absent."""
    get = dosage.get
    return (
        *(get("text", ...), get("sequence", ...), get("timing", ...), get("route", ...)),
        *(get("asNeededBoolean", ...), get("asNeededCodeableConcept", ...)),
        *(get("doseAndRate", ...), get("maxDosePerPeriod", ...), get("doseQuantity", ...), get("doseRange", ...)),
    )


def read_line(dosage: Json, medication: Medication) -> DosageLine:
    """One dosage line of that medicine. What cannot be read is None and named."""
    written = object_at(dosage, "timing")
    timing = _TIMINGS.reading(written, lambda: read_timing(written))
    low, high, range_problem = _in_order(*read_amounts(dosage, medication.coded))
    if high.refused.startswith("no_strength") and medication.strength_in_doubt:
        high = high._replace(refused=medication.strength_in_doubt)
    as_needed = dosage.get("asNeededBoolean") is True or bool(object_at(dosage, "asNeededCodeableConcept"))
    most, most_problem = _most_per_day(dosage, medication)
    daily, daily_problems = _daily_maximum(timing, high, as_needed, most)
    sequence = number_at(dosage, "sequence")
    problems = (high.problem, range_problem, most_problem, *timing.problems, *daily_problems, *_odd_shapes(dosage))
    return DosageLine(
        text=text_at(dosage, "text"),
        sequence=None if sequence is None else int(sequence),
        as_needed=as_needed,
        timing=timing,
        dose_low=low.dose,
        dose_high=high.dose,
        units_high="" if high.units is None else decimal_text(high.units),
        daily_maximum=daily,
        refused=high.refused,
        problems=tuple(problem for problem in problems if problem),
    )


def _odd_shapes(dosage: Json) -> tuple[str, ...]:
    objects = ("timing", "doseAndRate", "maxDosePerPeriod", "asNeededCodeableConcept")
    return not_read(dosage, objects=objects, flags=("asNeededBoolean",))


def _in_order(low: Amount, high: Amount) -> tuple[Amount, Amount, str]:
    """The lower amount first, and a problem when they were written the other way round."""
    if low.dose is None or high.dose is None or low.dose <= high.dose:
        return low, high, ""
    return high, low, f"range_reversed: from {low.dose} to {high.dose}; the larger counts"


def problems_of(lines: tuple[DosageLine, ...]) -> Iterator[str]:
    """What is wrong with the lines taken together."""
    if not lines:
        yield "no_dosage: no dosage is written; find out what is really taken"
    open_ended = {line.sequence for line in lines if line.timing.starts_on is None and line.timing.ends_on is None}
    if len(open_ended) > 1:
        yield "sequence_without_dates: several steps without dates; all are counted together"


def _daily_maximum(timing: Timing, high: Amount, as_needed: bool, most: Dose | None) -> tuple[Dose | None, list[str]]:
    """The most that the line allows in a day. A patch counts by its rate, whatever the interval between changes."""
    if high.refused.startswith("no_") and most is not None and as_needed:
        return most, []
    if high.dose is None:
        return None, []
    if high.dose.unit is Unit.MCG_PER_H:
        return high.dose, []
    if timing.per_day_high is None:
        return (most, []) if most is not None else (None, [])
    scheduled = high.dose * timing.per_day_high
    if most is None or most.unit is not scheduled.unit or most >= scheduled:
        return scheduled, []
    if as_needed:
        return most, []
    words = f"the stated maximum of {most} a day is below what is ordered; the order counts"
    return scheduled, [f"maximum_below_order: {words}"]


def _most_per_day(dosage: Json, medication: Medication) -> tuple[Dose | None, str]:
    ratio = next(iter(objects_at(dosage, "maxDosePerPeriod")), {})
    if not ratio:
        return None, ""
    numerator = in_unit_of_product(object_at(ratio, "numerator"), medication.coded)
    denominator = object_at(ratio, "denominator")
    unit = text_at(denominator, "code") or text_at(denominator, "unit")
    days = (number_at(denominator, "value") or Fraction(0)) * _DAYS_IN.get(unit, Fraction(0))
    if numerator.dose is None or not days:
        return None, "maximum_not_read: the stated maximum per period could not be read"
    return numerator.dose * (1 / days), ""
