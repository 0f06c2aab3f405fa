"""Checks of dates: every local day is covered once, and no step comes earlier than agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from glidepath_clinical.tapering.certificate.agreed import agreed_of
from glidepath_clinical.tapering.certificate.reading import ReadCourse, ReadPlan, ReadRow, number

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ONE_DAY = timedelta(days=1)
METHADONE_DAYS = 7
SHOWN = 10


def numbers_count_up(plan: ReadPlan) -> Iterator[str]:
    """Steps are numbered 1, 2, 3, …; the present dose is number 0."""
    if [plan.present.number, *(step.number for step in plan.steps)] != list(range(len(plan.steps) + 1)):
        yield "the steps are not numbered 1, 2, 3, …"


def every_day_once(plan: ReadPlan) -> Iterator[str]:
    """Each step begins on the day after the one before it ends; only the last is open."""
    for before, step in plan.pairs:
        if before.ends_on is None or step.starts_on is None or step.starts_on != before.ends_on + ONE_DAY:
            yield f"step {step.number}: does not begin on the day after step {before.number} ends"
        if step.ends_on is not None and step.starts_on is not None and step.ends_on < step.starts_on:
            yield f"step {step.number}: ends before it begins"
    last = plan.steps[-1] if plan.steps else plan.present
    if last.ends_on is not None:
        yield f"step {last.number}: is the last one and has an end"


def starts_as_asked(plan: ReadPlan) -> Iterator[str]:
    """The first step begins on the first allowed day from the requested one on."""
    if not plan.steps:
        return
    day = date.fromisoformat(plan.request["starts_on"])
    first = _first_medicine(plan)
    while not (_is_allowed(plan, day) and _is_refill(plan, day) and _is_known_change(first, day)):
        day += ONE_DAY
    if plan.steps[0].starts_on != day:
        yield f"step 1: begins on {plan.steps[0].starts_on}, the first allowed day is {day}"


def _first_medicine(plan: ReadPlan) -> ReadCourse:
    changing = [medicine for medicine in plan.lowered if medicine.rows and medicine.rows[0].was != "kept"]
    return changing[0] if changing else plan.lowered[0]


def intervals_are_kept(plan: ReadCourse) -> Iterator[str]:
    """No step is shorter than agreed, nor than the product allows. The end of a step that is held is the person's."""
    agreed = agreed_of(plan)
    if plan.product["least_days"] != _least_days(plan):
        yield f"prints {plan.product['least_days']} days as the shortest time between two changes"
    for step, after in zip(plan.steps, plan.steps[1:], strict=False):
        if step.starts_on is None or after.starts_on is None:
            continue
        least = agreed.every_days
        if step.was == "terminal" and agreed.terminal_days:
            least = agreed.terminal_days[min(len(step.doses), len(agreed.terminal_days)) - 1]
        if (after.starts_on - step.starts_on).days < max(least, _least_days(plan)):
            yield f"step {step.number}: lasts less than {max(least, _least_days(plan))} days"


def _least_days(plan: ReadCourse) -> int:
    if plan.product["product"].startswith("methadone"):
        return METHADONE_DAYS
    wear = plan.product.get("wear_hours")
    return int(wear) // 24 if wear else 1


def steps_start_on_allowed_days(plan: ReadPlan) -> Iterator[str]:
    """No step begins on a protected date, on a weekday that is not allowed, or between two refills or patches."""
    for step in plan.steps:
        if step.starts_on is not None and not _is_allowed(plan, step.starts_on):
            yield f"step {step.number}: begins on a protected date or a weekday that is not allowed"
    for medicine in plan.lowered:
        for row in medicine.steps:
            if row.starts_on is not None and _waits_for_refill(medicine) and not _is_refill(plan, row.starts_on):
                yield f"step {row.number}: begins between two refills"


def _waits_for_refill(medicine: ReadCourse) -> bool:
    cycle = medicine.request.get("refill_cycle")
    return cycle is not None and agreed_of(medicine).every_days >= int(number(str(cycle["every_days"])))


def patches_are_changed_in_time(plan: ReadCourse) -> Iterator[str]:
    """Patches are changed at their wear time throughout, and a new rate begins on a day of change."""
    wear = plan.product.get("wear_hours")
    if wear is None or not plan.is_lowered:
        return
    known = plan.wish.get("patch_changed_on")
    anchor = date.fromisoformat(known) if known else next((step.starts_on for step in plan.steps), None)
    for step in plan.steps:
        if anchor and step.starts_on and (step.starts_on - anchor).days % (int(wear) // 24):
            yield f"step {step.number}: a new rate begins between two days of change"
    for row in plan.rows:
        if row.doses and row.patch_wear != wear:
            yield f"step {row.number}: prints a wear time of {row.patch_wear} hours"
        if row.doses and anchor and row.patch_changes != _changes(row, anchor, int(wear) // 24):
            yield f"step {row.number}: the days of change are not every {wear} hours"


def _changes(row: ReadRow, anchor: date, wear: int) -> list[date]:
    """Every day of change in the step; of a step without an end as many as it lists."""
    if row.starts_on is None:
        return []
    last = row.ends_on or row.starts_on + ONE_DAY * (wear * SHOWN - 1)
    days = [row.starts_on + ONE_DAY * ahead for ahead in range((last - row.starts_on).days + 1)]
    return [day for day in days if (day - anchor).days % wear == 0]


def _is_allowed(plan: ReadPlan, day: date) -> bool:
    weekdays = plan.request.get("allowed_weekdays") or WEEKDAYS
    return day.isoformat() not in (plan.request.get("protected_dates") or []) and WEEKDAYS[day.weekday()] in weekdays


def _is_refill(plan: ReadPlan, day: date) -> bool:
    cycle = plan.request.get("refill_cycle")
    return cycle is None or (day - date.fromisoformat(cycle["on"])).days % int(number(str(cycle["every_days"]))) == 0


def _is_known_change(medicine: ReadCourse, day: date) -> bool:
    known, wear = medicine.wish.get("patch_changed_on"), medicine.product.get("wear_hours")
    return known is None or wear is None or (day - date.fromisoformat(known)).days % (int(wear) // 24) == 0
