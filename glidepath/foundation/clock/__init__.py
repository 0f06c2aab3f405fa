"""The one place that reads the time. Everything else asks here, or is told.

`at()` sets the time for one flow of control (a test, one simulated day); `set_process_time()` sets it for the whole
process, every thread of it, for the demo's player. Without either the machine's clock counts, in UTC.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

_flow_time: ContextVar[dt.datetime | None] = ContextVar("glidepath_flow_time", default=None)
_process_time: dt.datetime | None = None
# Seconds since the machine was started: they go on while it sleeps, and nobody can set them.
_COUNTER = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_began = (dt.datetime.now(dt.UTC), time.clock_gettime(_COUNTER))  # noqa: TID251  the one reader


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return _flow_time.get() or _process_time or dt.datetime.now(dt.UTC)  # noqa: TID251  the one reader


def is_machines() -> bool:
    """Whether the machine's own clock counts now: no test, and no day of the demo, has set another time."""
    return _flow_time.get() is None and _process_time is None


def jumped() -> dt.timedelta:
    """How far the machine's clock was moved since this process began: ahead, or back when negative.

    A clock that nobody touches keeps step with the machine's own counter of seconds to a few milliseconds an hour.
    """
    began_at, counted = _began
    passed = dt.timedelta(seconds=time.clock_gettime(_COUNTER) - counted)
    return dt.datetime.now(dt.UTC) - began_at - passed  # noqa: TID251  the one reader


def today(zone: str) -> dt.date:
    """The present local date in an IANA zone. Raises ZoneInfoNotFoundError for a zone nobody knows."""
    return now().astimezone(ZoneInfo(zone)).date()


def local_date(moment: dt.datetime, zone: str) -> dt.date:
    """The local date of an aware moment in an IANA zone."""
    return in_utc(moment).astimezone(ZoneInfo(zone)).date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[dt.datetime]:
    """Inside the block the time stands still at an aware moment, for this thread or task alone."""
    token = _flow_time.set(in_utc(moment))
    try:
        yield in_utc(moment)
    finally:
        _flow_time.reset(token)


def set_process_time(moment: dt.datetime | None) -> None:
    """Let the whole process stand at an aware moment; None gives it the machine's clock back."""
    global _process_time
    _process_time = None if moment is None else in_utc(moment)


def in_utc(moment: dt.datetime) -> dt.datetime:
    """The same moment in UTC. Raises ValueError for a moment without a zone: it could mean any hour."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone")
    return moment.astimezone(dt.UTC)
