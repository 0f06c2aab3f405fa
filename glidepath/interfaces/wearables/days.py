"""From single readings to one value a day for each source; memory grows with the days kept, not with the file.

A source that tells about the same second twice has repeated itself, so a file may hold anything as often as it likes.
Nothing is ever filled in: a day without a reading has no value, and a night that nobody measured was not sleepless.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from glidepath.interfaces.wearables.faults import BadRow, FileRefused
from glidepath.interfaces.wearables.measures import MEASURES, Fold, Measure, rounded
from glidepath.interfaces.wearables.moments import DAY, Moment
from glidepath.interfaces.wearables.seen import SeenSeconds
from glidepath.interfaces.wearables.sleep import Span, by_waking_day

ALL_SOURCES = "all sources"  # sleep alone: the overlapping stretches of several sources, counted once
MOST_SOURCES = 40
SLACK = 26 * 3600  # a day's reading may last a day, even the long one when the clocks go back


@dataclass(frozen=True)
class DayValue:
    """One measure of one source on one local date. `last_at` is its last moment, in seconds since 1970."""

    measure: Measure
    source: str
    on: date
    value: Decimal
    last_at: int
    count: int
    lowest: Decimal
    highest: Decimal
    merged_from: tuple[str, ...] = ()


class _Bucket:
    __slots__ = ("count", "highest", "last", "last_at", "lowest", "seen", "total")

    def __init__(self) -> None:
        self.total = self.last = Decimal(0)
        self.lowest, self.highest = Decimal("Infinity"), Decimal("-Infinity")
        self.count = 0
        self.last_at = -(2**62)
        self.seen = SeenSeconds()


class Days:
    """Collects readings. `since`: the first day kept; `until`: today where the person lives; `now`: this moment."""

    def __init__(self, *, since: date, until: date, now: int) -> None:
        self.since = since
        self._first, self._last, self._now = since.toordinal(), until.toordinal(), now
        self._buckets: dict[tuple[str, str, int], _Bucket] = {}
        self._spans: dict[str, list[Span]] = {}
        self._told: dict[str, dict[tuple[int, int], list[int]]] = {}
        self._sources: set[str] = set()
        self.repeated = 0
        self.older = 0

    def add(self, measure: str, source: str, start: Moment, end: Moment, value: Decimal) -> None:
        """One reading, already in the unit we keep. Raises BadRow for what cannot be true."""
        about = MEASURES[measure]
        if not about.lowest <= value <= about.highest:
            raise BadRow(f"{value:f} {about.unit} is out of range", f"Look at the device: {_edges(about)} is believed.")
        if not self._wanted(source, start, end):
            return
        key = (measure, source, end.on if about.fold is not Fold.SUM else start.on)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket()
        if not bucket.seen.add(start.seconds):
            self.repeated += 1
            return
        bucket.count += 1
        bucket.total += value
        bucket.lowest, bucket.highest = min(bucket.lowest, value), max(bucket.highest, value)
        if end.seconds > bucket.last_at:
            bucket.last_at, bucket.last = end.seconds, value

    def add_asleep(self, source: str, start: Moment, end: Moment) -> None:
        """One stretch asleep. Raises BadRow for what cannot be true."""
        if end.seconds - start.seconds > DAY:
            raise BadRow("one stretch asleep is longer than a day", "Look at its start and end.")
        if self._wanted(source, start, end):
            self._spans.setdefault(source, []).append(Span(start.seconds, end.seconds, end.on))

    def add_slept(self, source: str, start: Moment, end: Moment, seconds: int) -> None:
        """How long somebody slept between two moments, as a device adds it up. Raises BadRow."""
        if not 0 <= seconds <= DAY:
            raise BadRow(f"{seconds / 3600:.1f} h asleep is out of range", "0 to 24 hours a day are believed.")
        if seconds > end.seconds - start.seconds:
            raise BadRow("the time asleep is longer than the time it was measured in", "Look at its start and end.")
        if self._wanted(source, start, end):
            known = self._told.setdefault(source, {})
            self.repeated += (start.seconds, end.seconds) in known
            known.setdefault((start.seconds, end.seconds), [end.on, seconds])

    def _wanted(self, source: str, start: Moment, end: Moment) -> bool:
        if end.seconds < start.seconds:
            raise BadRow("it ends before it begins", "Look at its start and end.")
        if end.seconds - start.seconds > SLACK:
            raise BadRow("it covers more than one day", "Export single readings or daily values.")
        if end.seconds > self._now + DAY:
            raise BadRow("it lies in the future", "Look at the date and the clock of the device.")
        if source not in self._sources:
            if len(self._sources) >= MOST_SOURCES:
                raise FileRefused("too_many_sources", f"The file names more than {MOST_SOURCES} sources.")
            self._sources.add(source)
        if end.on < self._first:
            self.older += 1
            return False
        return True

    @property
    def heard(self) -> bool:
        """Whether any reading was met, kept or not."""
        return bool(self._sources) or self.older > 0

    def values(self, unfinished_on: date | None = None) -> Iterator[DayValue]:
        """Every day, oldest first within each measure and source. A count of the day that is not over is left out."""
        today = min(unfinished_on.toordinal() if unfinished_on else self._last, self._last)
        for (key, source, on), bucket in sorted(self._buckets.items()):
            about = MEASURES[key]
            if on < self._first or (about.fold is Fold.SUM and on >= today):
                continue
            value = _folded(about.fold, bucket)
            if about.most_a_day is None or value <= about.most_a_day:
                yield _day(about, source, on, value, bucket)
        yield from self._nights()

    def unbelieved(self) -> Iterator[tuple[str, str, date, Decimal]]:
        """Days whose readings add up to more than a person can do: measure, source, day, sum. They are left out."""
        for (key, source, on), bucket in sorted(self._buckets.items()):
            most = MEASURES[key].most_a_day
            if most is not None and bucket.total > most:
                yield key, source, date.fromordinal(on), bucket.total

    def _nights(self) -> Iterator[DayValue]:
        by_source = {source: self._of_source(source) for source in sorted({*self._spans, *self._told})}
        for source, nights in by_source.items():
            yield from (_night(source, on, *night) for on, night in sorted(nights.items()))
        if len(self._spans) > 1:
            yield from self._together()

    def _of_source(self, source: str) -> dict[int, tuple[int, int, int]]:
        """Each day's seconds asleep, last moment and stretches; what a device added up itself goes first."""
        nights: dict[int, tuple[int, int, int]] = {}
        for slept in by_waking_day(self._spans.get(source, [])):
            nights[slept.on] = (slept.seconds, slept.woke_at, slept.stretches)
        told: dict[int, tuple[int, int, int]] = {}
        for (_start, end), (on, seconds) in self._told.get(source, {}).items():
            before = told.get(on, (0, 0, 0))
            told[on] = (min(before[0] + seconds, DAY), max(before[1], end), before[2] + 1)
        return {on: night for on, night in (nights | told).items() if on >= self._first}

    def _together(self) -> Iterator[DayValue]:
        """The nights that more than one source saw, each minute counted once."""
        seen: Counter[int] = Counter()
        names: dict[int, list[str]] = {}
        for source in sorted(self._spans):
            for slept in by_waking_day(self._spans[source]):
                seen[slept.on] += 1
                names.setdefault(slept.on, []).append(source)
        for slept in by_waking_day(span for spans in self._spans.values() for span in spans):
            if seen[slept.on] > 1 and slept.on >= self._first:
                merged = tuple(names[slept.on])
                yield _night(ALL_SOURCES, slept.on, slept.seconds, slept.woke_at, slept.stretches, merged)


def _edges(about: Measure) -> str:
    return f"{about.lowest} to {about.highest} {about.unit}"


def _folded(fold: Fold, bucket: _Bucket) -> Decimal:
    if fold is Fold.MEAN:
        return rounded(Fraction(bucket.total) / bucket.count)
    return rounded({Fold.SUM: bucket.total, Fold.LOWEST: bucket.lowest}.get(fold, bucket.last))


def _day(about: Measure, source: str, on: int, value: Decimal, bucket: _Bucket) -> DayValue:
    edges = rounded(bucket.lowest), rounded(bucket.highest)
    return DayValue(about, source, date.fromordinal(on), value, bucket.last_at, bucket.count, *edges)


def _night(source: str, on: int, seconds: int, end: int, count: int, merged: tuple[str, ...] = ()) -> DayValue:
    hours = rounded(Fraction(seconds, 3600))
    return DayValue(MEASURES["sleep"], source, date.fromordinal(on), hours, end, count, hours, hours, merged)


def look_back(today: date, days: int) -> date:
    """The first day that is kept."""
    return today - timedelta(days=days)
