"""What the person really takes, as an event states it. Never assumed: without it nothing is solved anew."""

from __future__ import annotations

from fractions import Fraction

from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.running import Running
from glidepath_clinical.tapering.request import read_doses

Doses = dict[str, Fraction]


def really_taken(event: Event, running: Running) -> Doses:
    """The doses of `taken`: "as_planned", or a dose for each time of day; raises `CannotChange`."""
    fields = event.fields
    said = fields.raw("taken")
    if said == "as_planned":
        return running.doses
    if said in (None, "unknown"):
        raise CannotChange("dose_unknown", "what is really taken is not known; ask the person first", "taken")
    return _checked({time.value: dose for time, dose in read_doses(fields.fields("taken")).items()}, running)


def _checked(doses: dict[str, Fraction | None], running: Running) -> Doses:
    known = {time: dose for time, dose in doses.items() if dose}
    if None in doses.values():
        raise CannotChange(
            "dose_unknown", "one of the doses that are really taken is unknown; ask the person first", "taken"
        )
    if not known:
        because = "nothing is taken now; going on from a plan could be an overdose, a clinician makes a new one"
        raise CannotChange("nothing_is_taken", because, "taken")
    planned = sum(running.doses.values(), Fraction(0))
    if sum(known.values(), Fraction(0)) > planned:
        because = "more is taken than the plan says; a clinician finds out why and makes a new plan from there"
        raise CannotChange("taken_above_the_plan", because, "taken")
    return known


def since_when(doses: Doses, event: Event, running: Running) -> str | None:
    """The first day of this dose as far as is known: that of the step, or the day on which it was told."""
    if doses != running.doses:
        return event.on.isoformat()
    return running.since.isoformat() if running.since else None
