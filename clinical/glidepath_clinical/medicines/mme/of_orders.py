"""MME of a person's orders: what is ordered at most, and what is really taken as far as it is recorded.

The number of a day is an average over the rhythm of the orders (2 every 3 days count as 2/3 a day). Where dosage
lines are dated, the day with the highest sum is taken unless a day is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from glidepath_clinical.medicines.fhir_orders import Counting, Order
from glidepath_clinical.medicines.mme.factors import FactorSet, factor_set
from glidepath_clinical.medicines.mme.of_directions import NO_PORTION, NOT_RECOGNISED, Portion, portion_of
from glidepath_clinical.medicines.mme.total import NOTHING_TO_COUNT, MmeTotal, NotCounted, add_up
from glidepath_clinical.medicines.mme.warnings import Warned, warnings_of

_PLANS: Final = frozenset(("plan", "proposal", "option"))
_TAKEN: Final = "MedicationStatement"


class MmeResult(NamedTuple):
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
    applied = _apply_plans(orders)
    stated = [o for o in applied if o.kind == _TAKEN]
    ordered = [o for o in applied if o.kind != _TAKEN and o.counting is Counting.COUNTS]
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


def _apply_plans(orders: Sequence[Order]) -> tuple[Order, ...]:
    """A plan counts only while the file holds no order of the same ingredient: the two are one course."""
    if all(order.intent not in _PLANS for order in orders):
        return tuple(orders)
    real = {
        o.ingredient for o in orders if o.intent not in _PLANS and o.counting is Counting.COUNTS and o.kind != _TAKEN
    }
    return tuple(
        order._replace(counting=Counting.NOT, why_not="a plan; its orders are counted")
        if order.intent in _PLANS and order.counting is Counting.COUNTS and order.ingredient in real
        else order
        for order in orders
    )


def _highest(orders: Sequence[Order], factors: FactorSet, on: date | None) -> tuple[MmeTotal, date | None]:
    """The sum on the day asked for, or on the day with the highest sum (the first of such days)."""
    if not orders:
        return NOTHING_TO_COUNT, on
    every = [(order, portion_of(order.directions, factors)) for order in orders]
    portions = [pair for pair in every if pair[1] is not NO_PORTION]
    if not portions:
        return NOTHING_TO_COUNT, on
    missing = _missing(portions, on)
    if on is not None:
        return _sum_on(on, portions, missing), on
    if not any(portion.dated for _, portion in portions):
        always = _sum_on(None, portions, missing)
        return _each_left_out_once([always], always), None
    days = sorted({day for _, portion in portions for day in portion.starts_on})
    totals = [_sum_on(day, portions, missing) for day in (date.min, *days)]
    best = max(range(len(totals)), key=lambda place: totals[place].mme_per_day)
    return _each_left_out_once(totals, totals[best]), days[best - 1] if best else None


_Portions = list[tuple[Order, Portion]]


def _sum_on(day: date | None, portions: _Portions, missing: tuple[NotCounted, ...]) -> MmeTotal:
    """The sum of the lines that stand on that day; of all lines when no line has dates and no day is meant."""
    weighed = [each for _, portion in portions for line, each in portion.weighed if day is None or line.stands_on(day)]
    left_out = (
        each._replace(reference=order.reference)
        for order, portion in portions
        for line, each in portion.left_out
        if day is None or line.stands_on(day)
    )
    return add_up(weighed, (*left_out, *missing))


def _missing(portions: _Portions, on: date | None) -> tuple[NotCounted, ...]:
    """What has no amount; when a day is asked for, only of lines that stand on it."""
    found = (
        each._replace(reference=order.reference)
        for order, portion in portions
        for line, each in portion.missing
        if line is None or on is None or line.stands_on(on)
    )
    return tuple(_unrecognised_once(found))


def _unrecognised_once(missing: Iterable[NotCounted]) -> Iterator[NotCounted]:
    """A name that nobody recognised stands once, however many orders and lines carry it."""
    seen: set[str] = set()
    for each in missing:
        if each.reason == NOT_RECOGNISED:
            if each.medicine in seen:
                continue
            seen.add(each.medicine)
        yield each


def _each_left_out_once(totals: Sequence[MmeTotal], best: MmeTotal) -> MmeTotal:
    """The highest sum with everything that is not counted on any day, each once."""
    if not any(total.not_counted for total in totals):
        return best
    excluded = {each for total in totals for each in total.not_counted}
    every = tuple(dict.fromkeys((*best.not_counted, *sorted(excluded, key=str))))
    return best._replace(not_counted=every, complete=not every)


def _really_taken(stated: list[Order], ordered: list[Order], factors: FactorSet, on: date | None) -> MmeTotal:
    """What statements say is taken; an ordered opioid without a statement is named as not recorded."""
    taken = [order for order in stated if order.counting is Counting.COUNTS]
    total, _ = _highest(taken, factors, on)
    said = [order for order in stated if order.counting is Counting.COUNTS or order.status == "not-taken"]
    opioids = [order for order in ordered if _counts_or_may(order)]
    silent = [order for order in opioids if not _is_said(order, said, ordered)] if said else opioids
    because = "nothing is recorded about what is really taken"
    names = dict.fromkeys(order.medicine for order in silent)
    unrecorded = tuple(NotCounted(name, "not_recorded", because) for name in names)
    every = (*total.not_counted, *unrecorded)
    return total._replace(not_counted=every, complete=not every) if unrecorded else total


def _counts_or_may(order: Order) -> bool:
    """Whether it is an opioid, or may be one because nobody recognised it."""
    named = order.directions.medication
    return named.is_opioid or named.may_be_opioid


def _is_said(order: Order, said: list[Order], ordered: list[Order]) -> bool:
    """Whether a statement speaks of this order: same ingredient and release; in words alone only if just one fits."""
    if order.ingredient is None:
        return any(each.display.casefold() == order.display.casefold() for each in said)
    same = [each for each in said if each.ingredient == order.ingredient]
    if any(each.release == order.release for each in same):
        return True
    releases = {each.release for each in ordered if each.ingredient == order.ingredient}
    return len(releases) == 1 and any(not each.release for each in same)
