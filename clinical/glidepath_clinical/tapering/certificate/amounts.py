"""Checks of amounts: sums, falling doses, the cap, the terminal rule, the goal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from glidepath_clinical.tapering.certificate.agreed import agreed_of, first_change_is_to_come, largest_cut
from glidepath_clinical.tapering.certificate.reading import DAY_ORDER, ReadPlan, ReadStep, number

DROPPED_FIRST = ("noon", "morning", "bedtime", "evening")
MOVING = ("reduction", "terminal", "stopped")


def daily_is_the_sum(plan: ReadPlan) -> Iterator[str]:
    """The printed daily dose is the sum of the doses, and no printed dose is 0."""
    for step in [plan.present, *plan.steps]:
        if step.daily != sum(step.doses.values(), Fraction(0)):
            yield f"step {step.number}: the daily dose is not the sum of its doses"
        if any(dose <= 0 for dose in step.doses.values()):
            yield f"step {step.number}: a dose that is not taken stands in the list"


def daily_falls(plan: ReadPlan) -> Iterator[str]:
    """Every step's daily dose is below the one before."""
    for before, step in plan.pairs:
        if step.daily >= before.daily:
            yield f"step {step.number}: {step.daily} a day is not below {before.daily}"


def no_time_of_day_rises(plan: ReadPlan) -> Iterator[str]:
    """No time of day is ever above the step before."""
    for before, step in plan.pairs:
        for time, dose in step.doses.items():
            if dose > before.doses.get(time, Fraction(0)):
                yield f"step {step.number}: the {time} dose rises"


def cap_is_kept(plan: ReadPlan) -> Iterator[str]:
    """Every reduction step stays within the agreed cap on its basis."""
    agreed = agreed_of(plan)
    for before, step in plan.pairs:
        if step.was != "reduction":
            continue
        is_first = step.number == 1 and first_change_is_to_come(plan)
        most = largest_cut(
            agreed, before=before.daily, after=step.daily, original=plan.original_daily, is_first=is_first
        )
        if before.daily - step.daily > most:
            yield f"step {step.number}: lowers by {before.daily - step.daily}, the agreed cap is {most}"


def terminal_rule(plan: ReadPlan) -> Iterator[str]:
    """From one smallest unit at every time taken, times of day are dropped one by one; and only then.

    A stop that a prescriber orders with a reason is one step that takes nothing, from any dose.
    """
    if plan.is_ordered_stop:
        if [step.phase for step in plan.steps] != ["stopped"] or plan.steps[0].doses:
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


def _without_first(before: ReadStep) -> dict[str, Fraction]:
    first = next(time for time in DROPPED_FIRST if time in before.doses)
    return {time: dose for time, dose in before.doses.items() if time != first}


def ceiling_holds(plan: ReadPlan) -> Iterator[str]:
    """No step is above the product's daily ceiling."""
    ceiling = plan.product["ceiling"]
    for step in plan.steps:
        if ceiling is not None and step.daily > number(ceiling):
            yield f"step {step.number}: {step.daily} a day is above the ceiling of {ceiling}"


def goal_is_reached(plan: ReadPlan) -> Iterator[str]:
    """The last step is the goal: stopped, or the nearest dispensable daily dose that is not below it."""
    if plan.is_held:
        return
    last, goal = plan.steps[-1], _goal_daily(plan)
    if goal == 0:
        if last.phase != "stopped" or last.doses:
            yield "the goal is to stop, and the last step is not a stop"
    elif last.daily < goal:
        yield f"the last step takes {last.daily} a day, below the goal of {goal}"
    elif any(goal <= daily < last.daily for daily in _dispensable_dailies(plan)):
        yield f"the last step takes {last.daily} a day, and a dispensable dose nearer to {goal} exists"


def _goal_daily(plan: ReadPlan) -> Fraction:
    goal = plan.request["goal"]
    if goal["kind"] == "stop":
        return Fraction(0)
    if goal["kind"] == "dose":
        return number(str(goal["daily"]))
    if goal["kind"] == "percent":
        return number(str(goal["percent"])) / 100 * plan.original_daily
    return number(str(goal["mme_per_day"])) / number(plan.product["mme_factor"])


def _dispensable_dailies(plan: ReadPlan) -> set[Fraction]:
    per_time = [_amounts_up_to(plan, dose) for dose in plan.present.doses.values()]
    totals = {Fraction(0)}
    for amounts in per_time:
        totals = {total + amount for total, amount in product(totals, amounts)}
    return totals


def _amounts_up_to(plan: ReadPlan, most: Fraction) -> set[Fraction]:
    pieces = [*plan.strengths, *(half / 2 for half in plan.halves)]
    found, new = {Fraction(0)}, {Fraction(0)}
    while new:
        new = {amount + piece for amount in new for piece in pieces if amount + piece <= most} - found
        found |= new
    return found


def percentages_are_right(plan: ReadPlan) -> Iterator[str]:
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
    """The printed MME is the daily dose times the product's factor, and says when it is incomplete."""
    factor = plan.product["mme_factor"]
    is_counted = factor is not None
    for step in [plan.present, *plan.steps]:
        expected = step.daily * number(factor) if is_counted else Fraction(0)
        if step.mme_per_day != expected or step.mme_complete != (is_counted or not plan.product["is_opioid"]):
            yield f"step {step.number}: the printed MME does not follow from the dose"


def present_is_the_request(plan: ReadPlan) -> Iterator[str]:
    """The present dose is the one in the request, and the original is the one it began with."""
    medicine = plan.request["medicines"][0]
    asked = {time: number(str(dose)) for time, dose in medicine["doses"].items() if number(str(dose))}
    if plan.present.doses != asked:
        yield "the present dose is not the one in the request"
    continues = plan.request.get("continues")
    doses = continues["original_doses"] if continues else medicine["doses"]
    original = {time: number(str(dose)) for time, dose in doses.items() if number(str(dose))}
    if plan.original != original:
        yield "the original dose is not the one the taper began with"
    if any(time not in DAY_ORDER for step in plan.steps for time in step.doses):
        yield "a step names a time of day that does not exist"
