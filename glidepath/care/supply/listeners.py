"""What supply does when a plan or its supply changes. Wired in `config/wiring.py`, in the sender's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from glidepath.care.supply.operations import ask_for_refill, work_out
from glidepath.record.patients.queries import patient_of


def after_hold(*, patient_id: int, cause: str, at: datetime, **_facts: Any) -> None:
    """The present dose stays: the run-out date is checked and the pharmacy is asked for a refill."""
    ask_for_refill(patient=patient_of(patient_id), cause=cause, at=at)


def after_change(*, patient_id: int, cause: str, at: datetime, **_facts: Any) -> None:
    """A count, a fill, a refill day, a released step or a new version: until when it lasts is worked out anew."""
    work_out(patient=patient_of(patient_id), cause=cause, at=at)
