"""The person's way so far and ahead, over all versions of a plan: landings with local dates, rests among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from glidepath.record.plans.models import Plan, PlanStep
from glidepath.record.plans.queries import releases_in_force, standing_of

DAY = timedelta(days=1)
TAKEN, REST, AHEAD = "taken", "rest", "ahead"


@dataclass(frozen=True)
class Landing:
    """One dose over whole local days; `ends_on` None while it lasts. A rest is at the dose of its step."""

    kind: str
    plan: Plan
    step: PlanStep
    starts_on: date
    ends_on: date | None
    here: bool = False
    released: bool = False
    by_patient: bool = False


def journey(plan: Plan, today: date) -> list[Landing]:
    """Everything behind the person in order, the present landing or rest, then the steps ahead."""
    behind = _with_ends(list(_taken(plan, today)))
    so_far = [part for landing in behind for part in _with_rests(landing, plan)]
    if so_far:
        so_far[-1] = replace(so_far[-1], here=True)
    return so_far + list(_ahead(plan, today))


def _versions(plan: Plan) -> list[Plan]:
    chain = [plan]
    while chain[0].previous is not None:
        chain.insert(0, chain[0].previous)
    return chain


def _taken(plan: Plan, today: date) -> Iterator[Landing]:
    before: PlanStep | None = None
    for version in _versions(plan):
        steps = {step.number: step for step in version.steps.all()}
        if version.started_on and (before is None or before.daily != steps[0].daily):
            yield Landing(TAKEN, version, steps[0], version.started_on, None)
        before = steps[0]
        for release in version.releases.filter(withdrawn_at__isnull=True, effective_on__lte=today):
            before = steps[release.step_number]
            yield Landing(TAKEN, version, before, release.effective_on, None)


def _with_ends(landings: list[Landing]) -> list[Landing]:
    ends = [*(after.starts_on - DAY for after in landings[1:]), None]
    return [replace(landing, ends_on=end) for landing, end in zip(landings, ends, strict=False)]


def _with_rests(landing: Landing, plan: Plan) -> Iterator[Landing]:
    rests = [hold for version in _versions(plan) for hold in version.holds.order_by("started_at")]
    inside = [hold for hold in rests if _lies_in(hold.started_on, landing)]
    first = inside[0].started_on - DAY if inside else landing.ends_on
    if not inside or landing.starts_on < inside[0].started_on:
        yield replace(landing, ends_on=first)
    for hold, after in pairwise([*inside, None]):
        ended = hold.ended_on - DAY if hold.ended_on else None
        yield replace(landing, kind=REST, starts_on=hold.started_on, ends_on=ended, by_patient=hold.by_patient)
        until = after.started_on - DAY if after else landing.ends_on
        if hold.ended_on and (until is None or hold.ended_on <= until):
            yield replace(landing, starts_on=hold.ended_on, ends_on=until)


def _lies_in(day: date, landing: Landing) -> bool:
    return landing.starts_on <= day and (landing.ends_on is None or day <= landing.ends_on)


def _ahead(plan: Plan, today: date) -> Iterator[Landing]:
    """The steps ahead. What comes late pushes everything after it back by as many days."""
    standing = standing_of(plan, today)
    begun = standing.step.number
    released = {row.step_number: row.effective_on for row in releases_in_force(plan)}
    if plan.started_on is None:
        yield Landing(AHEAD, plan, plan.steps.get(number=0), today, None)
    late = max(standing.since - standing.step.planned_on, timedelta(0)) if begun else timedelta(0)
    for step in plan.steps.filter(number__gt=begun):
        soonest = released.get(step.number) or max(step.planned_on + late, today + DAY)
        late = max(late, soonest - step.planned_on)
        until = step.planned_until + late if step.planned_until else None
        yield Landing(AHEAD, plan, step, soonest, until, released=step.number in released)
