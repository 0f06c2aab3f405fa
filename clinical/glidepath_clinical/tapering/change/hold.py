"""Hold: the present dose is kept. Anybody can ask for it at once; only a clinician goes on from it."""

from __future__ import annotations

from glidepath_clinical.consent_rules import ChangeKind
from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.change.events import Event
from glidepath_clinical.tapering.change.holding import held
from glidepath_clinical.tapering.change.ordered import STANDING_TASKS
from glidepath_clinical.tapering.change.running import Json, Running
from glidepath_clinical.tapering.change.versions import Note, noted


def hold(running: Running, event: Event) -> Json:
    """Keeps the running step with an open end; `until` is the day of the review, never a day to go on by itself."""
    until = event.day_or_open("until")
    if running.is_held:
        raise CannotChange("already_held", f"the dose is held since {running.since}", "kind")
    document = held(running.document, running.step["number"], event.on).to_json()
    since = running.since.isoformat() if running.since else None
    more = {"since": event.on.isoformat(), "until": until.isoformat() if until else "open"}
    if until:
        document["because"].append(f"To be looked at again on {until}; only a clinician goes on.")
    return noted(document, running, event, Note("hold", event.on, since, ChangeKind.HOLD, [], STANDING_TASKS, more))
