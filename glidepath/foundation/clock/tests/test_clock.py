"""The clock: one reader, aware moments, and simulated time that stays where it was set."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading

import pytest

from glidepath.foundation import clock

NIGHT = dt.datetime(2026, 3, 8, 6, 30, tzinfo=dt.UTC)


def test_the_time_is_aware_and_in_utc():
    assert clock.now().utcoffset() == dt.timedelta(0)


def test_inside_a_block_time_stands_still_and_afterwards_it_goes_on():
    with clock.at(NIGHT):
        assert clock.now() == NIGHT
    assert clock.now() > NIGHT


def test_today_is_the_local_date_of_the_zone():
    with clock.at(NIGHT):
        assert clock.today("America/Denver") == dt.date(2026, 3, 7)
        assert clock.today("Europe/Madrid") == dt.date(2026, 3, 8)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"), clock.at(dt.datetime(2026, 1, 1)):
        pass


def test_time_set_for_one_thread_is_not_the_time_of_another():
    seen: list[dt.datetime] = []
    with clock.at(NIGHT):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] > NIGHT


def test_time_set_for_one_task_is_not_the_time_of_another():
    async def stands_at(moment: dt.datetime) -> dt.datetime:
        with clock.at(moment):
            await asyncio.sleep(0)
            return clock.now()

    async def both() -> list[dt.datetime]:
        return await asyncio.gather(stands_at(NIGHT), stands_at(NIGHT + dt.timedelta(days=1)))

    assert asyncio.run(both()) == [NIGHT, NIGHT + dt.timedelta(days=1)]


def test_time_set_for_the_process_holds_in_every_thread_and_can_be_given_back():
    seen: list[dt.datetime] = []
    clock.set_process_time(NIGHT)
    try:
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    finally:
        clock.set_process_time(None)
    assert seen == [NIGHT]
    assert clock.now() > NIGHT
