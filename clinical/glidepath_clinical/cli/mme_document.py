"""An MME result as one JSON object. Numbers are decimal texts; an exact fraction stands beside a rounded one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from glidepath_clinical.evidence import cite
from glidepath_clinical.medicines import DATA_VERSION, CountedLoad, DosageLine, FactorSet, MmeResult, MmeTotal, Order
from glidepath_clinical.quantities import Dose, exact_text, rounded_decimal

_MEANING = "average per day of what stands on one day; without a day asked for, the day with the highest sum"


def mme_document(result: MmeResult, file_problems: Sequence[str] = ()) -> dict[str, Any]:
    """The whole answer: the set's name, three sums, every opioid line, what is no opioid, and the warnings."""
    return {
        "factor_set": result.factor_set.name,
        "about_factor_set": _about(result.factor_set),
        "data_version": DATA_VERSION,
        "meaning": _MEANING,
        "on": result.on.isoformat() if result.on else None,
        "ordered_maximum": _total(result.ordered_maximum),
        "really_taken": _total(result.really_taken),
        "on_hold": _total(result.on_hold),
        "lines": [line for order in result.orders if order.is_opioid for line in _lines(order, result)],
        "not_recognised_as_opioid": _others(result.orders),
        "warnings": [*_file_warnings(result, file_problems), *_warnings(result)],
    }


def _about(factors: FactorSet) -> dict[str, Any]:
    source = cite(factors.cite)
    return {
        "title": factors.title,
        "version": factors.version,
        "cite": factors.cite,
        "source": source.title,
        "mark": factors.mark,
        "notes": list(factors.notes),
    }


def _total(total: MmeTotal) -> dict[str, Any]:
    shown = {
        **_number("mme_per_day", total.mme_per_day),
        "complete": total.complete,
        "text": total.text,
        "counted": [_counted(each) for each in total.counted],
        "not_counted": [
            {"medicine": each.medicine, "reason": each.reason, "because": each.because, "order": each.reference}
            for each in total.not_counted
        ],
    }
    if total.without_apart is not None:
        shown |= _number("mme_per_day_without_buprenorphine", total.without_apart)
    return shown


def _counted(each: CountedLoad) -> dict[str, Any]:
    """One line of the sum: the amount of a day, the factor and what they give."""
    patches = {"patches_per_day": exact_text(each.patches_per_day)} if each.patches_per_day is not None else {}
    start = {"medicine": each.load.medicine, "daily": _dose(each.daily), "factor": exact_text(each.factor)}
    return {**start, **patches, **_number("mme_per_day", each.mme)}


def _number(name: str, value: Fraction) -> dict[str, str]:
    """The digits; when they never end, four places of them and the exact fraction beside."""
    exact = exact_text(value)
    if "/" not in exact:
        return {name: exact}
    return {name: str(rounded_decimal(value, 4)), f"{name}_exact": exact}


def _lines(order: Order, result: MmeResult) -> Iterator[dict[str, Any]]:
    shared = {
        "medicine": order.medicine,
        "order": order.reference,
        "rxcui": order.rxcui,
        "kind": order.kind,
        "status": order.status,
        "counting": order.counting.value,
        "why_not": order.why_not,
    }
    for number, line in enumerate(order.dosages, start=1):
        yield {**shared, "dosage": number, **_dosage(order, line, result)}
    if not order.dosages:
        yield {**shared, "dosage": None, "dose_known": False, "daily_maximum": None, "problems": list(order.problems)}


def _dosage(order: Order, line: DosageLine, result: MmeResult) -> dict[str, Any]:
    timing = line.timing
    daily = line.daily_maximum
    return {
        "text": line.text,
        "as_needed": line.as_needed,
        "dose_known": daily is not None,
        "one_dose": _dose(line.dose_high),
        "times_per_day": None if timing.per_day_high is None else exact_text(timing.per_day_high),
        "times_of_day": [slot.value for slot in timing.slots],
        "starts_on": timing.starts_on.isoformat() if timing.starts_on else None,
        "ends_on": timing.ends_on.isoformat() if timing.ends_on else None,
        "daily_maximum": _dose(daily),
        "problems": [problem for problem in (*order.problems, line.refused, *line.problems) if problem],
    }


def _dose(dose: Dose | None) -> dict[str, str] | None:
    return None if dose is None else {"amount": exact_text(dose.amount), "unit": dose.unit.value}


def _others(orders: Sequence[Order]) -> list[str]:
    return list(dict.fromkeys(order.medicine for order in orders if not order.is_opioid))


def _file_warnings(result: MmeResult, problems: Sequence[str]) -> Iterator[dict[str, str]]:
    if not result.orders:
        yield {"code": "no_orders", "words": "the file holds no MedicationRequest and no MedicationStatement"}
    for problem in problems:
        code, _, words = problem.partition(": ")
        yield {"code": code, "words": words}


def _warnings(result: MmeResult) -> Iterator[dict[str, str]]:
    for each in result.warnings:
        yield {"code": each.code, "words": each.words, "medicine": each.medicine, "order": each.reference}
