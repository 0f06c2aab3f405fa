"""The independent checker: a second, plain implementation that certifies a plan from its document alone.

It shares nothing with the solver but exact numbers. A plan without a certificate is never shown,
signed or exported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from glidepath_clinical.tapering.certificate import (
    amounts,
    days,
    facts,
    heading,
    identity,
    members,
    several,
    together,
    units,
)
from glidepath_clinical.tapering.certificate.reading import ReadCourse, ReadPlan, read_plan

Check = Callable[[ReadPlan], Iterator[str]]
MedicineCheck = Callable[[ReadCourse], Iterator[str]]


_CANNOT_BE_CHECKED = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
"""What a document that is not of this shape makes a check raise; it then does not hold."""


def each(check: MedicineCheck, *, lowered_only: bool = False) -> Check:
    """A check of one medicine as a check of the plan: of every medicine, or of those that are lowered."""

    def of_plan(plan: ReadPlan) -> Iterator[str]:
        for medicine in plan.lowered if lowered_only else plan.medicines:
            for problem in check(medicine):
                yield problem if len(plan.medicines) == 1 else f"{medicine.product['product']}: {problem}"

    return of_plan


def lowered(check: MedicineCheck) -> Check:
    """A check of every medicine that is lowered."""
    return each(check, lowered_only=True)


CHECKS: Mapping[str, Check] = {
    "content_hash": identity.hash_is_right,
    "members_are_known": members.members_are_known,
    "pace_is_as_asked": identity.pace_is_as_asked,
    "framework_is_as_asked": heading.framework_is_as_asked,
    "needs_are_printed": heading.needs_are_printed,
    "open_questions_are_printed": heading.open_questions_are_printed,
    "pace_is_not_too_fast": lowered(heading.pace_is_not_too_fast),
    "hold_is_dated": heading.hold_is_dated,
    "present_is_the_request": each(amounts.present_is_the_request),
    "original_is_credible": lowered(amounts.original_is_credible),
    "start_is_within_the_order": each(amounts.start_is_within_the_order),
    "order_is_printed": each(amounts.order_is_printed),
    "one_product_throughout": units.one_product_throughout,
    "one_unit_throughout": each(units.one_unit_throughout),
    "supply_is_as_asked": each(units.supply_is_as_asked),
    "facts_are_the_formularys": each(facts.facts_are_the_formularys),
    "units_exist": each(units.units_exist),
    "units_make_the_dose": each(units.units_make_the_dose),
    "partners_are_printed": each(units.partners_are_printed),
    "daily_is_the_sum": each(amounts.daily_is_the_sum),
    "daily_falls": lowered(amounts.daily_falls),
    "no_time_of_day_rises": lowered(amounts.no_time_of_day_rises),
    "cap_is_kept": lowered(amounts.cap_is_kept),
    "terminal_rule": lowered(amounts.terminal_rule),
    "terminal_units_are_the_smallest": lowered(amounts.terminal_units_are_the_smallest),
    "phases_are_right": several.phases_are_right,
    "ceiling_holds": each(amounts.ceiling_holds),
    "ceilings_hold_together": together.ceilings_hold_together,
    "limit_holds": each(units.limit_holds),
    "goal_is_reached": lowered(amounts.goal_is_reached),
    "percentages_are_right": lowered(amounts.percentages_are_right),
    "load_is_right": amounts.load_is_right,
    "kept_stays_as_it_is": each(several.kept_stays_as_it_is),
    "every_step_changes_something": several.every_step_changes_something,
    "one_medicine_at_a_time": several.one_medicine_at_a_time,
    "order_is_as_asked": several.order_is_as_asked,
    "numbers_count_up": days.numbers_count_up,
    "starts_as_asked": days.starts_as_asked,
    "every_day_once": days.every_day_once,
    "intervals_are_kept": lowered(days.intervals_are_kept),
    "steps_start_on_allowed_days": days.steps_start_on_allowed_days,
    "patches_are_changed_in_time": each(days.patches_are_changed_in_time),
}


@dataclass(frozen=True)
class CheckResult:
    """One check: its name, and every way in which the plan fails it."""

    name: str
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the check found nothing wrong."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """Name, verdict and the first problems."""
        return {"name": self.name, "holds": self.holds, "because": list(self.problems[:5])}


@dataclass(frozen=True)
class Certificate:
    """The checker's statement about one plan document."""

    checks: tuple[CheckResult, ...]

    @property
    def holds(self) -> bool:
        """Whether every check holds."""
        return all(check.holds for check in self.checks)

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the checks that do not hold."""
        return tuple(check.name for check in self.checks if not check.holds)

    def to_json(self) -> dict[str, Any]:
        """The statement as JSON."""
        return {"holds": self.holds, "checks": [check.to_json() for check in self.checks]}


def certify(document: dict[str, Any], checks: Mapping[str, Check] = CHECKS) -> Certificate:
    """Checks a plan document. A document that cannot be read, or breaks a check, does not hold."""
    try:
        plan = read_plan(document)
    except _CANNOT_BE_CHECKED as error:
        return Certificate((CheckResult("readable", (f"{type(error).__name__}: {error}",)),))
    return Certificate(tuple(CheckResult(name, _run(check, plan)) for name, check in checks.items()))


def verify(document: object) -> Certificate:
    """Checks anything that claims to be a plan, such as the content of a file."""
    if not isinstance(document, dict):
        return Certificate((CheckResult("readable", ("this is not a JSON object",)),))
    if document.get("outcome") != "planned":
        return Certificate((CheckResult("readable", ("this is not a plan: its outcome is not planned",)),))
    return certify(document)


def _run(check: Check, plan: ReadPlan) -> tuple[str, ...]:
    try:
        return tuple(check(plan))
    except _CANNOT_BE_CHECKED as error:
        return (f"cannot be checked: {type(error).__name__}: {error}",)
