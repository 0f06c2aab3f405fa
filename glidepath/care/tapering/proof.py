"""What stands behind a plan on the page: the certificate's checks in words, and the sources with their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from glidepath.care.tapering import engine

CHECKS = {
    "content_hash": gettext_lazy("The plan is exactly the one its hash names"),
    "members_are_known": gettext_lazy("Nothing stands in the plan that is no part of a plan"),
    "pace_is_as_asked": gettext_lazy("The pace is the framework's or the one agreed"),
    "framework_is_as_asked": gettext_lazy("The rule set and its version are those asked for"),
    "needs_are_printed": gettext_lazy("What it needs before it starts is named"),
    "open_questions_are_printed": gettext_lazy("What nobody has asked about the person is named"),
    "pace_is_not_too_fast": gettext_lazy("The pace is not beyond the fastest that a source gives"),
    "hold_is_dated": gettext_lazy("A hold stands with its day"),
    "present_is_the_request": gettext_lazy("Step 0 is what is taken now"),
    "original_is_credible": gettext_lazy("The pace leads from the dose at the beginning to the dose now"),
    "start_is_within_the_order": gettext_lazy("The start is not above what was ordered"),
    "order_is_printed": gettext_lazy("What was ordered is named"),
    "one_product_throughout": gettext_lazy("One product from beginning to end"),
    "one_unit_throughout": gettext_lazy("One unit from beginning to end"),
    "supply_is_as_asked": gettext_lazy("Only strengths and halves the pharmacist confirmed"),
    "facts_are_the_formularys": gettext_lazy("Every fact of the medicine is that of the formulary"),
    "units_exist": gettext_lazy("Every tablet exists"),
    "units_make_the_dose": gettext_lazy("The tablets add up to the dose"),
    "partners_are_printed": gettext_lazy("The second ingredient of a combination is named"),
    "daily_is_the_sum": gettext_lazy("The daily dose is the sum of the day"),
    "daily_falls": gettext_lazy("The daily dose falls at every step"),
    "no_time_of_day_rises": gettext_lazy("No time of day ever rises"),
    "cap_is_kept": gettext_lazy("No step is larger than agreed"),
    "terminal_rule": gettext_lazy("The last doses end one time of day at a time"),
    "terminal_units_are_the_smallest": gettext_lazy("Only the smallest units made are left out at once"),
    "phases_are_right": gettext_lazy("Each step is called what it is"),
    "ceiling_holds": gettext_lazy("The daily ceiling is kept"),
    "ceilings_hold_together": gettext_lazy("The daily ceilings are kept over all medicines together"),
    "limit_holds": gettext_lazy("No other daily limit is passed"),
    "goal_is_reached": gettext_lazy("The goal is reached"),
    "percentages_are_right": gettext_lazy("Both percentages are right"),
    "load_is_right": gettext_lazy("The MME is right"),
    "kept_stays_as_it_is": gettext_lazy("What is kept stays as it is"),
    "every_step_changes_something": gettext_lazy("Every step changes one dose"),
    "one_medicine_at_a_time": gettext_lazy("One medicine changes at a time"),
    "order_is_as_asked": gettext_lazy("The medicines change in the order asked for"),
    "numbers_count_up": gettext_lazy("The steps are numbered without a gap"),
    "starts_as_asked": gettext_lazy("The first step begins on the day asked for"),
    "every_day_once": gettext_lazy("Every day is covered exactly once"),
    "intervals_are_kept": gettext_lazy("The time between steps is kept"),
    "steps_start_on_allowed_days": gettext_lazy("Steps begin on allowed days"),
    "patches_are_changed_in_time": gettext_lazy("Patches are changed in time"),
}


@dataclass(frozen=True)
class CheckView:
    """One check of the certificate."""

    words: str
    holds: bool
    because: Sequence[str]


def check_views(frozen: engine.Json) -> list[CheckView]:
    """The certificate, worked out again now from the frozen plan."""
    rows = engine.certified(frozen).checks
    return [CheckView(str(CHECKS.get(row["name"], row["name"])), row["holds"], row["because"]) for row in rows]


@dataclass(frozen=True)
class SourceView:
    """One source with its mark: S seen, V verified, D derived, M from memory and to be checked."""

    key: str
    title: str
    year: str
    url: str
    mark: str


def source_views(framework_id: str) -> list[SourceView]:
    """The sources behind a framework."""
    framework = engine.framework_named(framework_id)
    cited = engine.citation(framework.cite) if framework else None
    if cited is None:
        return []
    return [SourceView(cited.key, cited.title, str(cited.year or ""), cited.url or "", cited.mark)]
