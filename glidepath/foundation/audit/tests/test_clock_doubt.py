"""A clock that jumped is found out by the machine's own counter, by the database, and by the trail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from glidepath.foundation import audit, clock
from glidepath.foundation.access import system_actor
from glidepath.foundation.audit import clock_doubt as doubts
from glidepath.foundation.audit.clock_doubt import clock_doubt

NOON = datetime(2027, 3, 3, 19, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
pytestmark = [pytest.mark.django_db, pytest.mark.hazard("HZ-24")]


def something_is_noted(at: datetime) -> None:
    with transaction.atomic():
        audit.record(by=system_actor("tests"), action="a.deed", object_ref="x:1", patient_ref=None, at=at)


def test_a_clock_nobody_touched_is_not_in_doubt() -> None:
    assert abs(clock.jumped()) < SECOND
    assert clock_doubt(clock.now()) is None


@pytest.mark.parametrize(
    ("moved", "in_doubt"), [(-HOUR, True), (HOUR, True), (61 * SECOND, True), (59 * SECOND, False)]
)
def test_a_clock_that_was_moved_while_the_server_ran_is_in_doubt(
    monkeypatch: pytest.MonkeyPatch, moved: timedelta, in_doubt: bool
) -> None:
    monkeypatch.setattr(clock, "jumped", lambda: moved)
    found = clock_doubt(clock.now())
    assert (found is not None and found.witness == "jumped") is in_doubt


def test_the_jump_is_measured_against_the_counter_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    began_at, counted = clock._began
    monkeypatch.setattr(clock, "_began", (began_at + HOUR, counted))
    assert -HOUR - SECOND < clock.jumped() < -HOUR + SECOND


def test_a_clock_behind_the_newest_event_of_the_trail_is_in_doubt_and_one_ahead_of_it_is_just_later() -> None:
    something_is_noted(NOON)
    with clock.at(NOON - 61 * SECOND):
        found = clock_doubt(clock.now())
    assert found is not None and (found.witness, found.seconds) == ("trail", -61)
    for moment in (NOON - 59 * SECOND, NOON + 300 * HOUR):
        with clock.at(moment):
            assert clock_doubt(clock.now()) is None


def test_a_database_whose_clock_differs_is_believed_no_less_than_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "_database_time", lambda: clock.now() - HOUR)
    found = clock_doubt(clock.now())
    assert found is not None and found.witness == "database" and 3590 < found.seconds < 3610


@pytest.mark.only_on("postgresql")
def test_the_clock_of_the_database_server_is_really_asked() -> None:
    told = doubts._database_time()
    assert told is not None and abs(told - clock.now()) < 5 * SECOND
