"""A step that was released and has not begun: it begins only if nothing has come to stand in its way since."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from glidepath.care.tapering.queries import gate
from glidepath.foundation.access import system_actor
from glidepath.foundation.clock import local_date
from glidepath.record.plans.models import Plan, PlanState, StepRelease
from glidepath.record.plans.operations import Move, lock_person, move, withdraw_release
from glidepath.record.plans.queries import standing_plan

log = logging.getLogger(__name__)
# True of every released step that waits for its day, so no reason to take it back.
OF_ANY_WAITING_STEP = ("not_the_next_step", "previous_step_not_begun")


@transaction.atomic
def weigh_waiting(*, patient_id: int, at: datetime) -> list[StepRelease]:
    """Take back each release whose day has not come and whose gate is now closed; the present dose stays.

    An open RED or ORANGE alert, naloxone that is gone, a yes taken back, an answer that refuses the taper: whatever
    would have refused the release refuses its beginning. The prescriber may release the step again afterwards.
    """
    patient = lock_person(patient_id)
    plan = standing_plan(patient_id)
    if plan is None or plan.state != PlanState.RUNNING:
        return []
    today = local_date(at, patient.zone)
    waiting = plan.releases.filter(withdrawn_at__isnull=True, effective_on__gt=today)
    return [row for row in waiting if _taken_back(plan, row, at)]


def _taken_back(plan: Plan, row: StepRelease, at: datetime) -> bool:
    blocks = gate(plan.patient_id, plan, plan.steps.get(number=row.step_number), at).blocks
    reasons = [block.code for block in blocks if block.code not in OF_ANY_WAITING_STEP]
    if not reasons:
        return False
    withdraw_release(release=row, at=at)
    change = Move(f"unrelease:{row.public_id}", plan.state, "step.take_back", ", ".join(reasons)[:600])
    move(by=system_actor("tapering", plan.site_id), at=at, plan=plan, change=change)
    return True


def after_finding(*, patient_id: int, at: datetime, **_facts: Any) -> None:
    """Listener of new findings. Whatever breaks here must never undo the alert; the regular round looks again."""
    try:
        with transaction.atomic():
            weigh_waiting(patient_id=patient_id, at=at)
    except Exception as error:  # the alert itself must come through
        log.exception("a waiting step could not be weighed", extra={"broke": type(error).__name__})


def weigh_all_waiting(at: datetime) -> None:
    """The worker's round over everybody with a released step that has not begun, each on their own."""
    rows = StepRelease.objects.filter(withdrawn_at__isnull=True, plan__state=PlanState.RUNNING)
    soon = rows.filter(effective_on__gte=at.date()).values_list("patient_id", flat=True)
    for patient_id in sorted(set(soon)):
        after_finding(patient_id=patient_id, at=at)
