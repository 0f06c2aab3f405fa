"""An entry that could not be stored told of danger: an alert of its own, marked late, with both times."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from glidepath_clinical.red_flags import RULES_VERSION

from glidepath.care.checkins.danger import Danger, NotStored
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.patients.queries import patient_of

RULE = "danger_not_stored"


def raise_not_stored(*, patient_id: int, danger: Danger, entry: NotStored, at: datetime) -> Alert:
    """Listener: RED for a sign that needs help now and for words of crisis, else ORANGE. Once for each entry."""
    patient = patient_of(patient_id)
    zone = ZoneInfo(patient.zone)
    came, told = _local(at, zone), ", ".join(danger.signs)
    values = {
        "told": told,
        "words": danger.words,
        "answered": _as_sent(entry.answered, zone),
        "received": came,
        "why": entry.why,
        "from": entry.informant,
    }
    because = [
        f"an entry that was not stored ({entry.why}) told: {told or 'words of crisis'}",
        f"answered {values['answered']}, reached us {came}; it is no answer of now",
        *([f"words: “{danger.words}”"] if danger.words else []),
    ]
    return raise_alert(
        patient=patient,
        rule=RULE,
        urgency="RED" if danger.is_now else "ORANGE",
        domain="late danger",
        cause=f"not_stored:{entry.entry_id}"[:120],
        reason=Reason(because, RULE, values, ("glidepath-monitoring",), RULES_VERSION),
        at=at,
    )


def _as_sent(text: str, zone: ZoneInfo) -> str:
    """When it says it was answered, on the person's clock; what stands there when that is no moment; else "?"."""
    try:
        moment = datetime.fromisoformat(text)
        return _local(moment, zone) if moment.tzinfo else text
    except (ValueError, OverflowError):  # no moment, or one at the edge of the calendar
        return text or "?"


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
