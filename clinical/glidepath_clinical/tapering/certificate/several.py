"""Checks of several medicines in one plan: one at a time, in the agreed order, and what is kept stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glidepath_clinical.tapering.certificate.reading import ReadCourse, ReadPlan

LOCK_DAYS = 14


def kept_stays_as_it_is(plan: ReadCourse) -> Iterator[str]:
    """A medicine that does not change in a step keeps its doses, units and percentages of nothing."""
    if (plan.present.printed_cut_of_original, plan.present.printed_cut_of_previous) != ("0.0", "0.0"):
        yield "the present dose prints a cut"
    for before, row in zip([plan.present, *plan.rows], plan.rows, strict=False):
        if row.was != "kept":
            if not plan.is_lowered:
                yield f"step {row.number}: changes a medicine that the request keeps"
        elif (row.doses, row.units) != (before.doses, before.units):
            yield f"step {row.number}: a medicine that is kept changes"
        elif (row.printed_cut_of_original, row.printed_cut_of_previous) != ("0.0", "0.0"):
            yield f"step {row.number}: a medicine that is kept prints a cut"


def every_step_changes_something(plan: ReadPlan) -> Iterator[str]:
    """Each step changes one medicine; two on one day only where the lock is overridden."""
    for step in plan.steps:
        changing = [row for row in step.rows if row.was != "kept"]
        if not changing:
            yield f"step {step.number}: changes nothing"
        if len(changing) > 1 and not _overridden(plan):
            yield f"step {step.number}: changes {len(changing)} medicines at once"


def one_medicine_at_a_time(plan: ReadPlan) -> Iterator[str]:
    """Between a change of one medicine and of another lie 14 days, unless two prescribers sign for less."""
    if plan.request.get("override_lock") and len(plan.lowered) > 1:
        if not _overridden(plan):
            yield "the lock is overridden without asking for a reason and two signatures"
        return
    changes = sorted(
        (step.starts_on, place)
        for place, medicine in enumerate(plan.lowered)
        for step in medicine.steps
        if step.starts_on is not None
    )
    for (before, one), (after, other) in pairwise(changes):
        if one != other and (after - before).days < LOCK_DAYS:
            yield f"{after}: another medicine changes {(after - before).days} days after {before}"


def _overridden(plan: ReadPlan) -> bool:
    needed = {row["code"] for row in plan.raw["requires"]}
    return bool(plan.request.get("override_lock")) and {"reason", "two_signatures"} <= needed


def order_is_as_asked(plan: ReadPlan) -> Iterator[str]:
    """Medicines are lowered in the order that the clinician gave with a reason, each to its end before the next."""
    if len(plan.lowered) < 2:
        return
    asked = plan.request.get("order") or []
    if not plan.request.get("order_reason"):
        yield "the order of the medicines has no reason"
    if plan.raw.get("order") != asked or {m.product["product"] for m in plan.lowered} != set(asked):
        yield "the order of the medicines is not the one in the request"
    if plan.request.get("override_lock"):
        return
    places = [asked.index(row.product) for step in plan.steps for row in step.rows if row.was != "kept"]
    if places != sorted(places):
        yield "the medicines are not lowered in the agreed order"


def phases_are_right(plan: ReadPlan) -> Iterator[str]:
    """A step says of the whole plan whether it reduces, ends a medicine, or has stopped the last one."""
    if plan.present.was != "present":
        yield f"the present dose calls itself {plan.present.was}"
    lowered = [place for place, medicine in enumerate(plan.medicines) if medicine.is_lowered]
    for step in plan.steps:
        changing = {row.was for row in step.rows if row.was != "kept"}
        if not any(step.rows[place].doses for place in lowered):
            expected = "stopped"
        else:
            expected = "reduction" if "reduction" in changing else "terminal"
        if step.was != expected:
            yield f"step {step.number}: calls itself {step.was}, it is {expected}"
        if step.phase not in (step.was, "hold"):
            yield f"step {step.number}: calls itself {step.phase}, it is a hold"
