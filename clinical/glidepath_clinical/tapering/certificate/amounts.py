"""Checks of amounts: sums, falling doses, the cap, the terminal rule, the goal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import exact_sum
from glidepath_clinical.tapering.certificate.agreed import (
    agreed_of,
    before_easing,
    first_change_is_to_come,
    largest_cut,
)
from glidepath_clinical.tapering.certificate.dispensable import can_be_dispensed_between
from glidepath_clinical.tapering.certificate.facts import smallest_unit_made, table
from glidepath_clinical.tapering.certificate.reading import (
    DAY_ORDER,
    ReadCourse,
    ReadPlan,
    ReadRow,
    number,
    number_or_none,
)

DROPPED_FIRST = ("noon", "morning", "bedtime", "evening")
FACTOR_SET = "cdc-2022"


def daily_is_the_sum(plan: ReadCourse) -> Iterator[str]:
    """The printed daily dose is the sum of the doses, and no printed dose is 0."""
    for step in [plan.present, *plan.rows]:
        if step.daily != exact_sum(list(step.doses.values())):
            yield f"step {step.number}: the daily dose is not the sum of its doses"
        if any(dose <= 0 for dose in step.doses.values()):
            yield f"step {step.number}: a dose that is not taken stands in the list"


def daily_falls(plan: ReadCourse) -> Iterator[str]:
    """Every step's daily dose is below the one before."""
    for before, step in plan.pairs:
        if step.daily >= before.daily:
            yield f"step {step.number}: {step.daily} a day is not below {before.daily}"


def no_time_of_day_rises(plan: ReadCourse) -> Iterator[str]:
    """No time of day is ever above the step before."""
    for before, step in plan.pairs:
        for time, dose in step.doses.items():
            if dose > before.doses.get(time, Fraction(0)):
                yield f"step {step.number}: the {time} dose rises"


def cap_is_kept(plan: ReadCourse) -> Iterator[str]:
    """Every reduction step stays within the agreed cap on its basis."""
    agreed = agreed_of(plan)
    for before, step in plan.pairs:
        if step.was != "reduction":
            continue
        is_first = before is plan.present and first_change_is_to_come(plan)
        most = largest_cut(
            agreed, before=before.daily, after=step.daily, original=plan.original_daily, is_first=is_first
        )
        if step.daily < before.daily * _least_kept(plan):
            yield f"step {step.number}: takes more than half of {before.daily} in one step"
        if before.daily - step.daily > most:
            yield f"step {step.number}: lowers by {before.daily - step.daily}, the agreed cap is {most}"


def _least_kept(plan: ReadCourse) -> Fraction:
    """Half of the dose before; of a patch 12 of 25, because the one called 12 gives 12.5."""
    return Fraction(1, 2) if plan.product.get("wear_hours") is None else Fraction(12, 25)


def terminal_units_are_the_smallest(plan: ReadCourse) -> Iterator[str]:
    """A terminal step that takes more than the cap drops one of the smallest units made: at most twice the least.

    A liquid drops at most the least itself.
    """
    if plan.is_ordered_stop:
        return
    agreed, smallest = agreed_of(plan), smallest_unit_made(plan)
    is_liquid = table()[plan.product["product"]]["strength_unit"] == "mg/mL"
    for before, step in plan.pairs:
        if step.was == "reduction":
            continue
        is_first = before is plan.present and first_change_is_to_come(plan)
        most = largest_cut(
            agreed, before=before.daily, after=step.daily, original=plan.original_daily, is_first=is_first
        )
        if before.daily - step.daily > most and plan.smallest_unit > (1 if is_liquid else 2) * smallest:
            yield f"step {step.number}: drops {plan.smallest_unit}, the agreed cap is {most} and {smallest} is made"


def terminal_rule(plan: ReadCourse) -> Iterator[str]:
    """From one smallest unit at every time taken, times of day are dropped one by one; and only then.

    A stop that a prescriber orders with a reason is one step that takes nothing, from any dose.
    """
    if plan.is_ordered_stop:
        if [step.was for step in plan.steps] != ["stopped"] or plan.steps[0].doses:
            yield "a stop that is ordered has one step, in which nothing is taken"
        return
    for before, step in plan.pairs:
        if all(dose == plan.smallest_unit for dose in before.doses.values()) and before.doses:
            if step.doses != _without_first(before):
                yield f"step {step.number}: a terminal step drops one time of day and changes nothing else"
            if step.was != ("terminal" if step.doses else "stopped"):
                yield f"step {step.number}: this step belongs to the terminal phase"
        elif step.was != "reduction" or not step.doses:
            yield f"step {step.number}: before the terminal phase a step is a reduction and never a stop"


def _without_first(before: ReadRow) -> dict[str, Fraction]:
    first = next(time for time in DROPPED_FIRST if time in before.doses)
    return {time: dose for time, dose in before.doses.items() if time != first}


def ceiling_holds(plan: ReadCourse) -> Iterator[str]:
    """No step after the first change is above the product's daily ceiling."""
    ceiling = plan.product["ceiling"]
    for step in plan.steps:
        if ceiling is not None and step.daily > number(ceiling):
            yield f"step {step.number}: {step.daily} a day is above the ceiling of {ceiling}"


