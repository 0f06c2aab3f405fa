"""Changes that a clinician orders outside the solver: step back, urgent change, a stop on the life-threatening path.

None of them goes on by itself: each leaves a dose that is kept, or nothing, until a clinician decides again.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.consent_rules import ChangeKind
from glidepath_clinical.medicines import find_product
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.running import Json, Running, Stretch, check_nothing_between, timeline
from glidepath_clinical.tapering.change.taken import really_taken, since_when
from glidepath_clinical.tapering.change.versions import Note, next_request, noted, standing
from glidepath_clinical.tapering.document import KEPT, percent_text
from glidepath_clinical.tapering.load import step_load
from glidepath_clinical.tapering.request import read_doses

TOLERANCE_DAYS = 7
"""The VA tool: it takes as little as a week to lose tolerance; resuming the earlier dose risks an overdose."""
AT_ONCE = timedelta(days=1)
URGENT_REASONS = ("oversedation", "overdose", "renal_failure", "other")
ORDERED_STOPS = ("life_threatening", "verified_non_use")
STANDING_TASKS = ["check_run_out_date", "refill"]


def _place(running: Running, event: Event) -> int:
    """Which medicine is meant: `product` names it where the plan has several."""
    if len(running.names) == 1 and not event.fields.has("product"):
        return 0
    return running.names.index(event.fields.one_of("product", tuple(running.names)))


def _taken_place(running: Running, event: Event) -> int:
    place = _place(running, event)
    if not running.doses_at(place):
        raise CannotChange("nothing_is_taken", f"{running.names[place]} is not taken any more", "product")
    return place


def _which(running: Running, place: int) -> dict[str, str]:
    return {"product": running.names[place]} if len(running.names) > 1 else {}


def step_back(running: Running, event: Event) -> Json:
    """One step up, to the dose of a medicine that was taken before this one, and no further."""
    order, starts_on, place = event.ordered_by(), event.day("starts_on"), _taken_place(running, event)
    check_nothing_between(running, event.on, starts_on)
    if not _is_taken_as_planned(running, event):
        because = "less is taken than the step says: going back from there would be more than one step"
        raise CannotChange("taken_differs", because, "taken")
    earlier, now = _dose_before(running, event.on, running.names[place])
    request = next_request(running, event, earlier.doses, starts_on, place=place)
    because = f"Stepped back on {starts_on} to the dose before; it is kept until a clinician goes on."
    document = standing(running, request, because)
    rows = [earlier.row if at == place else row for at, row in enumerate(running.step["medicines"])]
    document["present"]["medicines"] = [_as_present(row) for row in rows if row["doses"]]
    warnings = _lost_tolerance(running.since if len(running.names) == 1 else now.since, starts_on)
    more = {**order, **_which(running, place)}
    note = Note("hold", starts_on, starts_on.isoformat(), ChangeKind.STEP_BACK, warnings, STANDING_TASKS, more)
    return noted(document, running, event, note)


def _is_taken_as_planned(running: Running, event: Event) -> bool:
    if len(running.names) > 1 and event.fields.raw("taken") != "as_planned":
        return False
    return really_taken(event, running) == running.doses


def _dose_before(running: Running, on: date, product: str) -> tuple[Stretch, Stretch]:
    """The dose before and the dose now. After a rotation there is no dose before of the same medicine."""
    named = product if len(running.names) > 1 else None
    past = [stretch for stretch in timeline(running.log, named) if stretch.since is None or stretch.since <= on]
    if len(past) < 2 or past[-2].product != past[-1].product or _daily(past[-2]) <= _daily(past[-1]):
        because = "no higher dose of this medicine was taken directly before this one; one step back is the most"
        raise CannotChange("no_step_to_go_back", because, "kind")
    return past[-2], past[-1]


def _daily(stretch: Stretch) -> Fraction:
    return sum(stretch.doses.values(), Fraction(0))


def _as_present(medicine: Json) -> Json:
    """The units as they were dispensed then; nothing is cut by standing still."""
    kept = {name: value for name, value in medicine.items() if name not in ("phase", "patch")}
    return {**deepcopy(kept), "cut_percent_of_original": "0.0", "cut_percent_of_previous": "0.0"}


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
    review, place = event.review_due_at(), _taken_place(running, event)
    doses = {time.value: dose or Fraction(0) for time, dose in read_doses(fields.fields("doses")).items()}
    doses = {time: dose for time, dose in doses.items() if dose}
    _check_lower(doses, running.doses_at(place))
    because = f"Changed at once on {event.on} ({order['reason']}); the dose is kept until a clinician goes on."
    document = standing(running, next_request(running, event, doses, event.on, place=place), because)
    more = {**order, "review_due_at": review, **_which(running, place)}
    tasks = [*STANDING_TASKS, "review_within_24_hours", "watch_for_withdrawal"]
    note = Note("hold", event.on, event.on.isoformat(), ChangeKind.URGENT, [], tasks, more)
    return noted(document, running, event, note)


def _check_lower(doses: dict[str, Fraction], taken: dict[str, Fraction]) -> None:
    if not doses:
        raise CannotChange("abrupt_stop", "nothing would be left; that is the kind stop, on its own path", "doses")
    if any(dose > taken.get(time, Fraction(0)) for time, dose in doses.items()):
        raise CannotChange("urgent_change_raises", "an urgent change only ever lowers a dose", "doses")
    if doses == taken:
        raise CannotChange("nothing_changes", "this is the dose that the plan says already", "doses")


def ordered_stop(running: Running, event: Event, path: str) -> Json:
    """One medicine stopped at once: a life-threatening issue, or it is verified that nothing is taken."""
    order, starts_on, place = event.ordered_by(), event.day("starts_on"), _taken_place(running, event)
    check_nothing_between(running, event.on, starts_on)
    more: dict[str, Any] = {**order, "path": path, **_which(running, place)}
    tasks = ["dispose_of_what_is_left"]
    if path == "life_threatening":
        if starts_on > event.on + AT_ONCE:
            because = f"a life-threatening stop begins on {event.on} or the day after; what can wait is planned"
            raise CannotChange("not_at_once", because, "starts_on")
        more["review_due_at"] = event.review_due_at()
        tasks = ["review_within_24_hours", "watch_for_withdrawal", *tasks]
    request = next_request(running, event, running.doses, starts_on, **FREE_DAYS)
    for medicine in request["medicines"]:
        medicine.pop("patch_changed_on", None)  # a patch comes off at once, whatever its day of change
        if medicine["product"] == running.names[place]:
            medicine.pop("goal", None)
    document = standing(running, request, f"Stopped at once on {starts_on} ({path}), ordered by a prescriber.")
    still_lowered = _add_stop(document, running, starts_on, running.names[place])
    agreed_as = ChangeKind.URGENT if path == "life_threatening" else ChangeKind.IMPOSED
    leaves = "hold" if still_lowered else "stopped"
    since = since_when(running.doses, event, running)
    return noted(document, running, event, Note(leaves, event.on, since, agreed_as, [], tasks, more))


FREE_DAYS: dict[str, Any] = {
    "protected_dates": None, "allowed_weekdays": None, "refill_cycle": None, "goal": {"kind": "stop"},
}  # fmt: skip
"""What an order to stop at once does not wait for."""


def _add_stop(document: Json, running: Running, starts_on: date, stopped: str) -> bool:
    """Adds the one step in which `stopped` is not taken; gives whether another medicine was to be lowered."""
    present, products = document["present"], document["products"]
    present["medicines"] = [_as_present(row) for row in running.step["medicines"] if row["doses"]]
    present.update(phase="present", ends_on=date.fromordinal(starts_on.toordinal() - 1).isoformat())
    present.pop("held_phase")
    rows = deepcopy(present["medicines"])
    for row, product in zip(rows, products, strict=True):
        if len(rows) > 1:
            row["phase"] = "stopped" if row["product"] == stopped else KEPT
        if row["product"] == stopped:
            row.update(_nothing_taken(row, product))
    others = [row for row, product in zip(rows, products, strict=True) if row["doses"] and product["role"] == "taper"]
    load = step_load((find_product(row["product"]), Fraction(row["daily"])) for row in rows)
    phase = "terminal" if others else "stopped"
    document["steps"] = [
        {"number": 1, "starts_on": starts_on.isoformat(), "ends_on": None, "phase": phase, "medicines": rows, **load}
    ]
    return bool(others)


def _nothing_taken(row: Json, product: Json) -> Json:
    original = sum((Fraction(dose) for dose in product["original_doses"].values()), Fraction(0))
    of_original = percent_text(Fraction(row["daily"]), original)
    return {"doses": {}, "daily": "0", "cut_percent_of_original": of_original, "cut_percent_of_previous": "100.0"}
