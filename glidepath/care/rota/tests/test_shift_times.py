"""Local shifts in every time zone on every day of change: no hole, no overlap, one local day each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.foundation.clock import local_date
from glidepath.record.sites.shift_times import Hole, holes_in, moment_of, shift_times

ZONES = sorted(available_timezones())
FIRST = date(2027, 1, 1)
DAYS = 730
NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CHANGES_OF_HOURS = (time(8), time(20)), (time(0), time(12)), (time(2, 30), time(14, 30))


def days_of_change(zone: str) -> list[date]:
    """Local days within two years whose offset differs from the day before."""
    offsets = [ZoneInfo(zone).utcoffset(datetime(2027, 1, 1) + timedelta(days=n)) for n in range(DAYS)]
    return [FIRST + timedelta(days=n) for n in range(1, DAYS) if offsets[n] != offsets[n - 1]]


MATRIX = [(zone, day) for zone in ZONES for day in days_of_change(zone)]


@pytest.mark.hazard("HZ-16", "HZ-22")
def test_shifts_that_meet_at_an_hour_leave_no_minute_open_in_any_zone_on_any_day_of_change() -> None:
    assert len(ZONES) > 590 and len(MATRIX) > 800
    for zone, change in MATRIX:
        for day_begins, night_begins in CHANGES_OF_HOURS:
            start, end = change - timedelta(days=3), change + timedelta(days=3)
            days = [start + timedelta(days=n) for n in range((end - start).days)]
            hours = [(day_begins, night_begins), (night_begins, day_begins)]
            shifts = sorted(shift_times(day, *both, zone) for day in days for both in hours)
            assert all(a[1] == b[0] for a, b in pairwise(shifts)), (zone, change)
            rows = [(number % 2, *shift) for number, shift in enumerate(shifts)]
            assert holes_in(rows, shifts[0][0], shifts[-1][1]) == [], (zone, change)


@pytest.mark.hazard("HZ-22")
def test_each_local_day_begins_once_in_every_zone_on_every_day_of_change() -> None:
    for zone, change in MATRIX:
        days = [change + timedelta(days=n) for n in (-1, 0, 1, 2)]
        midnights = [moment_of(day, time(0), zone) for day in days]
        assert midnights == sorted(set(midnights)), (zone, change)
        assert [local_date(moment + HOUR / 2, zone) for moment in midnights] == days, (zone, change)


def test_the_night_of_the_change_is_an_hour_shorter_or_longer_than_the_clock_says() -> None:
    lengths = [
        (lambda pair: pair[1] - pair[0])(shift_times(day, time(20), time(8), "America/Denver"))
        for day in (date(2027, 3, 13), date(2027, 11, 6), date(2027, 6, 1))
    ]
    assert lengths == [11 * HOUR, 13 * HOUR, 12 * HOUR]


def test_a_shift_that_the_clocks_skip_has_no_length() -> None:
    begins, ends = shift_times(date(2027, 3, 14), time(2), time(3), "America/Denver")
    assert begins == ends


def test_a_hole_is_told_with_its_ends_and_two_that_touch_are_one() -> None:
    shifts = [(1, NOON, NOON + 8 * HOUR), (2, NOON + 10 * HOUR, NOON + 20 * HOUR)]
    assert holes_in(shifts, NOON, NOON + 24 * HOUR) == [
        Hole(NOON + 8 * HOUR, NOON + 10 * HOUR),
        Hole(NOON + 20 * HOUR, NOON + 24 * HOUR),
    ]
    assert holes_in([], NOON, NOON + HOUR) == [Hole(NOON, NOON + HOUR)]
    assert holes_in(shifts, NOON, NOON + 12 * HOUR, needed=2) == [Hole(NOON, NOON + 12 * HOUR)]


def test_one_person_with_two_shifts_at_once_is_still_one_person() -> None:
    shifts = [(1, NOON, NOON + 8 * HOUR), (1, NOON, NOON + 8 * HOUR)]
    assert holes_in(shifts, NOON, NOON + HOUR, needed=2) == [Hole(NOON, NOON + HOUR)]


SPANS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 40), st.integers(1, 12)), max_size=12)


@given(SPANS, st.integers(1, 3))
def test_every_minute_is_either_in_a_hole_or_has_enough_people(spans: list[tuple[int, int, int]], needed: int) -> None:
    shifts = [(who, NOON + begin * HOUR, NOON + (begin + length) * HOUR) for who, begin, length in spans]
    holes = holes_in(shifts, NOON, NOON + 48 * HOUR, needed)
    for hour in range(48):
        moment = NOON + hour * HOUR + HOUR / 2
        there = {who for who, begins, ends in shifts if begins <= moment < ends}
        assert any(h.starts_at <= moment < h.ends_at for h in holes) == (len(there) < needed)
