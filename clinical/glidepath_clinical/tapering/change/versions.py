"""Making the next version of a plan: what it says about the change, its hash, and its certificate."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath_clinical.consent_rules import ChangeKind, DoseChange, agreement_needed
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.answer import plan
from glidepath_clinical.tapering.change.cannot import CannotChange, NotSolved
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.running import Json, Running
from glidepath_clinical.tapering.planning import heading_of, kept_doses, not_certified, seal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Refused

PROBE_PACE = {"reduction_percent": "50", "basis": "current", "every_days": 28}
"""A pace that nothing is solved with: it only serves to have a dose checked and packed."""


@dataclass
class Note:
    """What a version says about its change. `leaves` is plan, hold or stopped."""

    leaves: str
    takes_effect_on: date
    dose_since: str | None
    agreed_as: ChangeKind
    warnings: list[Json] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    more: Json = field(default_factory=dict)


def noted(document: Json, running: Running, event: Event, note: Note) -> Json:
    """The finished version: names the one before and the event, and carries its own certificate."""
    agreements = agreement_needed(DoseChange(note.agreed_as, framework=document.get("framework") or ""))
    document["change"] = {
        "kind": "held" if event.kind == "hold" else event.kind,
        "leaves": note.leaves,
        "event": deepcopy(dict(event.raw)),
        "on": event.on.isoformat(),
        "by": event.by,
        "on_step": running.step["number"],
        "takes_effect_on": note.takes_effect_on.isoformat(),
        "dose_since": note.dose_since,
        "agreements": list(agreements.names()),
        "warnings": note.warnings,
        "tasks": note.tasks,
        **note.more,
    }
    document["previous_content_hash"] = running.document["content_hash"]
    version = seal(document)
    if not version.holds:
        failed = not_certified(version)
        raise CannotChange(failed.code, failed.because)
    return version.to_json()


def next_request(
    running: Running,
    event: Event,
    doses: dict[str, Fraction],
    starts_on: date,
    *,
    place: int | None = None,
    **members: Any,
) -> Json:
    """The request of the version in force, with the doses taken now; a member of None is left out.

    With several medicines `doses` are those of the one with this `place`, and all others are taken as the plan says.
    """
    request = deepcopy(running.document["request"])
    request.update(as_of=event.on.isoformat(), starts_on=starts_on.isoformat(), **members)
    request["continues"] = {
        "previous_content_hash": running.document["content_hash"],
        "on_step": str(running.step["number"]),
        "first_change_done": first_change_done(running),
    }
    keep_days_of_change(request["medicines"], running.step["medicines"])
    if place is not None and "patch_changed_on" in request["medicines"][place]:
        request["medicines"][place]["patch_changed_on"] = starts_on.isoformat()  # an order at once changes the patch
    if len(request["medicines"]) > 1:
        _go_on_with_each(request["medicines"], running)
        if place is not None:
            request["medicines"][place]["doses"] = {time: decimal_text(dose) for time, dose in doses.items()}
        _leave_out_what_has_ended(request)
    else:
        request["medicines"][0]["doses"] = {time: decimal_text(dose) for time, dose in doses.items()}
        request["continues"]["original_doses"] = running.document["products"][0]["original_doses"]
    if event.fields.has("person"):
        request["person"] = event.fields.raw("person")
    return {name: value for name, value in request.items() if value is not None}


def keep_days_of_change(medicines: list[Json], rows: list[Json]) -> None:
    """A patch goes on in the rhythm that the step printed: no new version takes it off early."""
    for medicine, row in zip(medicines, rows, strict=True):
        days = row.get("patch", {"changes_on": []})["changes_on"]
        if days:
            medicine.setdefault("patch_changed_on", days[0])


def _go_on_with_each(medicines: list[Json], running: Running) -> None:
    """Each of several medicines goes on from its own doses, on its own original."""
    document, number = running.document, running.step["number"]
    for place, medicine in enumerate(medicines):
        medicine["product"], doses = running.names[place], running.step["medicines"][place]["doses"]
        medicine["doses"] = {time: dose["amount"] for time, dose in doses.items()}
        medicine["original_doses"] = document["products"][place]["original_doses"]
        changed = [step for step in document["steps"][:number] if step["medicines"][place].get("phase") != "kept"]
        medicine["first_change_done"] = bool(changed) or bool(medicine.get("first_change_done"))


def _leave_out_what_has_ended(request: Json) -> None:
    """A medicine that is not taken any more has no place in the versions that follow."""
    request["medicines"] = [medicine for medicine in request["medicines"] if medicine["doses"]]
    names = [medicine["product"] for medicine in request["medicines"] if medicine.get("role") != "adjunct"]
    order = [name for name in request.get("order") or [] if name in names]
    request.update(order=order if len(order) > 1 else None)
    if request["order"] is None:
        request.update(order_reason=None, override_lock=None)


def first_change_done(running: Running) -> bool:
    """Whether the taper has already made its very first change, in this version or an earlier one."""
    continues = running.document["request"].get("continues")
    return bool(running.step["number"] > 0 or (continues and continues["first_change_done"]))


def solved(request: Json) -> Json:
    """The rest of the plan, solved anew; raises `NotSolved`."""
    answer = plan(PlanRequest.from_json(request))
    if isinstance(answer, Refused):
        raise NotSolved(answer)
    return answer.to_json()


def standing(running: Running, request: Json, because: str) -> Json:
    """A version without steps: the doses of `request` are kept, open ended, until a clinician goes on."""
    left_out = {"framework": None, "person": None, "eased": None, "goal": {"kind": "stop"}, "pace": PROBE_PACE}
    probe = {name: value for name, value in {**request, **left_out}.items() if value is not None}
    own = ("framework", "pace", "goal")
    probe["medicines"] = [{name: row[name] for name in row if name not in own} for row in request["medicines"]]
    answer = kept_doses(PlanRequest.from_json(probe))
    if isinstance(answer, Refused):
        raise NotSolved(answer)
    document = deepcopy(running.document)
    document.update(request=request, products=answer["products"], present=answer["present"], because=[because])
    document.update(steps=[], offers=[], **heading_of(PlanRequest.from_json(request)))
    _tell_only_what_is_left(document)
    document["present"].update(phase="hold", held_phase="present", ends_on=None)
    return document


def _tell_only_what_is_left(document: Json) -> None:
    """Order and paces of several medicines without those that have ended."""
    if "order" not in document:
        return
    names = [row["product"] for row in document["products"]]
    document["order"] = [name for name in document["order"] if name in names]
    document["paces"] = [row for row in document["paces"] if row["product"] in names]
    paces = {row["product"]: row["pace"] for row in document["paces"]}
    document["pace"] = paces[document["order"][0]] if document["order"] else document["pace"]
    if len(names) == 1:
        document.pop("order")
        document.pop("paces")
