"""What follows from a change of supply or dose: until when it lasts is told to the rules, a hold asks for a refill."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from glidepath.care.supply.queries import Counted, next_day, supplied_plan, supply_of
from glidepath.foundation import events
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.patients.models import Patient

log = logging.getLogger(__name__)
REFILL_RULE = "refill_after_hold"
DAY = timedelta(days=1)


@transaction.atomic
def work_out(*, patient: Patient, cause: str, at: datetime) -> Counted | None:
    """Until when what is at home lasts, told to the rules. None without a plan, or when it breaks."""
    counted = _counted(patient, at)
    if counted is not None and counted.reach.on is not None and counted.refill is not None:
        last, refill = counted.reach.on - DAY, next_day(counted.refill, counted.today)
        facts = {"lasts_until": last, "next_refill_on": refill, "cause": cause, "at": at}
        events.publish("supply.worked_out", patient_id=patient.pk, **facts)
    return counted


def _counted(patient: Patient, at: datetime) -> Counted | None:
    """Never raises: a hold or a release must not fail because its supply cannot be counted."""
    try:
        with transaction.atomic():
            plan = supplied_plan(patient)
            return supply_of(patient, plan, at) if plan is not None else None
    except Exception as error:  # whatever breaks in a count, the dose change it follows from stands
        log.exception("the supply could not be counted", extra={"broke": type(error).__name__})
        return None


@transaction.atomic
def ask_for_refill(*, patient: Patient, cause: str, at: datetime) -> None:
    """The dose stays longer than was planned: the pharmacy looks at the run-out date and at the next refill."""
    values = _days(work_out(patient=patient, cause=cause, at=at))
    raise_alert(
        patient=patient,
        rule=REFILL_RULE,
        urgency="YELLOW",
        domain="supply",
        cause=cause,
        reason=Reason(
            because=["the taper is on hold, so the present dose is needed longer", *_told(values)],
            reason_key=f"{REFILL_RULE}.{'_'.join(sorted(values)) or 'unknown'}",
            values=values,
            cites=("glidepath-monitoring",),
        ),
        at=at,
    )


def _days(counted: Counted | None) -> dict[str, str]:
    if counted is None:
        return {}
    refill = next_day(counted.refill, counted.today) if counted.refill else None
    known = {"run_out": counted.reach.on, "refill": refill}
    return {name: day.isoformat() for name, day in known.items() if day is not None}


def _told(values: dict[str, str]) -> list[str]:
    run_out = f"what is at home runs out on {values['run_out']}" if "run_out" in values else "run-out date not known"
    refill = f"next refill on {values['refill']}" if "refill" in values else "next refill not known"
    return [run_out, refill]
