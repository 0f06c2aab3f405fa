"""What the plan does when something happens elsewhere. Wired in `config/wiring.py`, in the sender's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from glidepath.care.tapering.operations.rest import hold
from glidepath.care.tapering.operations.run import start_if_ready
from glidepath.foundation.access import Actor
from glidepath.record.patients.queries import patient_of
from glidepath.record.plans.queries import standing_plan


def start_after(*, patient_id: int, by: Actor, at: datetime, **_facts: Any) -> None:
    """A yes, a milestone or a lesson came in: the signed plan starts if nothing is missing any more."""
    start_if_ready(by=by, at=at, patient=patient_of(patient_id))


def hold_after_withdrawal(*, patient_id: int, plan_ref: str, by: Actor, at: datetime, **_facts: Any) -> None:
    """A yes was taken back: the plan it was about rests at the present dose."""
    plan = standing_plan(patient_id)
    if plan is not None and str(plan.public_id) == plan_ref:
        hold(by=by, at=at, patient=patient_of(patient_id), reason="")
