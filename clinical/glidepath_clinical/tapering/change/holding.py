"""Holding a plan that runs, and going on from a step: each gives a new version with its own certificate.

The past is never rewritten: a new version names the one before by its hash and keeps the dose and
the split over the day with which the taper began.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from glidepath_clinical.tapering.answer import plan
from glidepath_clinical.tapering.certificate import certify
from glidepath_clinical.tapering.change.versions import keep_days_of_change
from glidepath_clinical.tapering.fields import UnusableInput
from glidepath_clinical.tapering.planning import seal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned, Refused


def held(planned_json: Mapping[str, Any], on_step: int, since: date) -> Planned:
    """The plan held at `on_step` (0 is the present dose): the remaining steps are withdrawn, the end is open.

    Raises `UnusableInput` when the plan's certificate does not hold, or the step cannot be held.
    """
    document = certified(planned_json)
    step = _running_step(document, on_step)
    if step["starts_on"] is not None and since < date.fromisoformat(step["starts_on"]):
        raise UnusableInput("since", f"lies before step {on_step} begins")
    step["held_phase"] = step.get("held_phase", step["phase"])
    step.update(phase="hold", ends_on=None, held_since=since.isoformat())
    document["steps"] = document["steps"][:on_step]
    document["offers"] = []
    document["because"] = [f"Held at step {on_step} since {since}; the remaining steps are withdrawn."]
    document["change"] = {"kind": "held", "on_step": on_step, "since": since.isoformat()}
    document["previous_content_hash"] = planned_json["content_hash"]
    return seal(document)


def resume(planned_json: Mapping[str, Any], on_step: int, resumes_on: date, as_of: date) -> Planned | Refused:
    """The rest of the plan, solved anew from the dose of `on_step` (0 is the present dose).

    The first new step begins on `resumes_on`. Percentages keep the basis with which the taper began.
    Raises `UnusableInput` like `held`, and for dates that lie before the step or before `as_of`.
    """
    document = certified(planned_json)
    step = _running_step(document, on_step)
    if step["starts_on"] is not None and resumes_on <= date.fromisoformat(step["starts_on"]):
        raise UnusableInput("resumes_on", f"is not after the day on which step {on_step} begins")
    request = deepcopy(document["request"])
    request.update(as_of=as_of.isoformat(), starts_on=resumes_on.isoformat())
    doses = step["medicines"][0]["doses"]
    request["medicines"][0]["doses"] = {time: dose["amount"] for time, dose in doses.items()}
    keep_days_of_change(request["medicines"], step["medicines"])
    request["continues"] = {
        "previous_content_hash": document["content_hash"],
        "on_step": str(on_step),
        "first_change_done": on_step > 0 or _first_change_done(document),
        "original_doses": document["products"][0]["original_doses"],
    }
    return plan(PlanRequest.from_json(request))


def certified(planned_json: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the plan; raises `UnusableInput` when its certificate does not hold."""
    document = deepcopy(dict(planned_json))
    certificate = certify(document)
    if not certificate.holds:
        raise UnusableInput("plan", f"has no certificate that holds: {', '.join(certificate.failed)}")
    return document


def _running_step(document: dict[str, Any], on_step: int) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [document["present"], *document["steps"]]
    if not 0 <= on_step < len(steps):
        raise UnusableInput("on_step", f"is {on_step}; this plan has the steps 0 to {len(steps) - 1}")
    if not any(row["doses"] for row in steps[on_step]["medicines"]):
        raise UnusableInput("on_step", f"step {on_step} takes nothing any more; there is nothing to hold or resume")
    return steps[on_step]


def _first_change_done(document: dict[str, Any]) -> bool:
    continues = document["request"].get("continues")
    return bool(continues and continues["first_change_done"])
