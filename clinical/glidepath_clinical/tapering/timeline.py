"""All medicines on one calendar: which medicine changes when, and what every other one is at meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from glidepath_clinical.tapering.course import Course
from glidepath_clinical.tapering.dates import Cadence, Period, as_periods, days_after
from glidepath_clinical.tapering.order import LOCK_DAYS
from glidepath_clinical.tapering.pace import Pace
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.solver import Phase
from glidepath_clinical.tapering.treatment import Treatment


@dataclass(frozen=True)
class Lowered:
    """One medicine that is lowered: what was looked up, the steps of its course, its pace."""

    treatment: Treatment
    course: Course
    pace: Pace

    @property
    def place(self) -> int:
        """The medicine's place in the request."""
        return self.treatment.place


@dataclass(frozen=True)
class Moment:
    """One step of the plan: its days, the medicines that change, and how many steps each has made by then."""

    period: Period
    changing: tuple[int, ...]
    done: Mapping[int, int]


@dataclass(frozen=True)
class Timeline:
    """Every step of the plan in order, and for each patch a day on which it is changed (None: not known)."""

    moments: tuple[Moment, ...]
    patch_changed_on: Mapping[int, date | None]

    @property
    def present_ends_on(self) -> date:
        """The last day of the present dose."""
        return self.moments[0].period.starts_on - timedelta(days=1)


def lay_out(request: PlanRequest, lowered: Sequence[Lowered]) -> Timeline:
    """One after the other with the lock between them, or side by side when the lock is overridden."""
    changes: dict[date, list[int]] = {}
    patches: dict[int, date | None] = {}
    earliest = request.starts_on
    for medicine in lowered:
        starts = tuple(_starts(request, medicine, earliest))
        for start in starts:
            changes.setdefault(start, []).append(medicine.place)
        patches[medicine.place] = medicine.treatment.wish.patch_changed_on or starts[0]
        if request.order.override_lock is None:
            lasts = max(_length(medicine, len(starts) - 1), LOCK_DAYS)
            earliest = days_after(starts[-1], lasts)
    return Timeline(tuple(_moments(changes)), patches)


def first_day_after(request: PlanRequest, pace: Pace, steps: int) -> date:
    """The first allowed day after so many steps of the agreed length."""
    cadence = Cadence(request.step_days, on_refill=False)
    day = cadence.first_from(request.starts_on)
    for _ in range(steps):
        day = cadence.first_from(days_after(day, pace.every_days))
    return day


def _starts(request: PlanRequest, medicine: Lowered, earliest: date) -> Iterator[date]:
    cadence = _cadence(request, medicine)
    day = earliest
    for place in range(len(medicine.course.steps)):
        start = (replace(cadence, on_refill=True) if place == 0 else cadence).first_from(day)
        if cadence.changed_on is None:
            cadence = replace(cadence, changed_on=start)
        yield start
        day = days_after(start, _length(medicine, place))


def _cadence(request: PlanRequest, medicine: Lowered) -> Cadence:
    refill, wear = request.step_days.refill, medicine.treatment.supply.wear_hours
    return Cadence(
        days=request.step_days,
        on_refill=refill is not None and medicine.pace.every_days >= refill.every_days,
        wear_days=wear // 24 if wear else None,
        changed_on=medicine.treatment.wish.patch_changed_on,
    )


def _length(medicine: Lowered, place: int) -> int:
    """How many days at least a step of the course lasts."""
    step = medicine.course.steps[place]
    if step.phase is Phase.TERMINAL:
        return medicine.pace.days_of_terminal_step(len(step.doses))
    return medicine.pace.every_days


def _moments(changes: Mapping[date, Sequence[int]]) -> Iterator[Moment]:
    starts = sorted(changes)
    done: dict[int, int] = {}
    for start, period in zip(starts, as_periods(starts), strict=True):
        for place in changes[start]:
            done[place] = done.get(place, 0) + 1
        yield Moment(period, tuple(changes[start]), dict(done))
