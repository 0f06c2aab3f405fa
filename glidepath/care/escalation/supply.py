"""Counts of what is at home, judged by the rule about running out: known days count as much as the person's word."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from glidepath.care.escalation.judge import judge
from glidepath.care.escalation.operations import conclude
from glidepath.record.patients.queries import patient_of

RULE: Final = "running_out_early"


def assess_reach(*, patient_id: int, lasts_until: date, next_refill_on: date, cause: str, at: datetime) -> None:
    """Listener: what is at home lasts until this day, and the next refill is on that one."""
    patient = patient_of(patient_id)
    known = {"supply_lasts_until": lasts_until, "next_refill_on": next_refill_on}
    conclude(patient, judge(patient, at, RULE, **known), cause, at)
