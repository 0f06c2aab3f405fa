"""MME of a person's orders: what is ordered at most, and what is really taken as far as it is recorded.

The number of a day is an average over the rhythm of the orders (2 every 3 days count as 2/3 a day). Where dosage
lines are dated, the day with the highest sum is taken unless a day is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from glidepath_clinical.medicines.fhir_orders import Counting, DosageLine, Order, problem_code
from glidepath_clinical.medicines.mme.factors import FactorSet, factor_set
from glidepath_clinical.medicines.mme.total import Load, MmeTotal, NotCounted, total_of
from glidepath_clinical.medicines.mme.warnings import Warned, warnings_of
from glidepath_clinical.medicines.product import Form
from glidepath_clinical.quantities import Dose

_BLOCKING: Final = frozenset(("codes_disagree", "name_disagrees"))
_PLANS: Final = frozenset(("plan", "proposal", "option"))
_TAKEN: Final = "MedicationStatement"


@dataclass(frozen=True)
class MmeResult:
    """The sums of one person's orders. `on` is the day they are for: the one asked for, or the highest.

    `orders` are all orders read, with `counting` as it was applied; `on_hold` stands apart from the other sums.
    """

    factor_set: FactorSet
    ordered_maximum: MmeTotal
    really_taken: MmeTotal
    on_hold: MmeTotal
    on: date | None
    orders: tuple[Order, ...]
    warnings: tuple[Warned, ...]


def mme_of_orders(orders: Sequence[Order], factors: FactorSet | None = None, on: date | None = None) -> MmeResult:
    """Count orders and statements by a factor set (cdc-2022 unless another is given), on a day or on the highest."""
    known = factors or factor_set()
    applied = tuple(_apply_plans(orders))
    ordered = [o for o in applied if o.kind != _TAKEN and o.counting is Counting.COUNTS]
    stated = [o for o in applied if o.kind == _TAKEN]
    held = [o for o in applied if o.counting is Counting.APART]
    highest, day = _highest(ordered, known, on)
    return MmeResult(
        factor_set=known,
        ordered_maximum=highest,
        really_taken=_really_taken(stated, ordered, known, on),
        on_hold=_highest(held, known, on)[0],
        on=day,
        orders=applied,
        warnings=tuple(warnings_of(applied)),
    )


def _apply_plans(orders: Sequence[Order]) -> Iterator[Order]:
    """A plan counts only while the file holds no order of the same ingredient: the two are one course."""
    real = {
        o.ingredient for o in orders if o.intent not in _PLANS and o.counting is Counting.COUNTS and o.kind != _TAKEN
    }
    for order in orders:
        if order.intent in _PLANS and order.counting is Counting.COUNTS and order.ingredient in real:
            yield replace(order, counting=Counting.NOT, why_not="a plan; its orders are counted")
        else:
            yield order


def _highest(orders: Sequence[Order], factors: FactorSet, on: date | None) -> tuple[MmeTotal, date | None]:
    """The sum on the day asked for, or on the day with the highest sum (the first of such days)."""
    missing = [each for order in orders for each in _missing(order, on)]
    if on is not None:
        return total_of(_loads(orders, on), factors, missing), on
    lines = [line for order in orders for line in order.dosages]
    days = sorted({line.timing.starts_on for line in lines if line.timing.starts_on})
    dated = any(line.timing.starts_on or line.timing.ends_on for line in lines)
    totals = [(total_of(_loads(orders, day), factors, missing), day) for day in [date.min, *days]]
    best, day = max(totals, key=lambda pair: pair[0].mme_per_day)
    excluded = {each for total, _ in totals for each in total.not_counted}
    every = tuple(dict.fromkeys((*best.not_counted, *sorted(excluded, key=str))))
    return replace(best, not_counted=every, complete=not every), day if dated and day != date.min else None


def _loads(orders: Sequence[Order], day: date) -> Iterator[Load]:
    for order in orders:
        for line in order.dosages if _countable(order) else ():
            if line.stands_on(day) and line.daily_maximum is not None:
                yield _load(order, line, line.daily_maximum)


def _load(order: Order, line: DosageLine, daily: Dose) -> Load:
    patch = order.route == "transdermal"
    return Load(
        medicine=order.medicine,
        ingredient=order.ingredient or "",
        route=order.route,
        form=Form.PATCH if patch else _form(order),
        amount=daily,
        patches_per_day=line.timing.per_day_high if patch else None,
        reference=order.reference,
    )


def _form(order: Order) -> Form | None:
    if order.coded is not None:
        return order.coded.dose_form.form
    return None if order.product is None else order.product.forms[0]


def _countable(order: Order) -> bool:
    return order.is_opioid and not any(problem_code(problem) in _BLOCKING for problem in order.problems)


def _missing(order: Order, on: date | None) -> Iterator[NotCounted]:
    """Why an opioid order, or one of its lines, has no amount."""
    if not order.display and not order.rxcui and order.ingredient is None:
        yield NotCounted(order.medicine, "unknown_medicine", "the order names no medicine", order.reference)
    if not order.is_opioid:
        return
    if not _countable(order):
        problem = next(p for p in order.problems if problem_code(p) in _BLOCKING)
        yield _not_counted(order, problem)
    elif not order.dosages:
        yield _not_counted(order, "no_dosage: no dosage is written; find out what is really taken")
    for line in order.dosages if _countable(order) else ():
        if line.daily_maximum is None and (on is None or line.stands_on(on)):
            yield _not_counted(order, line.refused or _timing_problem(line))


def _timing_problem(line: DosageLine) -> str:
    return next((p for p in line.timing.problems if problem_code(p) == "no_timing"), "no_timing: no rhythm is known")


def _not_counted(order: Order, problem: str) -> NotCounted:
    code, _, words = problem.partition(": ")
    return NotCounted(order.medicine, code, words, order.reference)


def _really_taken(stated: list[Order], ordered: list[Order], factors: FactorSet, on: date | None) -> MmeTotal:
    """What statements say is taken; an ordered opioid without a statement is named as not recorded."""
    taken = [order for order in stated if order.counting is Counting.COUNTS]
    total, _ = _highest(taken, factors, on)
    said = [order for order in stated if order.counting is Counting.COUNTS or order.status == "not-taken"]
    silent = [order for order in ordered if order.is_opioid and not _is_said(order, said, ordered)]
    because = "nothing is recorded about what is really taken"
    names = dict.fromkeys(order.medicine for order in silent)
    unrecorded = tuple(NotCounted(name, "not_recorded", because) for name in names)
    every = (*total.not_counted, *unrecorded)
    return replace(total, not_counted=every, complete=not every)


def _is_said(order: Order, said: list[Order], ordered: list[Order]) -> bool:
    """Whether a statement speaks of this order: same ingredient and release; in words alone only if just one fits."""
    same = [each for each in said if each.ingredient == order.ingredient]
    if any(each.release == order.release for each in same):
        return True
    releases = {each.release for each in ordered if each.ingredient == order.ingredient}
    return len(releases) == 1 and any(not each.release for each in same)
