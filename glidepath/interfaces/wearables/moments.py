"""Moments as devices write them: seconds since 1970, with the local date the writer saw on the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from glidepath.interfaces.wearables.faults import BadRow

EPOCH = date(1970, 1, 1).toordinal()
DAY = 86_400
MEND = "Write it like 2027-03-01T22:15:00-07:00."


class Moment(NamedTuple):
    """`seconds` since 1970 (UTC) and the local date (as an ordinal) in the zone or offset it was written with."""

    seconds: int
    on: int


def from_datetime(moment: datetime) -> Moment:
    """A moment with its own zone."""
    return Moment(int(moment.timestamp()), moment.date().toordinal())


def read_datetime(text: str, zone: ZoneInfo) -> datetime:
    """ISO 8601; without an offset it is the person's own local time. Raises BadRow."""
    try:
        moment = datetime.fromisoformat(text)
        local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        from_datetime(local)
    except (ValueError, OverflowError):
        raise BadRow(f"{text[:40]!r} is no moment", MEND) from None
    return local


def read_moment(text: str, zone: ZoneInfo) -> Moment:
    """The same, as a moment."""
    return from_datetime(read_datetime(text, zone))


def read_day(text: str) -> date:
    """A local date such as 2027-03-01. Raises BadRow; other orders of day and month are not guessed."""
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise BadRow(f"{text[:40]!r} is no date", "Write year, month and day like 2027-03-01.") from None


def start_of(on: date, zone: ZoneInfo) -> Moment:
    """The first moment of a local date."""
    return Moment(int(datetime.combine(on, time.min, zone).timestamp()), on.toordinal())


def end_of(on: date, zone: ZoneInfo) -> Moment:
    """The last second of a local date."""
    after = date.fromordinal(on.toordinal() + 1)
    return Moment(start_of(after, zone).seconds - 1, on.toordinal())


def in_utc(seconds: int) -> datetime:
    """The moment itself."""
    return datetime.fromtimestamp(seconds, UTC)