def goal_is_reached(plan: ReadCourse) -> Iterator[str]:
    """The last step is the goal: stopped, or the nearest dispensable daily dose that is not below it."""
    if plan.is_held:
        return
    last, goal = plan.steps[-1] if plan.steps else plan.present, _goal_daily(plan)
    if goal == 0:
        if last.was != "stopped" or last.doses:
            yield "the goal is to stop, and the last step is not a stop"
    elif last.daily < goal:
        yield f"the last step takes {last.daily} a day, below the goal of {goal}"
    elif can_be_dispensed_between(plan, goal, last.daily):
        yield f"the last step takes {last.daily} a day, and a dispensable dose nearer to {goal} exists"


def _goal_daily(plan: ReadCourse) -> Fraction:
    goal = plan.wish.get("goal") or plan.request["goal"]
    if goal["kind"] == "stop":
        return Fraction(0)
    if goal["kind"] == "dose":
        return number(str(goal["daily"]))
    if goal["kind"] == "percent":
        return number(str(goal["percent"])) / 100 * plan.original_daily
    kept = Fraction(0) if plan.wish.get("goal") else _kept_mme(plan)
    return (number(str(goal["mme_per_day"])) - kept) / number(plan.product["mme_factor"])


def _kept_mme(plan: ReadCourse) -> Fraction:
    """What the medicines that the request keeps give a day; a goal of the request is of the whole person."""
    kept = Fraction(0)
    for product, row in zip(plan.raw["products"], plan.raw["present"]["medicines"], strict=True):
        if product["role"] == "adjunct" and product["is_opioid"]:
            kept += number(product["mme_factor"]) * number(row["daily"])
    return kept


def percentages_are_right(plan: ReadCourse) -> Iterator[str]:
    """Both printed percentages follow from the doses."""
    for before, step in plan.pairs:
        cut = before.daily - step.daily
        for printed, whole in (
            (step.printed_cut_of_original, plan.original_daily),
            (step.printed_cut_of_previous, before.daily),
        ):
            if Fraction(round(cut / whole * 1000), 10) != number(printed):
                yield f"step {step.number}: prints {printed} % for a cut of {cut} from {whole}"


def load_is_right(plan: ReadPlan) -> Iterator[str]:
    """The printed MME is the sum of daily dose times factor, and says when something is not counted."""
    for step in [plan.present, *plan.steps]:
        expected, not_counted = Fraction(0), []
        for medicine, row in zip(plan.medicines, step.rows, strict=True):
            factor = medicine.product["mme_factor"]
            expected += row.daily * number(factor) if factor is not None else 0
            if factor is None and medicine.product["is_opioid"] and row.daily:
                not_counted.append(medicine.product["product"])
        if step.mme_per_day != expected or step.mme_factor_set != FACTOR_SET:
            yield f"step {step.number}: the printed MME does not follow from the dose"
        if step.mme_not_counted != not_counted or step.mme_complete != (not not_counted):
            yield f"step {step.number}: does not say right which opioids its MME leaves out"


def present_is_the_request(plan: ReadCourse) -> Iterator[str]:
    """The present dose is the one in the request, and the original is the one it began with."""
    asked = _taken(plan.wish["doses"])
    if plan.present.doses != asked:
        yield "the present dose is not the one in the request"
    continues = plan.request.get("continues") if plan.is_lowered else None
    began = _taken(plan.wish.get("original_doses") or continues["original_doses"]) if continues else asked
    if plan.original != began:
        yield "the original dose is not the one the taper began with"
    if any(time not in DAY_ORDER for step in plan.rows for time in step.doses):
        yield "a step names a time of day that does not exist"


def original_is_credible(plan: ReadCourse) -> Iterator[str]:
    """Without the version before, the steps told can have led from the original dose to the present one."""
    continues = plan.request.get("continues")
    if continues is None or continues.get("previous_content_hash") is not None:
        return
    if all(dose <= plan.smallest_unit for dose in plan.present.doses.values()):
        return
    agreed, steps = before_easing(plan), int(number(str(continues["on_step"])))
    of = Fraction(1) if agreed.basis == "fixed" else plan.original_daily
    first = agreed.cap if agreed.first_cap is None else agreed.first_cap
    most = (first + agreed.cap * (steps - 1)) * of if steps else Fraction(0)
    if plan.original_daily - plan.present.daily > most:
        yield f"{steps} steps cannot lead from {plan.original_daily} a day to {plan.present.daily}"


def _taken(doses: dict[str, Any]) -> dict[str, Fraction]:
    return {time: number(str(dose)) for time, dose in doses.items() if number(str(dose))}


def order_is_printed(plan: ReadCourse) -> Iterator[str]:
    """Whether it is lowered or kept, whether it is taken as needed, and the ordered maximum stand as in the request."""
    asked, printed = plan.wish, plan.product
    needed = asked.get("as_needed", False)
    if printed["role"] != asked.get("role", "taper"):
        yield "whether the medicine is lowered or kept is printed otherwise than asked"
    if printed["as_needed"] != needed or any(step.as_needed != needed for step in [plan.present, *plan.rows]):
        yield "whether the medicine is taken as needed is printed otherwise than asked"
    asked_most = asked.get("ordered_maximum")
    if number_or_none(printed["ordered_maximum"]) != (None if asked_most is None else number(str(asked_most))):
        yield "the ordered maximum is printed otherwise than asked"


def start_is_within_the_order(plan: ReadCourse) -> Iterator[str]:
    """The present dose is not above the ordered maximum, unless a prescriber gave a reason."""
    most = plan.wish.get("ordered_maximum")
    if most is not None and plan.present.daily > number(str(most)) and not plan.wish.get("above_order_reason"):
        yield f"the present dose of {plan.present.daily} a day is above the ordered maximum of {most}"
