"""A change of time zone never brings two days' tablets within 20 hours, and never one date's tablets twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest

from glidepath.record.patients.dose_day import APART, DoseDay, dose_day

HOUR = timedelta(hours=1)
ZONES = sorted(available_timezones())
SEQUENCES, SEED = 1_500, 20270303
EVENING = datetime(2027, 3, 4, 3, tzinfo=UTC)  # 20:00 on Wednesday, 3 March, in Denver
Change = tuple[datetime, str, str]


def at(moment: datetime, changes: list[Change]) -> DoseDay:
    """The dose day as the record tells it at that moment: later changes are not known yet."""
    known = [change for change in changes if change[0] <= moment]
    return dose_day(moment, known[-1][2] if known else changes[0][1], known)


def a_journey(chance: Random) -> list[Change]:
    """Up to five changes of zone within some days, anywhere in the world."""
    moment = datetime(2027, 1, 1, tzinfo=UTC) + chance.randrange(365 * 24 * 60) * timedelta(minutes=1)
    changes, zone = [], chance.choice(ZONES)
    for _ in range(chance.randint(1, 5)):
        after = chance.choice(ZONES)
        changes.append((moment, zone, after))
        zone, moment = after, moment + chance.randrange(1, 4 * 24 * 60) * timedelta(minutes=1)
    return changes


@pytest.mark.hazard("HZ-22", "HZ-23")
def test_on_random_journeys_dose_days_begin_20_hours_apart_and_no_date_comes_twice() -> None:
    chance = Random(SEED)
    for _ in range(SEQUENCES):
        changes = a_journey(chance)
        moment, end, seen = changes[0][0], changes[-1][0] + timedelta(days=2), []
        while moment < end:
            day = at(moment, changes)
            assert day.began_at <= moment < day.next_at, changes
            if not seen or seen[-1].on != day.on:
                seen.append(day)
            moment += 9 * HOUR
        for before, after in pairwise(seen):
            assert after.on > before.on and after.began_at - before.began_at >= APART, changes


@pytest.mark.hazard("HZ-22")
def test_without_a_change_every_local_date_is_one_dose_day_in_every_zone_on_every_day_of_change() -> None:
    found = 0
    for zone in ZONES:
        offsets = [ZoneInfo(zone).utcoffset(datetime(2027, 1, 1) + timedelta(days=n)) for n in range(730)]
        for n in (n for n in range(1, 730) if offsets[n] != offsets[n - 1]):
            found += 1
            change = date(2027, 1, 1) + timedelta(days=n)
            day = dose_day(datetime(change.year, change.month, change.day, 12, tzinfo=ZoneInfo(zone)), zone)
            assert (day.on, day.guarded) == (change, False)
            assert dose_day(day.next_at - HOUR / 60, zone).on == change
            assert dose_day(day.next_at, zone).on == change + timedelta(days=1)
    assert len(ZONES) > 590 and found > 800


@pytest.mark.hazard("HZ-23")
def test_after_a_flight_east_the_next_days_tablets_wait_and_the_page_says_so_for_days() -> None:
    flight = [(EVENING - 6 * HOUR, "America/Denver", "Europe/Madrid")]
    landed = at(EVENING, flight)  # in Madrid it is 4 March, 04:00
    assert (landed.on, landed.guarded) == (date(2027, 3, 4), True)
    assert landed.began_at == datetime(2027, 3, 4, 3, tzinfo=UTC)  # 20 hours after midnight in Denver
    before = at(EVENING - HOUR / 60, flight)
    assert (before.on, before.next_at) == (date(2027, 3, 3), landed.began_at)
    assert not at(EVENING + timedelta(days=6), flight).guarded


@pytest.mark.hazard("HZ-23")
def test_after_a_flight_west_over_the_date_line_a_date_that_comes_again_is_not_dosed_again() -> None:
    flight = [(EVENING, "Asia/Tokyo", "America/Denver")]  # noon of 4 March in Tokyo, 20:00 of 3 March in Denver
    landed = at(EVENING, flight)
    assert (landed.on, landed.leaves_a_gap) == (date(2027, 3, 4), True)
    assert landed.next_at == datetime(2027, 3, 5, 7, tzinfo=UTC)  # midnight of 5 March in Denver
    assert at(landed.next_at - HOUR, flight).on == date(2027, 3, 4)


def test_a_change_of_name_alone_moves_nothing() -> None:
    day = at(EVENING + timedelta(days=3), [(EVENING, "America/Denver", "America/Edmonton")])
    assert not day.guarded
