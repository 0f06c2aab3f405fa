"""Comparing two versions of a plan from the day on which the later one counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from glidepath_clinical.quantities import decimal_text, parse_decimal
from glidepath_clinical.tapering.change.running import in_force_from
from glidepath_clinical.tapering.diff.values import Json, PlanDiff, StepDiff, StepState, Value


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> PlanDiff:
    """What becomes different from the first day of `after`: the dose on that day, then step by step.

    Steps that ended before are left out on both sides: they are the past, which no version changes.
    """
    old, new = dict(before), dict(after)
    since = in_force_from(new)
    old_steps, new_steps = _from(old, since), _from(new, since)
    rows = tuple(
        StepDiff(place, _state(one) if one else None, _state(other) if other else None)
        for place, (one, other) in enumerate(zip_longest(old_steps, new_steps))
    )
    return PlanDiff(
        before_hash=str(old["content_hash"]),
        after_hash=str(new["content_hash"]),
        since=since.isoformat() if since else None,
        head={name: Value(_head(old).get(name), _head(new).get(name)) for name in HEAD},
        steps=rows,
        units=_unit_values(_needed(old_steps, since), _needed(new_steps, since)),
    )


HEAD = ("product", "framework", "pace_every_days", "pace_step_at_most", "goal_reached_on", "last_phase")


def _head(document: Json) -> dict[str, str]:
    last = document["steps"][-1] if document["steps"] else document["present"]
    pace = document["pace"]
    return {
        "product": ", ".join(product["product"] for product in document["products"]),
        "framework": document["framework"] or "",
        "pace_every_days": str(pace["every_days"]),
        "pace_step_at_most": f"{pace['basis']} {_largest_step(pace)}",
        "goal_reached_on": "open" if last["phase"] == "hold" else str(last["starts_on"]),
        "last_phase": str(last["phase"]),
    }


def _largest_step(pace: Json) -> str:
    """Percent of the basis, or the amount of the basis "fixed"; every cap of a plan can be written exactly."""
    return decimal_text(Fraction(pace["cap_amount"]) if pace["basis"] == "fixed" else 100 * Fraction(pace["cap_share"]))


def _from(document: Json, since: date | None) -> list[Json]:
    """The step that runs on `since`, and those after it."""
    steps: list[Json] = [document["present"], *document["steps"]]
    if since is None:
        return steps
    return [step for step in steps if step["ends_on"] is None or date.fromisoformat(step["ends_on"]) >= since]


def _state(step: Json) -> StepState:
    rows = {row["product"]: row for row in step["medicines"]}
    return StepState(
        number=step["number"],
        phase=step["phase"],
        starts_on=step["starts_on"],
        ends_on=step["ends_on"],
        daily={name: row["daily"] for name, row in rows.items()},
        doses={f"{name} {time}": dose["amount"] for name, row in rows.items() for time, dose in row["doses"].items()},
        units={name: decimal_text(count) for name, count in units_a_day(step).items()},
        unit={name: row["unit"] for name, row in rows.items()},
        cut_of_original={name: row["cut_percent_of_original"] for name, row in rows.items()},
        cut_of_previous={name: row["cut_percent_of_previous"] for name, row in rows.items()},
    )


def units_a_day(step: Json) -> dict[str, Fraction]:
    """How many units of each strength one day of the step takes, by "product strength unit"."""
    counts: dict[str, Fraction] = {}
    for row in step["medicines"]:
        for dose in row["doses"].values():
            for unit in dose["units"]:
                name = f"{row['product']} {unit['strength']} {row['unit']}"
                counts[name] = counts.get(name, Fraction(0)) + parse_decimal(str(unit["count"]), "count")
    return counts


def _needed(steps: list[Json], since: date | None) -> dict[str, Fraction]:
    """The units of all days that have an end, from `since` on."""
    totals: dict[str, Fraction] = {}
    for step in steps:
        begins = max(filter(None, (since, step["starts_on"] and date.fromisoformat(step["starts_on"]))), default=None)
        if begins is None or step["ends_on"] is None:
            continue
        days = (date.fromisoformat(step["ends_on"]) - begins).days + 1
        for name, count in units_a_day(step).items():
            totals[name] = totals.get(name, Fraction(0)) + days * count
    return totals


def _unit_values(old: dict[str, Fraction], new: dict[str, Fraction]) -> dict[str, Value]:
    names = (*old, *(name for name in new if name not in old))
    return {name: Value(_text(old.get(name)), _text(new.get(name))) for name in names}


def _text(count: Fraction | None) -> str:
    return decimal_text(count or Fraction(0))
