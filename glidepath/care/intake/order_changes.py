"""What a new import says about a medicine of a person who was here before: an order came, one ended, or its dose moved.

A dose that moved in an order is not yet a dose that is taken: the team is told that it is not confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid5

from glidepath.care.intake.incoming import IncomingOrder
from glidepath.foundation.access import Actor
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.medications.changes import ChangeTold, record_change
from glidepath.record.medications.models import ChangeKind
from glidepath.record.medications.queries import TAKEN
from glidepath.record.patients.models import Patient
from glidepath.record.plans.queries import standing_plan

RULE: Final = "order_dose_changed"
NOT_CONFIRMED: Final = "not confirmed: ask the person what is really taken, and settle it"
_IMPORTS: Final = UUID("5d0c5a3e-8a0f-4c5b-9a57-0b9f3f0f6d11")


@dataclass(frozen=True)
class Written:
    """What an order said about the dose: its lines as they are stored, and whether they give a usable dose."""

    status: str
    lines: Sequence[Mapping[str, Any]]
    dose_known: bool


def dose_moved(before: Written, after: Written) -> bool:
    """Whether an order that is taken before and after now says another dose, or none that can be used."""
    both_taken = before.status in TAKEN and after.status in TAKEN
    return both_taken and (_said(before.lines) != _said(after.lines) or before.dose_known != after.dose_known)


def daily_of(written: Written) -> tuple[Decimal, str] | None:
    """The daily dose with its unit as ordered; None when a line is as needed, lacks a dose, or has another unit."""
    total, unit = Decimal(0), ""
    for line in written.lines:
        each, times = line.get("each"), line.get("times") or ()
        if not written.dose_known or line.get("as_needed") or not each or not times or unit not in ("", line["unit"]):
            return None
        total, unit = total + Decimal(str(each)) * len(times), str(line["unit"])
    return (total, unit) if unit else None


def tell_dose(*, by: Actor, at: datetime, patient: Patient, order: IncomingOrder, before: Written, ref: str) -> Alert:
    """Have the team told of a dose that an import says has moved, and the combinations asked where the way is known.

    On the same day while a plan stands, because a step may wait; else by the next working day.
    """
    after = Written(order.status, order.dosage, order.dose_known)
    old, new = daily_of(before), daily_of(after)
    if old and new and old[1] == new[1] and old[0] != new[0]:
        kind = ChangeKind.INCREASE if new[0] > old[0] else ChangeKind.DECREASE
        doses = {"dose_before": f"{old[0]:f}", "dose_after": f"{new[0]:f}", "unit": new[1]}
        told = ChangeTold(kind.value, order.display, None, "import", **doses)
        _store(by, at, patient, order, told)
    values = {"name": order.display, "before": _words(before.lines), "after": _words(after.lines)}
    because = [f"{order.display}: the order said “{values['before']}”, now “{values['after']}”", NOT_CONFIRMED]
    return raise_alert(
        patient=patient,
        rule=RULE,
        urgency="ORANGE" if standing_plan(patient.pk) is not None else "YELLOW",
        domain="medicines",
        cause=f"{ref}:{at.isoformat()}"[:120],
        reason=Reason(because, RULE, values, ("glidepath-monitoring",)),
        at=at,
    )


def _said(lines: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(str(line.get(name)) for name in ("each", "unit", "times", "as_needed", "text")) for line in lines]


def _words(lines: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(str(line.get("words") or "?") for line in lines)[:200] or "?"


def change_between(before: str, after: str) -> str:
    """Started when an order comes to be taken, stopped when one is no longer; "" when neither."""
    if before not in TAKEN and after in TAKEN:
        return ChangeKind.START.value
    return ChangeKind.STOP.value if before in TAKEN and after not in TAKEN else ""


def tell_change(by: Actor, at: datetime, patient: Patient, order: IncomingOrder, kind: str) -> None:
    """Store the change that an import told. The day of a stop does not stand in an order, so it is not known."""
    started = kind == ChangeKind.START
    _store(by, at, patient, order, ChangeTold(kind, order.display, order.authored_on if started else None, "import"))


def _store(by: Actor, at: datetime, patient: Patient, order: IncomingOrder, told: ChangeTold) -> None:
    name = f"{patient.ref}:{order.source_ref}:{order.status}:{at.isoformat()}"
    record_change(by=by, at=at, patient=patient, told=told, token=uuid5(_IMPORTS, name))
