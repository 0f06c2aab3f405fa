"""Time asleep: overlapping stretches counted once, parts of one night together, on the day the person woke up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SAME_SLEEP = 3 * 3600  # seconds awake in between that do not make it another sleep [D]


class Span(NamedTuple):
    """A stretch asleep: from, to (seconds since 1970), and the local date at its end (an ordinal)."""

    start: int
    end: int
    end_on: int


class Slept(NamedTuple):
    """What one day of waking up adds up to: seconds asleep, when the last sleep ended, how many stretches."""

    on: int
    seconds: int
    woke_at: int
    stretches: int


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same time without any overlap, in order. Two sources that saw the same hour saw one hour."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            last = merged[-1]
            if span.end > last.end:
                merged[-1] = Span(last.start, span.end, span.end_on)
        else:
            merged.append(span)
    return merged


def by_waking_day(spans: Iterable[Span]) -> list[Slept]:
    """Seconds asleep on each day of waking up. Stretches less than three hours apart are one sleep."""
    found: dict[int, list[int]] = {}
    for sleep in _sleeps(merge(spans)):
        day = found.setdefault(sleep[-1].end_on, [0, 0, 0])
        day[0] += sum(span.end - span.start for span in sleep)
        day[1] = max(day[1], sleep[-1].end)
        day[2] += len(sleep)
    return [Slept(on, *found[on]) for on in sorted(found)]


def _sleeps(merged: list[Span]) -> list[list[Span]]:
    sleeps: list[list[Span]] = []
    for span in merged:
        if sleeps and span.start - sleeps[-1][-1].end < SAME_SLEEP:
            sleeps[-1].append(span)
        else:
            sleeps.append([span])
    return sleeps
