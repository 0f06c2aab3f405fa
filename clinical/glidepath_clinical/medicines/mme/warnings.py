"""What a person should look at before believing an MME number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from glidepath_clinical.medicines.fhir_orders import Counting, DosageLine, Order
from glidepath_clinical.quantities import Unit, exact_text, rounded_decimal

_FENTANYL_WEAR: Final = (48, 72)
_PLANS: Final = frozenset(("plan", "proposal", "option"))


@dataclass(frozen=True)
class Warned:
    """One warning: a code, its words, the medicine and the order it is about."""

    code: str
    words: str
    medicine: str
    reference: str = ""


def warnings_of(orders: Sequence[Order]) -> Iterator[Warned]:
    """Everything noticed about the orders that count; each warning once."""
    counted = [order for order in orders if order.counting is Counting.COUNTS and order.is_opioid]
    seen: set[tuple[str, str, str]] = set()
    for warned in (*_duplicates(counted), *_of_each(counted)):
        key = (warned.code, warned.words, warned.medicine)
        if key not in seen:
            seen.add(key)
            yield warned


def _duplicates(counted: Sequence[Order]) -> Iterator[Warned]:
    groups: dict[tuple[str, str | None, str], list[Order]] = {}
    for order in counted:
        groups.setdefault((order.kind, order.ingredient, order.release), []).append(order)
    for (_, ingredient, release), found in groups.items():
        if len(found) > 1:
            words = f"{len(found)} active orders of {ingredient} {release}".strip()
            yield Warned("duplicate_therapy", f"{words} are added up; keep what is meant", found[0].medicine)


def _of_each(counted: Sequence[Order]) -> Iterator[Warned]:
    for order in counted:
        if order.intent in _PLANS:
            yield _warned(order, f"planned_order: intent {order.intent}, not an order; counted as if it stood")
        for problem in order.problems:
            yield _warned(order, problem)
        for line in order.dosages:
            for problem in (line.refused, *line.problems, _wear(order, line)):
                if problem:
                    yield _warned(order, problem)


def _wear(order: Order, line: DosageLine) -> str:
    """A patch worn shorter or longer than it is made for, or for an unknown time."""
    if line.dose_high is None or line.dose_high.unit is not Unit.MCG_PER_H:
        return ""
    hours = line.timing.hours_between
    if hours is None:
        return "wear_time: it is not said how often the patch is changed"
    low, high = _FENTANYL_WEAR if order.ingredient == "fentanyl" else (_made_for(order), _made_for(order))
    if low <= hours <= high:
        return ""
    made = f"{low} to {high}" if low != high else str(low)
    shown = exact_text(Fraction(rounded_decimal(hours, 1)))
    return f"wear_time: the patch is changed every {shown} hours; it is worn for {made} hours"


def _made_for(order: Order) -> int:
    return order.coded.wear_hours if order.coded and order.coded.wear_hours else 168


def _warned(order: Order, problem: str) -> Warned:
    code, _, words = problem.partition(": ")
    return Warned(code, words, order.medicine, order.reference)
