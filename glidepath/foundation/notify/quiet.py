"""Quiet hours: in a person's own time, over midnight too, and right on the nights the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def quiet_until(at: datetime, zone: str, begins: time | None, ends: time | None) -> datetime | None:
    """When the quiet hours in which this moment lies are over; None outside them, and without any."""
    if begins is None or ends is None or begins == ends:
        return None
    local = at.astimezone(ZoneInfo(zone))
    hour = local.time()
    over_midnight = begins > ends
    inside = (hour >= begins or hour < ends) if over_midnight else begins <= hour < ends
    if not inside:
        return None
    day = local.date() + timedelta(days=1) if over_midnight and hour >= begins else local.date()
    return max(datetime.combine(day, ends, tzinfo=ZoneInfo(zone)).astimezone(UTC), at + timedelta(minutes=1))
