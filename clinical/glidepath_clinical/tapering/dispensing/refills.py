"""The days on which a pharmacy refills, and how the steps of a plan lie to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from glidepath_clinical.tapering.asked_days import RefillCycle, StepDays, read_step_days
from glidepath_clinical.tapering.dates import Cadence, NoDayForStep
from glidepath_clinical.tapering.dispensing.patch_days import rhythm_of
from glidepath_clinical.tapering.fields import Fields, UnusableInput

ONE_DAY = timedelta(days=1)


def fill_dates(first: date, cycle_days: int, end: date) -> tuple[date, ...]:
    """Every refill from `first` on that is not after `end`. Raises `UnusableInput` for a cycle below one day."""
    _check(cycle_days)
    count = (end - first).days // cycle_days + 1
    return tuple(first + timedelta(days=cycle_days * place) for place in range(max(count, 0)))


def aligned(day: date, first: date, cycle_days: int) -> date:
    """The first refill day that is not before `day`: a step moved there begins later, never sooner."""
    _check(cycle_days)
    late = (first - day).days % cycle_days
    return day + timedelta(days=late)


def _check(cycle_days: int) -> None:
    if cycle_days < 1:
        raise UnusableInput("cycle_days", "must be a whole number of days, at least 1")


def collect_on(document: Mapping[str, Any], on: date, earliest: date) -> date:
    """The day on which a fill is collected: `on`, or where it is protected the last day before that is not.

    Never later, so that no dose waits. Raises `UnusableInput` where every day back to `earliest` is protected.
    """
    protected = _protected(document)
    day = on
    while day.isoformat() in protected:
        if day == earliest:
            raise UnusableInput("first_fill_on", f"{on} is protected, and so is every day back to the count")
        day -= ONE_DAY
    return day


def _protected(document: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(document["request"].get("protected_dates") or ())


def steps_off_the_cycle(
    document: Mapping[str, Any], first: date, cycle_days: int
) -> tuple[tuple[int, date, date | None], ...]:
    """Steps that begin between two refills: number, the day they begin, and the refill they could wait for.

    That refill lies on a day on which the plan lets a step begin: not protected, an allowed weekday, of a patch a
    day of change. None where no refill ever does.
    """
    days = read_step_days(Fields(document["request"]))
    cycle = RefillCycle(cycle_days, first)
    found = []
    for step in document["steps"]:
        begins = date.fromisoformat(step["starts_on"])
        if not cycle.falls_on(begins):
            waits = StepDays(days.protected, days.weekdays, cycle)
            found.append((int(step["number"]), begins, _first_allowed(document, step, waits, begins)))
    return tuple(found)


def _first_allowed(document: Mapping[str, Any], step: Mapping[str, Any], days: StepDays, begins: date) -> date | None:
    day = begins
    try:
        for cadence in _cadences(document, step, days):
            day = cadence.first_from(day)
    except NoDayForStep:
        return None
    return day


def _cadences(document: Mapping[str, Any], step: Mapping[str, Any], days: StepDays) -> Iterator[Cadence]:
    """What the medicine that changes in this step asks of the day."""
    changing = [row for row in step["medicines"] if row.get("phase") != "kept"]
    worn = [row for row in changing if row["form"] == "patch"]
    if not worn:
        yield Cadence(days, on_refill=True)
    for row in worn:
        rhythm = rhythm_of(document, row)
        yield Cadence(days, on_refill=True, wear_days=rhythm.every, changed_on=rhythm.anchor)
