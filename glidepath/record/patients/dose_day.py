"""Which day's tablets count now, when the person has changed their time zone.

A dose day is a local date. After a flight the local date jumps, or comes twice; tablets must not follow it blindly:
never two days' tablets within 20 hours, never one date's tablets twice. So a dose day begins when its local date has
begun AND the one before it began at least 20 hours ago. In one zone that is every local midnight, as always. Within
a day the person counts: at least 20 hours since the same tablets. The page says so as long as a change still matters.
The 20 hours are mark D (hazard HZ-23): a clinical safety officer confirms them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

APART = timedelta(hours=20)  # the least time between the beginnings of two dose days
LONG = timedelta(hours=28)  # a dose day longer than this leaves a gap: somebody of the team decides with the person
DAY = timedelta(days=1)
SETTLES = 2 * DAY  # so long after a change the person is told to count the hours since the same tablets


@dataclass(frozen=True)
class DoseDay:
    """The dose day at a moment: its local date, when it began and when the next one begins.

    `guarded`: a change of zone still moves one of them, or was so lately that the person must count the hours since
    the same tablets: the record does not know at which hour each one was taken.
    """

    on: date
    began_at: datetime
    next_at: datetime
    guarded: bool

    @property
    def leaves_a_gap(self) -> bool:
        """Whether this day is so long that a dose may be missed in it."""
        return self.next_at - self.began_at > LONG


def dose_day(at: datetime, zone: str, changes: Sequence[tuple[datetime, str, str]] = ()) -> DoseDay:
    """The dose day of a moment. `changes`: moment, zone before, zone after; oldest first, none later than `at`."""
    first = changes[0][1] if changes else zone
    start = changes[0][0] if changes else at
    on = start.astimezone(ZoneInfo(first)).date()
    began = _midnight(on, first)
    ends = [*(moment for moment, _before, _after in changes[1:]), at][: len(changes)]
    for (moment, _before, after), end in zip(changes, ends, strict=True):
        start, (on, began) = moment, _walk(on, began, moment, end, after)
    upcoming = _next(on, began, start if changes else began, zone)
    moved = began != _midnight(on, zone) or upcoming != _midnight(on + DAY, zone)
    lately = bool(changes) and at < changes[-1][0] + SETTLES
    return DoseDay(on, began, upcoming, guarded=moved or lately)


def _walk(on: date, began: datetime, start: datetime, end: datetime, zone: str) -> tuple[date, datetime]:
    """Let dose days begin in one zone, from a moment up to another."""
    while (upcoming := _next(on, began, start, zone)) <= end:
        on, began = upcoming.astimezone(ZoneInfo(zone)).date(), upcoming
    return on, began


def _next(on: date, began: datetime, start: datetime, zone: str) -> datetime:
    """When the next dose day begins, if the person is in this zone from `start` on."""
    return max(_midnight(on + DAY, zone), began + APART, start)


def _midnight(on: date, zone: str) -> datetime:
    return datetime.combine(on, time.min, ZoneInfo(zone)).astimezone(UTC)
