"""A plan as it really goes, in the shape that supply is counted from: what was released, and what only is planned.

Every dose and every unit is that of the frozen rendering; the dates are those of the releases, since no step begins
by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from glidepath.care.tapering.journey import AHEAD, Landing, journey
from glidepath.record.plans.models import STANDING, Plan, PlanState

Json = dict[str, Any]
DAY = timedelta(days=1)


def as_it_stands(plan: Plan, today: date) -> Json:
    """The doses taken so far and those released; the last of them stays, with no end."""
    return _document(plan, [one for one in journey(plan, today) if one.kind != AHEAD or one.released or _first(one)])


def as_planned(plan: Plan, today: date) -> Json:
    """The same, and every further step on the first day it could begin. A plan that rests has none."""
    if plan.state == PlanState.HELD:
        return as_it_stands(plan, today)
    return _document(plan, journey(plan, today))


def _first(landing: Landing) -> bool:
    """The present dose of a plan that has not begun."""
    return landing.plan.state not in STANDING and landing.step.number == 0


def _document(plan: Plan, landings: Sequence[Landing]) -> Json:
    rows = list(_one_after_the_other(landings))
    return {**plan.frozen, "present": rows[0], "steps": rows[1:]}


def _one_after_the_other(landings: Sequence[Landing]) -> Iterator[Json]:
    """A rest goes on with the dose before it; each dose ends on the day before the next begins."""
    kept = [one for place, one in enumerate(landings) if place == 0 or one.step.pk != landings[place - 1].step.pk]
    for place, landing in enumerate(kept):
        after = kept[place + 1].starts_on if place + 1 < len(kept) else None
        yield _step(landing, place, after - DAY if after else None)


def _step(landing: Landing, place: int, ends_on: date | None) -> Json:
    row: Json = deepcopy(landing.step.rendering["step"])
    row["starts_on"] = landing.starts_on.isoformat() if place else None
    row["ends_on"] = ends_on.isoformat() if ends_on else None
    row["number"] = landing.step.number
    for medicine in row["medicines"]:
        if medicine["form"] == "patch" and medicine["doses"]:
            _change_patches(medicine, landing)
    return row


def _change_patches(medicine: Json, landing: Landing) -> None:
    """A patch is put on on the day on which its step really began, and every wear time from there."""
    if "patch" in medicine and landing.starts_on != landing.step.planned_on:
        medicine["patch"]["changes_on"] = [landing.starts_on.isoformat()]
    if "patch" not in medicine:
        days = list(_printed(landing.plan, medicine["product"]))[:1]
        if days:
            medicine["patch"] = {"changes_on": days}


def _printed(plan: Plan, product: str) -> Iterator[str]:
    for step in plan.frozen["steps"]:
        for row in step["medicines"]:
            if row["product"] == product and "patch" in row:
                yield from row["patch"]["changes_on"]
