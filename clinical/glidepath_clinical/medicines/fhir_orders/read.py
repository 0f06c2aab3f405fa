"""Reads one MedicationRequest or MedicationStatement (FHIR R4) into an Order."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from glidepath_clinical.medicines.fhir_orders.amount import Amount, in_unit_of_product, read_amounts
from glidepath_clinical.medicines.fhir_orders.json_shapes import Json, number_at, object_at, objects_at, text_at
from glidepath_clinical.medicines.fhir_orders.medication import Medication, read_medication, read_route
from glidepath_clinical.medicines.fhir_orders.order import Counting, DosageLine, Order
from glidepath_clinical.medicines.fhir_orders.timing import Timing, date_of, read_timing
from glidepath_clinical.quantities import Dose, Unit, decimal_text

_COUNTING: Final = {
    "active": Counting.COUNTS,
    "unknown": Counting.COUNTS,
    "": Counting.COUNTS,
    "on-hold": Counting.APART,
}
_DAYS_IN: Final = {"h": Fraction(1, 24), "d": Fraction(1), "wk": Fraction(7), "day": Fraction(1), "week": Fraction(7)}


def read_order(resource: Mapping[str, Any], medication: Mapping[str, Any] | None = None) -> Order:
    """Read one resource. `medication` is the Medication resource when the order only refers to it.

    Never raises for rough content: what cannot be read is None and named in `problems`.
    """
    named = read_medication(_concept(resource, medication))
    lines = tuple(_line(dosage, named) for dosage in _dosages(resource))
    counting, why_not = _counting(resource)
    return Order(
        kind=text_at(resource, "resourceType"),
        reference=_reference(resource),
        status=text_at(resource, "status"),
        intent=text_at(resource, "intent"),
        counting=counting,
        why_not=why_not,
        product=named.product,
        coded=named.coded,
        display=named.display,
        rxcui=named.rxcui,
        ingredient=named.ingredient,
        route=read_route(next(iter(_dosages(resource)), {}), named),
        is_opioid=named.is_opioid,
        dosages=lines,
        dose_known=bool(lines) and all(line.daily_maximum is not None for line in lines),
        authored_on=date_of(text_at(resource, "authoredOn") or text_at(resource, "dateAsserted")),
        problems=(*named.problems, *_order_problems(resource, lines)),
    )


def _concept(resource: Json, medication: Json | None) -> Json:
    direct = object_at(resource, "medicationCodeableConcept")
    if direct:
        return direct
    wanted = text_at(object_at(resource, "medicationReference"), "reference")
    inside = next((c for c in objects_at(resource, "contained") if f"#{text_at(c, 'id')}" == wanted), medication)
    return object_at(inside, "code") or {"text": text_at(object_at(resource, "medicationReference"), "display")}


def _dosages(resource: Json) -> tuple[Json, ...]:
    """Every dosage line. One of a wrong shape stays as an empty line, so that it shows as a dose that is unknown."""
    written = resource.get("dosageInstruction") or resource.get("dosage") or []
    listed = written if isinstance(written, list) else [written]
    return tuple(each if isinstance(each, Mapping) else {} for each in listed)


def _reference(resource: Json) -> str:
    identifier = text_at(resource, "id")
    return f"{text_at(resource, 'resourceType')}/{identifier}" if identifier else text_at(resource, "resourceType")


def _counting(resource: Json) -> tuple[Counting, str]:
    if resource.get("doNotPerform") is True:
        return Counting.NOT, "it says that this must not be given"
    status = text_at(resource, "status")
    counting = _COUNTING.get(status, Counting.NOT)
    return counting, "" if counting is Counting.COUNTS else f'status "{status}"'


def _order_problems(resource: Json, lines: tuple[DosageLine, ...]) -> list[str]:
    problems = []
    if text_at(resource, "status") in ("", "unknown"):
        problems.append("status_unknown: the status is not known; counted")
    if not lines:
        problems.append("no_dosage: no dosage is written; find out what is really taken")
    open_ended = {line.sequence for line in lines if line.timing.starts_on is None and line.timing.ends_on is None}
    if len(open_ended) > 1:
        problems.append("sequence_without_dates: several steps without dates; all are counted together")
    return problems


def _line(dosage: Json, medication: Medication) -> DosageLine:
    timing = read_timing(object_at(dosage, "timing"))
    low, high = read_amounts(dosage, medication.coded)
    as_needed = dosage.get("asNeededBoolean") is True or bool(object_at(dosage, "asNeededCodeableConcept"))
    most, most_problem = _most_per_day(dosage, medication)
    daily, daily_problems = _daily_maximum(timing, high, as_needed, most)
    sequence = number_at(dosage, "sequence")
    problems = (high.problem, most_problem, *timing.problems, *daily_problems)
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
