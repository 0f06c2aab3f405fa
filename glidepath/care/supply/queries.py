"""What is at home now, until when it lasts, and what the next fills hold: counted, and counted a second time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.tapering import UnusableInput
from glidepath_clinical.tapering.certificate.supply import supply_problems
from glidepath_clinical.tapering.dispensing import (
    AtHome,
    Fills,
    UnitKey,
    assumptions,
    plan_fills,
    run_out,
    units_of_plan,
    units_on,
)

from glidepath.care.supply.course import as_it_stands, as_planned
from glidepath.foundation.clock import local_date
from glidepath.record.medications.models import Dispensing, Refill, TabletCount
from glidepath.record.medications.queries import dispensed_to, latest_counts, refill_of
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan, PlanState
from glidepath.record.plans.queries import open_plan, standing_plan, waiting_for_patient

Json = dict[str, Any]
Named = tuple[str, str]
DAY = timedelta(days=1)
FILLS_AHEAD = 6
"""So many fills are worked out ahead; what comes later will have changed by then."""


@dataclass(frozen=True)
class Stock:
    """One strength at home today, before the first dose; `count` None where nobody has counted it.

    `below` says that by the count there is less than nothing: more was taken, lost or handed out than is written down.
    """

    key: UnitKey
    count: Fraction | None
    counted_on: date | None = None
    dispensed: Fraction = Fraction(0)
    below: bool = False


@dataclass(frozen=True)
class Reach:
    """The first day for which something is missing; None when nothing is, or when it `cannot` be said and why."""

    on: date | None = None
    missing: Sequence[UnitKey] = ()
    cannot: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Counted:
    """The supply of one plan on one local date. `fills` are as planned, `if_it_stays` those of the dose as it is."""

    plan: Plan
    today: date
    stock: Sequence[Stock]
    reach: Reach
    refill: Refill | None
    fills: Fills | None
    if_it_stays: Fills | None
    cannot: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    taken_for_granted: Sequence[Mapping[str, str]] = ()


def supplied_plan(patient: Patient) -> Plan | None:
    """The plan whose supply counts: the one that runs or rests, else the one on its way."""
    return standing_plan(patient.pk) or open_plan(patient.pk)


def own_plan(patient: Patient) -> Plan | None:
    """The same for the person: never a plan that nobody has signed."""
    return standing_plan(patient.pk) or waiting_for_patient(patient.pk)


def supply_of(patient: Patient, plan: Plan, at: datetime) -> Counted:
    """Everything the pages about supply show. Whatever cannot be counted is named, never left out."""
    today = local_date(at, patient.zone)
    refill = refill_of(patient.pk)
    standing = as_it_stands(plan, today)
    try:
        stock = stock_of(patient, standing, units_ahead(plan, today), today)
        reach = reach_of(standing, stock, today)
        planned, stays = _fills(plan, standing, stock, refill, today)
    except (UnusableInput, CountsDiffer, LookupError, TypeError, ArithmeticError) as wrong:
        cannot = "patch_day_unknown" if getattr(wrong, "field", "") == "patch_changed_on" else "not_counted_alike"
        return Counted(plan, today, (), Reach(cannot=cannot), refill, None, None, cannot)
    return Counted(plan, today, stock, reach, refill, planned, stays, taken_for_granted=assumptions(standing))


def units_ahead(plan: Plan, today: date) -> list[UnitKey]:
    """Every strength that the dose of today or a later step takes, in the order in which they come."""
    return units_of_plan(as_planned(plan, today), today)


class CountsDiffer(Exception):
    """The two counts of the fills do not agree; neither is shown."""


def stock_of(patient: Patient, standing: Json, keys: Sequence[UnitKey], today: date) -> list[Stock]:
    """The last count of each strength, with what was handed out and less what the doses since then took."""
    counts = {(row.product, row.strength): row for row in latest_counts(patient.pk)}
    handed_out = dispensed_to(patient.pk)
    return [_stock(key, counts.get((key.product, key.on_the_package)), handed_out, standing, today) for key in keys]


def _stock(
    key: UnitKey, counted: TabletCount | None, handed_out: Sequence[Dispensing], standing: Json, today: date
) -> Stock:
    if counted is None:
        return Stock(key, None)
    since = sum((Fraction(row.count) for row in handed_out if _comes_after(row, counted, key)), Fraction(0))
    last = today - DAY
    used = units_on(standing, counted.counted_on, last).get(key, Fraction(0)) if counted.counted_on <= last else 0
    left = Fraction(counted.count) + since - used
    return Stock(key, max(left, Fraction(0)), counted.counted_on, since, left < 0)


def _comes_after(row: Dispensing, counted: TabletCount, key: UnitKey) -> bool:
    """What was handed out on the day of the count adds to it when it was written down later."""
    if (row.product, row.strength) != (key.product, key.on_the_package):
        return False
    same_day = row.dispensed_on == counted.counted_on and row.recorded_at >= counted.recorded_at
    return row.dispensed_on > counted.counted_on or same_day


def reach_of(standing: Json, stock: Sequence[Stock], today: date) -> Reach:
    """Until when what is at home lasts at the dose as it stands, released steps with it."""
    needed = set(units_of_plan(standing, today))
    unknown = [one.key for one in stock if one.count is None and one.key in needed]
    if unknown:
        return Reach(missing=unknown, cannot="not_counted", values={"what": ", ".join(key.text for key in unknown)})
    found = run_out(standing, _at_home(stock, today))
    return Reach(found.on, found.missing)


def _at_home(stock: Sequence[Stock], today: date) -> AtHome:
    known = [one for one in stock if one.count is not None]
    return AtHome(today, {(one.key.product, one.key.on_the_package): one.count or Fraction(0) for one in known})


def _fills(
    plan: Plan, standing: Json, stock: Sequence[Stock], refill: Refill | None, today: date
) -> tuple[Fills | None, Fills | None]:
    """Fills as planned, and those of a dose that stays where that is another thing."""
    if refill is None or refill.every_days is None:
        return None, None
    first = next_day(refill, today)
    through = first + timedelta(days=refill.every_days * FILLS_AHEAD - 1)
    stays = _twice(standing, _at_home(stock, today), first, refill.every_days, through)
    if plan.state == PlanState.HELD:
        return stays, None
    return _twice(as_planned(plan, today), _at_home(stock, today), first, refill.every_days, through), stays


def next_day(refill: Refill, today: date) -> date:
    """The first refill from today on; one that is past and has no cycle stays where it is."""
    if refill.every_days is None or refill.due_on >= today:
        return refill.due_on
    late = (refill.due_on - today).days % refill.every_days
    return today + timedelta(days=late)


def _twice(document: Json, at_home: AtHome, first: date, cycle_days: int, through: date) -> Fills:
    fills = plan_fills(document, at_home, first, cycle_days, through)
    if list(supply_problems(document, fills.to_json())):
        raise CountsDiffer
    return fills


def halves_of(plan: Plan) -> dict[str, list[str]]:
    """The strengths of each product of which halves are planned, and may lie at home."""
    return {row["product"]: list(row["halves"]) for row in plan.frozen["products"]}
