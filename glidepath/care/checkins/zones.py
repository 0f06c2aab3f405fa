"""The person lives by another clock now: told by themselves or by the team, kept, and seen by somebody of the team.

Due days, reminders and dose days follow the person's zone from that moment; who is on call follows the clinic's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from glidepath.care.checkins.moments import known_zones
from glidepath.foundation import feed
from glidepath.foundation.access import Actor
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.patients.models import Patient, ZoneChange
from glidepath.record.patients.operations import change_zone
from glidepath.record.patients.queries import dose_day_of
from glidepath.record.plans.queries import standing_plan

RULE = "zone_changed"
SMALL = timedelta(hours=4)  # mark D: with less than this no dose day is shorter than 20 hours


class UnknownZone(ValueError):
    """Nobody knows a time zone of this name."""


@transaction.atomic
def move_to(*, by: Actor, patient: Patient, zone: str, at: datetime) -> ZoneChange | None:
    """The person's zone from now on; None when it is theirs already. Raises UnknownZone.

    While a plan stands the team is told: by the next working day, and on the same day when the clocks differ by four
    hours or more, because then somebody must say when the next tablets are taken. Such an alert stops a step too.
    """
    if zone not in known_zones():
        raise UnknownZone(zone)
    if zone == patient.zone:
        return None
    row = change_zone(by=by, at=at, patient=patient, zone=zone)
    patient.zone = zone
    if standing_plan(patient.pk) is not None:
        _tell_team(patient, row)
    feed.announce(site_id=patient.site_id, topic="plan", patient_ref=patient.ref, audience="both")
    return row


def hours_between(row: ZoneChange) -> timedelta:
    """How far the new clock is ahead of the old one, at that moment; negative when it is behind."""
    old, new = (row.at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0) for zone in (row.before, row.after))
    return new - old


def _tell_team(patient: Patient, row: ZoneChange) -> None:
    ahead = hours_between(row)
    day = dose_day_of(patient, row.at)
    far = abs(ahead) >= SMALL or day.leaves_a_gap
    hours = f"{ahead.total_seconds() / 3600:+.4g}"
    values = {"before": row.before, "after": row.after, "hours": hours}
    because = [f"time zone changed from {row.before} to {row.after} ({hours} hours)", "agree when tablets are taken"]
    raise_alert(
        patient=patient,
        rule=RULE,
        urgency="ORANGE" if far else "YELLOW",
        domain="time zone",
        cause=f"zone:{row.public_id}",
        reason=Reason(because=because, reason_key=RULE, values=values, cites=("glidepath-monitoring",)),
        at=row.at,
    )
