"""What a rotation and a release conversion share: the medicine gone to, its doses, and the version that follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath_clinical.consent_rules import ChangeKind
from glidepath_clinical.medicines import Product
from glidepath_clinical.quantities import TimeOfDay, decimal_text
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.ordered import STANDING_TASKS
from glidepath_clinical.tapering.change.running import Json, Running
from glidepath_clinical.tapering.change.versions import PROBE_PACE, Note, next_request, noted, solved, standing
from glidepath_clinical.tapering.fields import UnusableInput
from glidepath_clinical.tapering.request import MedicineWish, PlanRequest
from glidepath_clinical.tapering.supply import Supply, find_supply

Doses = dict[str, Fraction]


@dataclass(frozen=True)
class NewMedicine:
    """The medicine gone to, as this pharmacy supplies it, and when in the day it is taken."""

    wish: MedicineWish
    raw: Json
    supply: Supply
    times: tuple[TimeOfDay, ...]

    @property
    def product(self) -> Product:
        """The formulary's product."""
        return self.supply.product


def read_new_medicine(event: Event) -> NewMedicine:
    """Reads `to` and `times`; raises `UnusableInput`, or `CannotChange` when it cannot be supplied."""
    to = event.fields.fields("to")
    raw = dict(to.whole())
    wish = _wish(event, raw, to.path("product"))
    if wish.doses:
        raise UnusableInput(to.path("doses"), "must be left out; they follow from the doses taken now")
    supply = find_supply(wish)
    if isinstance(supply, tuple):
        raise CannotChange(supply[0].code, supply[0].because, to.path(supply[0].field or "product"))
    return NewMedicine(wish, raw, supply, _times(event))


def _wish(event: Event, raw: Json, path: str) -> MedicineWish:
    """The medicine as the engine's own request reads it."""
    day = event.on.isoformat()
    request = {"as_of": day, "starts_on": day, "goal": {"kind": "stop"}, "pace": PROBE_PACE, "medicines": [raw]}
    try:
        return PlanRequest.from_json(request).medicines[0]
    except UnusableInput as error:
        name = error.field.removeprefix("medicines[0].")
        raise UnusableInput(path.removesuffix("product") + name, error.message) from error


def _times(event: Event) -> tuple[TimeOfDay, ...]:
    rows = event.fields.items("times")
    known = [time.value for time in TimeOfDay]
    if not rows or len(set(map(str, rows))) != len(rows) or any(row not in known for row in rows):
        raise UnusableInput(event.fields.path("times"), f"must list times of day, each once: {', '.join(known)}")
    return tuple(time for time in TimeOfDay if time.value in rows)


@dataclass(frozen=True)
class Moved:
    """The new doses, and the doses that percentages of the original refer to from now on."""

    doses: Doses
    original: Doses
    because: str
    agreed_as: ChangeKind
    more: Json
    members: dict[str, Any]


def version_with(running: Running, event: Event, new: NewMedicine, moved: Moved) -> Json:
    """The new medicine from `starts_on`; reduced further from `next_step_on`, or kept while that is "open"."""
    starts_on, next_step_on = event.day("starts_on"), event.day_or_open("next_step_on")
    if next_step_on is not None and next_step_on <= starts_on:
        raise UnusableInput(event.fields.path("next_step_on"), "is not after the day on which the new medicine begins")
    request = _request(running, event, new, moved, next_step_on or starts_on)
    document = standing(running, request, moved.because) if next_step_on is None else solved(request)
    if next_step_on is not None:
        document["because"] = [moved.because, *document["because"]]
        _check_interval(document, starts_on)
    note = Note(
        "plan" if next_step_on else "hold", starts_on, starts_on.isoformat(), moved.agreed_as, [],
        [*STANDING_TASKS, "dispose_of_what_is_left"], moved.more,
    )  # fmt: skip
    return noted(document, running, event, note)


def _request(running: Running, event: Event, new: NewMedicine, moved: Moved, starts_on: date) -> Json:
    request = next_request(running, event, {}, starts_on, **moved.members)
    request["medicines"] = [{**new.raw, "doses": _texts(moved.doses)}]
    request["continues"].update(original_doses=_texts(moved.original), first_change_done=True)
    return request


def _texts(doses: Doses) -> dict[str, str]:
    return {time: decimal_text(dose) for time, dose in doses.items()}


def _check_interval(document: Json, starts_on: date) -> None:
    days = int(document["pace"]["every_days"])
    if (date.fromisoformat(document["steps"][0]["starts_on"]) - starts_on).days < days:
        because = f"the new medicine is taken for at least {days} days before the first reduction"
        raise CannotChange("too_soon", because, "next_step_on")
