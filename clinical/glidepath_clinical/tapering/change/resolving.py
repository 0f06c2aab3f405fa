"""Changes that solve the rest of a plan anew from what is really taken: resume, ease, re-pace, a planned stop."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.consent_rules import ChangeKind
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.running import Json, Running
from glidepath_clinical.tapering.change.taken import Doses, really_taken, since_when
from glidepath_clinical.tapering.change.versions import Note, next_request, noted, solved
from glidepath_clinical.tapering.fields import UnusableInput

LOCK_DAYS = 14
"""One medicine at a time: between a change of one and of another lie 14 days, over versions too."""
HOW = {"half_step": "step_halved", "double_interval": "interval_doubled"}


def resume(running: Running, event: Event) -> Json:
    """Goes on at the agreed pace."""
    return _solved_anew(running, event, ChangeKind.RESUME, {})


def ease(running: Running, event: Event) -> Json:
    """Goes on with half the step, or with double the interval."""
    name = HOW[event.fields.one_of("how", tuple(HOW))]
    eased = dict(running.document["request"].get("eased") or {})
    eased[name] = str(int(eased.get(name, "0")) + 1)
    return _solved_anew(running, event, ChangeKind.EASE, {"eased": eased})


def re_pace(running: Running, event: Event) -> Json:
    """Goes on at another agreed pace, by another framework, or to another goal."""
    fields = event.fields
    given = {name: fields.raw(name) for name in ("framework", "pace", "goal") if fields.has(name)}
    if not given:
        raise UnusableInput(fields.path("pace"), "is missing; name a framework, a pace or a goal")
    members: Json = dict(given)
    if "pace" in given or "framework" in given:
        members = {"framework": None, "pace": None, "eased": None, **given}
    answer = _solved_anew(running, event, ChangeKind.RE_PACE, members)
    _check_amount(answer, running)
    return answer


def _check_amount(answer: Json, running: Running) -> None:
    """An amount that is agreed anew is held against what is taken now, not against what the taper began with."""
    paces: dict[str, Json] = {row["product"]: row["pace"] for row in answer.get("paces") or []}
    for medicine in answer["present"]["medicines"]:
        pace: Json = paces.get(medicine["product"]) or (answer["pace"] if len(running.names) == 1 else {})
        most = pace.get("cap_amount")
        if most is not None and 2 * Fraction(most) > Fraction(medicine["daily"]) > Fraction(0):
            because = (
                "more than half of the dose in one step is a sudden stop; that is for the life-threatening path alone"
            )
            raise CannotChange("abrupt_stop", because, "pace.reduction_amount", "va-otdt")


def planned_stop(running: Running, event: Event) -> Json:
    """Stops where the plan itself would stop next; from any other dose that is an abrupt stop, refused by name."""
    answer = _solved_anew(running, event, ChangeKind.STEP, {"goal": {"kind": "stop"}}, leaves="stopped")
    if answer["steps"][0]["phase"] == "stopped":
        return answer
    daily, unit = (answer["present"]["medicines"][0][name] for name in ("daily", "unit"))
    because = f"stopping from {daily} {unit} a day is a sudden stop; that is for the life-threatening path alone"
    offer = {"kind": "taper_to_stop", "because": "Go on to a stop at the agreed pace.", "plan": answer}
    raise CannotChange("abrupt_stop", because, "how", "cdc-2022", offers=[offer])


def _solved_anew(
    running: Running, event: Event, agreed_as: ChangeKind, members: dict[str, Any], leaves: str = "plan"
) -> Json:
    starts_on = event.day("starts_on")
    taken = really_taken(event, running)
    if len(running.document["products"]) > 1 and event.fields.raw("taken") != "as_planned":
        because = (
            "with several medicines the rest is solved from what the plan says; make a new plan from what is taken"
        )
        raise CannotChange("several_medicines", because, "taken")
    answer = solved(next_request(running, event, taken, starts_on, **members))
    _check_interval(running, answer)
    note = Note(leaves, event.on, since_when(taken, event, running), agreed_as, _less_taken(taken, running))
    return noted(answer, running, event, note)


def _check_interval(running: Running, answer: Json) -> None:
    """A change must not come sooner after the last one than the pace allows."""
    if running.since is None:
        return
    pace = answer["pace"]
    days = int(pace["every_days"])
    if running.was == "terminal" and pace["terminal_days"]:
        days = pace["terminal_days"][min(len(running.doses), len(pace["terminal_days"])) - 1]
    if len(running.document["products"]) > 1:
        days = max(days, LOCK_DAYS)
    earliest = running.since + timedelta(days=days)
    if date.fromisoformat(answer["steps"][0]["starts_on"]) < earliest:
        because = f"the dose taken since {running.since} is kept {days} days; the next change can come on {earliest}"
        raise CannotChange("too_soon", because, "starts_on")


def _less_taken(taken: Doses, running: Running) -> list[Json]:
    if taken == running.doses:
        return []
    because = "Less is taken than the plan said, or at other times; the rest starts from what is really taken."
    return [{"code": "taken_differs", "because": because}]
