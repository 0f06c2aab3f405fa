"""`change`: a log of events turned into versions of a plan, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from glidepath_clinical.tapering.change import ordered, resolving
from glidepath_clinical.tapering.change.cannot import CannotChange, NotSolved
from glidepath_clinical.tapering.change.conversion import convert_release
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.hold import hold
from glidepath_clinical.tapering.change.holding import certified
from glidepath_clinical.tapering.change.rotation import rotate
from glidepath_clinical.tapering.change.running import Json, Running, running_on
from glidepath_clinical.tapering.fields import UnusableInput


@dataclass(frozen=True)
class Changed:
    """One new version for each event, in their order; the last one is in force."""

    versions: tuple[Json, ...]

    def to_json(self) -> Json:
        """The versions as one JSON object."""
        return {"outcome": "changed", "versions": deepcopy(list(self.versions))}


@dataclass(frozen=True)
class NotChanged:
    """The event with number `at_event` (from 0) is refused; `versions` are those of the events before it."""

    at_event: int
    refusals: tuple[Json, ...]
    offers: tuple[Json, ...]
    versions: tuple[Json, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all reasons."""
        return tuple(str(row["code"]) for row in self.refusals)

    def to_json(self) -> Json:
        """The refusal as one JSON object."""
        return deepcopy({
            "outcome": "refused",
            "at_event": self.at_event,
            "refusals": list(self.refusals),
            "offers": list(self.offers),
            "versions": list(self.versions),
        })  # fmt: skip


def change(
    planned_json: Mapping[str, Any], events: Sequence[object], earlier: Sequence[Mapping[str, Any]] = ()
) -> Changed | NotChanged:
    """The versions that follow from `planned_json` when `events` happen to it.

    `earlier` are the versions before `planned_json`, the oldest first; a step back looks into them. The past
    is never rewritten: nothing that is given is changed, and every version names the one before by its hash.
    Raises `UnusableInput` that names the field, also for a plan whose certificate does not hold.
    """
    log = [certified(version) for version in (*earlier, planned_json)]
    _check_links(log)
    before = len(log)
    for place, raw in enumerate(events):
        try:
            log.append(_next_version(log, Event.from_json(raw, f"events[{place}]")))
        except CannotChange as cannot:
            offers = tuple(cannot.more.get("offers", ()))
            return NotChanged(place, (cannot.refusal.to_json(),), offers, tuple(log[before:]))
        except NotSolved as not_solved:
            answer = not_solved.answer.to_json()
            return NotChanged(place, tuple(answer["refusals"]), tuple(answer.get("offers", ())), tuple(log[before:]))
    return Changed(tuple(log[before:]))


def _check_links(log: Sequence[Json]) -> None:
    for before, after in pairwise(log):
        if after["previous_content_hash"] != before["content_hash"]:
            raise UnusableInput("earlier", "is no unbroken row of versions: one does not name the one before it")


def _next_version(log: Sequence[Json], event: Event) -> Json:
    event.check_who()
    if len(log[-1]["products"]) > 1 and event.kind not in OF_SEVERAL:
        raise CannotChange("several_medicines", f"{event.kind} is for the plan of one medicine", "plan")
    made = KINDS[event.kind](running_on(log, event.on), event)
    event.fields.finish()
    return made


def _stop(running: Running, event: Event) -> Json:
    how = event.fields.one_of("how", ("planned", *ordered.ORDERED_STOPS))
    if how == "planned" and len(running.names) > 1:
        because = "a plan of several medicines ends one after the other by its own steps; re_pace names another goal"
        raise CannotChange("several_medicines", because, "how")
    return resolving.planned_stop(running, event) if how == "planned" else ordered.ordered_stop(running, event, how)


OF_SEVERAL = ("hold", "resume", "ease", "re_pace", "step_back", "stop", "urgent_change")
"""What can be done to a plan of several medicines. `product` says which one is stepped back, stopped or lowered at
once; for a new medicine a new plan is made."""

KINDS: Mapping[str, Callable[[Running, Event], Json]] = {
    "hold": hold,
    "resume": resolving.resume,
    "ease": resolving.ease,
    "step_back": ordered.step_back,
    "re_pace": resolving.re_pace,
    "stop": _stop,
    "urgent_change": ordered.urgent_change,
    "rotate": rotate,
    "convert_release": convert_release,
}
