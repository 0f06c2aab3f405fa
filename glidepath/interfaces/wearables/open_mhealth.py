"""Open mHealth: data points with a header, or the bodies alone. https://www.openmhealth.org/schemas/

A body that sums up several days (average, maximum) is a statistic, no reading, and is left out; so is one without a
time, because it belongs to no day.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from glidepath.interfaces.wearables.amounts import add_amount, number
from glidepath.interfaces.wearables.days import Days
from glidepath.interfaces.wearables.faults import BadRow
from glidepath.interfaces.wearables.measures import UnknownUnit, factor_of
from glidepath.interfaces.wearables.moments import (
    Moment,
    end_of,
    from_datetime,
    read_datetime,
    read_day,
    read_moment,
    start_of,
)

FIELDS = {
    "step_count": "steps",
    "heart_rate": "heart_rate",
    "oxygen_saturation": "oxygen",
    "respiratory_rate": "breaths",
    "sleep_duration": "sleep",
    "total_sleep_time": "sleep",
    "body_weight": "weight",
    "systolic_blood_pressure": "systolic",
    "diastolic_blood_pressure": "diastolic",
}
UNSAID = "Open mHealth"
LONGEST = 48  # hours
NO_TIME = BadRow("it has no time, so it belongs to no day", "Export it with its effective_time_frame.")


def take_in(point: Any, days: Days, unused: Counter[str], zone: ZoneInfo) -> None:
    """Add one data point. Raises BadRow."""
    if not isinstance(point, dict):
        raise BadRow("it is no JSON object", "A data point is an object with header and body.")
    body = point.get("body", point)
    if not isinstance(body, dict):
        raise BadRow("its body is no JSON object", "A data point is an object with header and body.")
    known = [name for name in FIELDS if name in body]
    if not known:
        unused[_kind(point, body)] += 1
        return
    if "descriptive_statistic" in body:
        unused[f"{known[0]}: {body['descriptive_statistic']!s:.40}"] += 1
        return
    span, source = _span(body.get("effective_time_frame"), zone), _source(point)
    for name in known:
        add_amount(days, FIELDS[name], source, span, _amount(body[name]))


def _kind(point: dict[str, Any], body: dict[str, Any]) -> str:
    header = point.get("header")
    schema = header.get("schema_id") if isinstance(header, dict) else None
    name = schema.get("name") if isinstance(schema, dict) else next(iter(body), "nothing")
    return f"{name!s:.80}"


def _source(point: dict[str, Any]) -> str:
    header = point.get("header")
    origin = header.get("acquisition_provenance") if isinstance(header, dict) else None
    name = origin.get("source_name") if isinstance(origin, dict) else None
    return name.strip() or UNSAID if isinstance(name, str) else UNSAID


def _amount(given: Any) -> tuple[Any, str]:
    if isinstance(given, dict):
        return given.get("value"), str(given.get("unit", ""))
    return given, ""


def _span(frame: Any, zone: ZoneInfo) -> tuple[Moment, Moment]:
    if not isinstance(frame, dict):
        raise NO_TIME
    if isinstance(frame.get("date_time"), str):
        moment = read_moment(frame["date_time"], zone)
        return moment, moment
    if isinstance(frame.get("date"), str):
        on = read_day(frame["date"])
        return start_of(on, zone), end_of(on, zone)
    interval = frame.get("time_interval")
    if not isinstance(interval, dict):
        raise NO_TIME
    given = (interval.get("start_date_time"), interval.get("end_date_time"))
    start, end = (read_datetime(text, zone) if isinstance(text, str) else None for text in given)
    if isinstance(interval.get("duration"), dict):
        length = _length(interval["duration"])
        start, end = start or _moved(end, -length), end or _moved(start, length)
    if start is None or end is None:
        raise NO_TIME
    return from_datetime(start), from_datetime(end)


def _length(duration: dict[str, Any]) -> timedelta:
    value, unit = _amount(duration)
    try:
        hours = Fraction(number(value)) * factor_of("sleep", unit)
    except UnknownUnit as unknown:
        raise BadRow(str(unknown), "Give the duration in hours, minutes or seconds.") from None
    if not 0 <= hours <= LONGEST:
        raise BadRow("its duration is out of range", f"0 to {LONGEST} hours are believed.")
    return timedelta(seconds=round(hours * 3600))


def _moved(moment: datetime | None, length: timedelta) -> datetime | None:
    """So much later, on the clock of the same zone."""
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo) if moment else None
