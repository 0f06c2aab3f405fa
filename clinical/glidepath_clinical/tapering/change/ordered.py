"""Changes that a clinician orders outside the solver: step back, urgent change, a stop on the life-threatening path.

None of them goes on by itself: each leaves a dose that is kept, or nothing, until a clinician decides again.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath_clinical.consent_rules import ChangeKind
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.running import Json, Running, Stretch, timeline
from glidepath_clinical.tapering.change.taken import really_taken, since_when
from glidepath_clinical.tapering.change.versions import Note, next_request, noted, standing
from glidepath_clinical.tapering.document import percent_text
from glidepath_clinical.tapering.request import read_doses

TOLERANCE_DAYS = 7
"""The VA tool: it takes as little as a week to lose tolerance; resuming the earlier dose risks an overdose."""
URGENT_REASONS = ("oversedation", "overdose", "renal_failure", "other")
ORDERED_STOPS = ("life_threatening", "verified_non_use")
STANDING_TASKS = ["check_run_out_date", "refill"]


def step_back(running: Running, event: Event) -> Json:
    """One step up, to the dose that was taken before this one, and no further."""
    order, starts_on = event.ordered_by(), event.day("starts_on")
    taken = really_taken(event, running)
    if taken != running.doses:
        because = "less is taken than the step says: going back from there would be more than one step"
        raise CannotChange("taken_differs", because, "taken")
    earlier = _dose_before(running, event.on)
    request = next_request(running, event, earlier.doses, starts_on)
    because = f"Stepped back on {starts_on} to the dose before; it is kept until a clinician goes on."
    document = standing(running, request, because)
    document["present"]["medicines"] = [_as_present(row) for row in earlier.step["medicines"]]
    warnings = _lost_tolerance(running.since, starts_on)
    note = Note("hold", starts_on, starts_on.isoformat(), ChangeKind.STEP_BACK, warnings, STANDING_TASKS, dict(order))
    return noted(document, running, event, note)


def _dose_before(running: Running, on: date) -> Stretch:
    past = [stretch for stretch in timeline(running.log) if stretch.since is None or stretch.since <= on]
    if len(past) < 2 or past[-2].product != past[-1].product or _daily(past[-2]) <= _daily(past[-1]):
        because = "no higher dose of this medicine was taken directly before this one; one step back is the most"
        raise CannotChange("no_step_to_go_back", because, "kind")
    return past[-2]


def _daily(stretch: Stretch) -> Fraction:
    return sum(stretch.doses.values(), Fraction(0))


def _as_present(medicine: Json) -> Json:
    """The units as they were dispensed then; nothing is cut by standing still."""
    return {**deepcopy(medicine), "cut_percent_of_original": "0.0", "cut_percent_of_previous": "0.0"}


def _lost_tolerance(since: date | None, starts_on: date) -> list[Json]:
    days = (starts_on - since).days if since else None
    if days is not None and days <= TOLERANCE_DAYS:
        return []
    how_long = f"{days} days" if days is not None else "an unknown time"
    because = (
        f"After {how_long} at the lower dose tolerance may be lost (more than {TOLERANCE_DAYS} days); "
        "going back up risks an overdose. Naloxone at hand, somebody there, and the first day watched."
    )
    return [{"code": "lost_tolerance", "because": because, "days": days, "cite": "va-otdt", "mark": "S"}]


def urgent_change(running: Running, event: Event) -> Json:
    """A lower dose at once, for safety. No gate blocks it; it is reviewed within 24 hours."""
    fields = event.fields
    order = {"prescriber": fields.text("prescriber"), "reason": fields.one_of("reason", URGENT_REASONS)}
    if order["reason"] == "other":
        order["reason_in_words"] = fields.text("reason_in_words")
    review = event.review_due_at()
    doses = {time.value: dose or Fraction(0) for time, dose in read_doses(fields.fields("doses")).items()}
    doses = {time: dose for time, dose in doses.items() if dose}
    _check_lower(doses, running)
    because = f"Changed at once on {event.on} ({order['reason']}); the dose is kept until a clinician goes on."
    document = standing(running, next_request(running, event, doses, event.on), because)
    more = {**order, "review_due_at": review}
    tasks = [*STANDING_TASKS, "review_within_24_hours", "watch_for_withdrawal"]
    note = Note("hold", event.on, event.on.isoformat(), ChangeKind.URGENT, [], tasks, more)
    return noted(document, running, event, note)


def _check_lower(doses: dict[str, Fraction], running: Running) -> None:
    if not doses:
        raise CannotChange("abrupt_stop", "nothing would be left; that is the kind stop, on its own path", "doses")
    if any(dose > running.doses.get(time, Fraction(0)) for time, dose in doses.items()):
        raise CannotChange("urgent_change_raises", "an urgent change only ever lowers a dose", "doses")
    if doses == running.doses:
        raise CannotChange("nothing_changes", "this is the dose that the plan says already", "doses")


def ordered_stop(running: Running, event: Event, path: str) -> Json:
    """Stopped at once: a life-threatening issue, or it is verified that nothing is taken."""
    order, starts_on = event.ordered_by(), event.day("starts_on")
    more: dict[str, Any] = {**order, "path": path}
    tasks = ["dispose_of_what_is_left"]
    if path == "life_threatening":
        more["review_due_at"] = event.review_due_at()
        tasks = ["review_within_24_hours", "watch_for_withdrawal", *tasks]
    free_days = {"protected_dates": None, "allowed_weekdays": None, "goal": {"kind": "stop"}}
    request = next_request(running, event, running.doses, starts_on, **free_days)
    document = standing(running, request, f"Stopped at once on {starts_on} ({path}), ordered by a prescriber.")
    _add_stop(document, running, starts_on)
    agreed_as = ChangeKind.URGENT if path == "life_threatening" else ChangeKind.IMPOSED
    note = Note("stopped", event.on, since_when(running.doses, event, running), agreed_as, [], tasks, more)
    return noted(document, running, event, note)


def _add_stop(document: Json, running: Running, starts_on: date) -> None:
    present = document["present"]
    present["medicines"] = [_as_present(row) for row in running.step["medicines"]]
    present.update(phase="present", ends_on=date.fromordinal(starts_on.toordinal() - 1).isoformat())
    present.pop("held_phase")
    row = present["medicines"][0]
    daily = sum(running.doses.values(), Fraction(0))
    original = sum((Fraction(dose) for dose in document["products"][0]["original_doses"].values()), Fraction(0))
    cuts = {"cut_percent_of_original": percent_text(daily, original), "cut_percent_of_previous": "100.0"}
    stop = {**deepcopy(present), "number": 1, "starts_on": starts_on.isoformat(), "ends_on": None, "phase": "stopped"}
    stop.update(medicines=[{**deepcopy(row), "doses": {}, "daily": "0", **cuts}], mme_per_day="0")
    document["steps"] = [stop]
