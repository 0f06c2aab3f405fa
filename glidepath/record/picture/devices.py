"""Days that devices told about, as the rules may see them: one source a day, never the sum of two.

A day on which the person's usual device was silent is not known, whatever another one told.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import Reading

from glidepath.record.observations.device_reads import MAIN_SILENT, ChosenDay, chosen_days

LOOK_BACK = timedelta(days=60)  # the days judged and the days of the own usual before them, and some of silence


def device_days(patient_id: int, code: str, today: date, zone: ZoneInfo) -> tuple[Reading, ...]:
    """The readings of one code, oldest first."""
    days = chosen_days(patient_id, code, today - LOOK_BACK, today)
    return tuple(_reading(day, zone) for day in days if day.why != MAIN_SILENT)


def _reading(day: ChosenDay, zone: ZoneInfo) -> Reading:
    at, ref = day.row.happened_at.astimezone(zone), f"observation:{day.row.public_id}"
    return Reading(Fraction(day.value), day.on, at, "device", ref)
