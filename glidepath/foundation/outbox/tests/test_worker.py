"""The worker: alive for all to see, its duties each on its own, and a banner when it is not."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError

from glidepath.foundation import clock, outbox
from glidepath.foundation.access import ANONYMOUS, Role
from glidepath.foundation.outbox import context, worker
from glidepath.foundation.outbox.models import MessageState, OutboxMessage, WorkerBeat
from glidepath.foundation.outbox.queries import WorkerTrouble, trouble
from glidepath.foundation.tests.cast import NOON
from glidepath.foundation.wiring import check_wiring

pytestmark = pytest.mark.django_db


def put(key: str, topic: str = "mail") -> None:
    outbox.enqueue(topic=topic, payload={"schema": 1}, key=key, due_at=NOON)


def test_a_round_shows_a_sign_of_life_does_duties_and_delivers(heard):
    put("k1")
    with clock.at(NOON):
        assert worker.Worker("w").round() == 1
        assert outbox.heartbeat_age(NOON + timedelta(seconds=90)) == 90
    assert {"tick": NOON} in heard
    assert OutboxMessage.objects.get().state == MessageState.DONE


def test_once_goes_on_until_nothing_is_due_and_returns(heard):
    for number in range(50):
        put(f"k{number}")
    with clock.at(NOON):
        worker.run(threading.Event(), once=True)
    assert not OutboxMessage.objects.exclude(state=MessageState.DONE).exists()


def test_a_stopped_worker_takes_nothing(heard):
    put("k1")
    stop = threading.Event()
    stop.set()
    worker.run(stop)
    assert heard == []


def test_a_lost_database_does_not_end_the_worker(heard, monkeypatch):
    tries: list[int] = []

    def round_that_fails_once(self) -> int:
        tries.append(1)
        if len(tries) == 1:
            raise DatabaseError
        stop.set()
        return 0

    stop = threading.Event()
    monkeypatch.setattr(worker.Worker, "round", round_that_fails_once)
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    worker.run(stop)
    assert len(tries) == 2


@pytest.mark.hazard("HZ-15")
def test_a_duty_that_keeps_failing_is_told_like_a_dead_worker(heard):
    one = worker.Worker("w")
    with clock.at(NOON):
        one.do_duties()
    assert trouble(NOON + timedelta(seconds=60)) is None
    with clock.at(NOON + timedelta(seconds=150)):
        one.do_duties()
    assert trouble(NOON + timedelta(seconds=150)) == WorkerTrouble(NOON)


@pytest.mark.hazard("HZ-15")
def test_no_worker_ever_and_a_silent_worker_are_trouble_and_a_live_one_is_not():
    assert outbox.heartbeat_age(NOON) is None
    assert trouble(NOON) == WorkerTrouble(None)
    WorkerBeat.objects.create(worker="w", at=NOON)
    assert trouble(NOON + timedelta(seconds=120)) is None
    assert trouble(NOON + timedelta(seconds=121)) == WorkerTrouble(NOON)
    WorkerBeat.objects.create(worker="w2", at=NOON + timedelta(seconds=100))
    assert trouble(NOON + timedelta(seconds=121)) is None


def request_of(role: Role) -> SimpleNamespace:
    actor = SimpleNamespace(role=role)
    return SimpleNamespace(actor=actor, user=SimpleNamespace(zone="America/Denver"))


def test_the_banner_stands_on_clinicians_pages_only_and_in_their_zone():
    WorkerBeat.objects.create(worker="w", at=NOON)
    with clock.at(NOON + timedelta(minutes=5)):
        shown = context.watchdog(request_of(Role.NURSE))["watchdog"]
        assert (shown["minutes"], shown["stopped_at"].hour) == (5, 5)
        assert context.watchdog(request_of(Role.PATIENT)) == {"watchdog": None}
        assert context.watchdog(SimpleNamespace(actor=ANONYMOUS)) == {"watchdog": None}


def test_when_the_database_is_away_the_banner_stands_and_the_page_does_not_break(monkeypatch):
    def away(at):
        raise DatabaseError

    monkeypatch.setattr(context, "trouble", away)
    assert context.watchdog(request_of(Role.NURSE))["watchdog"] == {"stopped_at": None, "minutes": None}


def test_signs_of_life_of_long_gone_workers_are_dropped_but_never_the_newest():
    for days in (9, 5, 3):
        WorkerBeat.objects.create(worker=f"w{days}", at=NOON - timedelta(days=days))
    worker.forget_old_beats(NOON)
    assert list(WorkerBeat.objects.values_list("worker", flat=True)) == ["w3"]


def test_a_wrong_path_in_the_wiring_is_named(heard, monkeypatch):
    from glidepath.foundation.tests import wiring

    assert check_wiring() == []
    monkeypatch.setitem(wiring.HANDLERS, "mail", "glidepath.nowhere.at_all")
    assert ["glidepath.nowhere.at_all" in str(error.msg) for error in check_wiring()] == [True]
