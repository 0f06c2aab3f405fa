"""Rules that time alone makes speak: a review that did not take place, a dose not confirmed, a device gone silent.

Each is asked about the few people whom it can concern, in every round; nothing is remembered between rounds but the
alerts themselves, and the same occasion never alarms twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from glidepath_clinical.findings import Evaluation

from glidepath.care.escalation.judge import judge
from glidepath.care.escalation.operations import cause_of, conclude
from glidepath.foundation.clock import local_date
from glidepath.record.alerts.queries import has_cause
from glidepath.record.observations.queries import people_whose_devices_fell_silent
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import people
from glidepath.record.plans.queries import people_with_a_step_since
from glidepath.record.visits.queries import people_with_a_visit_left_open

log = logging.getLogger(__name__)
ROUND = timedelta(minutes=10)
BACK = timedelta(days=30)
CAUSE = "round:"


class _Rounds:
    """When this process last looked."""

    last_at: datetime | None = None


CONCERNED: dict[str, Callable[[datetime], Iterable[int]]] = {
    "missed_visit": lambda at: people_with_a_visit_left_open(at - BACK, at),
    "late_dose_change": lambda at: people_with_a_step_since((at - BACK).date()),
    "stale_device": lambda at: people_whose_devices_fell_silent(at),
}


def tick(at: datetime) -> int:
    """The worker's regular duty, every ten minutes."""
    last = _Rounds.last_at
    if last is not None and timedelta(0) <= at - last < ROUND:
        return 0
    _Rounds.last_at = at
    return look(at)


def look(at: datetime) -> int:
    """One round over everybody concerned. Returns how many new findings it raised."""
    return sum(_ask(patient, rule, at) for rule, concerned in CONCERNED.items() for patient in _those(concerned(at)))


def _those(keys: Iterable[int]) -> list[Patient]:
    return people(sorted(set(keys)))


def _ask(patient: Patient, rule: str, at: datetime) -> int:
    """One rule about one person; only what was not told before is kept and raised."""
    cause = f"{CAUSE}{rule}:{local_date(at, patient.zone).isoformat()}"
    if has_cause(patient.pk, "rules_failed", f"rules:{cause}"):
        return 0
    try:
        with transaction.atomic():
            said = judge(patient, at, only=rule)
            new = tuple(one for one in said.found if cause_of(patient, one, cause, at) is not None)
            if new or said.failed:
                conclude(patient, Evaluation(found=new, failed=said.failed), cause, at)
            return len(new)
    except Exception as error:  # one person's record must not keep the others from being looked at
        log.exception("a rule could not be asked in its round", extra={"broke": type(error).__name__})
        return 0
