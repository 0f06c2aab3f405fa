"""Hours of a rota: local times of the clinic become moments, and moments nobody covers become holes.

A shift is planned in the clinic's own time, so that "20:00 to 08:00" stays that on the nights the clocks change;
it is kept as two moments. The end of one shift and the start of the next are the same local time, hence the same
moment: in no zone and on no day of change does a hole or an overlap come up between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hole:
    """A stretch of time in which fewer people answer than needed."""

    starts_at: datetime
    ends_at: datetime


def moment_of(day: date, at: time, zone: str) -> datetime:
    """A local time as a moment in UTC. A time that the clocks skip is the moment they go on; a doubled one, the first.

    Raises ZoneInfoNotFoundError for a zone nobody knows.
    """
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def shift_times(day: date, begins: time, ends: time, zone: str) -> tuple[datetime, datetime]:
    """The two moments of a shift that begins on a local day; one that does not end later that day ends the next."""
    last = day if ends > begins else day + ONE_DAY
    return moment_of(day, begins, zone), moment_of(last, ends, zone)


def holes_in(
    shifts: Iterable[tuple[int, datetime, datetime]], start: datetime, end: datetime, needed: int = 1
) -> list[Hole]:
    """Where fewer than `needed` different people are on shift, between two moments. A shift: person, start, end."""
    rows = [(who, max(begins, start), min(ends, end)) for who, begins, ends in shifts if ends > start and begins < end]
    edges = sorted({start, end, *(edge for _who, *both in rows for edge in both)})
    return list(_joined(_thin(rows, edges, needed)))


def _thin(rows: list[tuple[int, datetime, datetime]], edges: list[datetime], needed: int) -> Iterator[Hole]:
    for begins, ends in pairwise(edges):
        if len({who for who, since, until in rows if since <= begins and until >= ends}) < needed:
            yield Hole(begins, ends)


def _joined(holes: Iterable[Hole]) -> Iterator[Hole]:
    """Holes that touch are one."""
    waiting: Hole | None = None
    for hole in holes:
        if waiting and waiting.ends_at == hole.starts_at:
            waiting = Hole(waiting.starts_at, hole.ends_at)
            continue
        if waiting:
            yield waiting
        waiting = hole
    if waiting:
        yield waiting
