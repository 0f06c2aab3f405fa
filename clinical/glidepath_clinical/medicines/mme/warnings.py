"""What a person should look at before believing an MME number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from glidepath_clinical.medicines.fhir_orders import Counting, Directions, DosageLine, Order
from glidepath_clinical.quantities import Unit, exact_text, rounded_decimal

_FENTANYL_WEAR: Final = (48, 72)
_USUAL_WEAR: Final = 168
"""Hours that a patch other than fentanyl is worn when its code does not say it: a week."""
_PLANS: Final = frozenset(("plan", "proposal", "option"))


class Warned(NamedTuple):
    """One warning: a code, its words, the medicine and the order it is about."""

    code: str
    words: str
    medicine: str
    reference: str = ""


def warnings_of(orders: Sequence[Order]) -> Iterator[Warned]:
    """Everything noticed about the orders that count; each warning once."""
    counted = [each for each in orders if each.counting is Counting.COUNTS and each.directions.medication.is_opioid]
    seen: set[tuple[str, str, str]] = set()
    for warned in (*_duplicates(counted), *_of_each(counted)) if counted else ():
        key = (warned.code, warned.words, warned.medicine)
        if key not in seen:
            seen.add(key)
            yield warned


def _duplicates(counted: Sequence[Order]) -> Iterator[Warned]:
    if len(counted) < 2:
        return
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
        for problem in (*order.problems, *_of_lines(order.directions)):
            yield _warned(order, problem)


@lru_cache(maxsize=20_000)
def _of_lines(directions: Directions) -> tuple[str, ...]:
    """The problems of the dosage lines; the same directions are looked at once."""
    every = ((line.refused, *line.problems, _wear(directions, line)) for line in directions.lines)
    return tuple(problem for problems in every for problem in problems if problem)


def _wear(directions: Directions, line: DosageLine) -> str:
    """A patch worn shorter or longer than it is made for, or for an unknown time."""
    if line.dose_high is None or line.dose_high.unit is not Unit.MCG_PER_H:
        return ""
    hours = line.timing.hours_between
    if hours is None:
        return "wear_time: it is not said how often the patch is changed"
    low, high = _FENTANYL_WEAR if directions.medication.ingredient == "fentanyl" else (_made_for(directions),) * 2
    if low <= hours <= high:
        return ""
    made = f"{low} to {high}" if low != high else str(low)
    shown = exact_text(Fraction(rounded_decimal(hours, 1)))
    return f"wear_time: the patch is changed every {shown} hours; it is worn for {made} hours"


def _made_for(directions: Directions) -> int:
    coded = directions.medication.coded
    return coded.wear_hours if coded and coded.wear_hours else _USUAL_WEAR


def _warned(order: Order, problem: str) -> Warned:
    code, _, words = problem.partition(": ")
    return Warned(code, words, order.medicine, order.reference)
