"""Messages: stored with their cause, delivered before they are marked, tried again, given up aloud."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from glidepath.foundation import clock, outbox
from glidepath.foundation.outbox import operations
from glidepath.foundation.outbox.deliver import deliver
from glidepath.foundation.outbox.models import MessageState, OutboxMessage
from glidepath.foundation.outbox.operations import FIRST_PAUSE, LEASE, LONGEST_PAUSE, MOST_ATTEMPTS
from glidepath.foundation.tests.cast import NOON

SECOND = timedelta(seconds=1)


def put(key: str = "k1", topic: str = "mail", due_at=NOON) -> OutboxMessage:
    outbox.enqueue(topic=topic, payload={"schema": 1, "id": key}, key=key, due_at=due_at)
    return OutboxMessage.objects.get(idempotency_key=key)


def work_at(moment, worker: str = "w1") -> list[bool]:
    """One worker takes and delivers all that is due at a moment."""
    with clock.at(moment):
        return [deliver(message, moment) for message in operations.claim(worker, moment)]


def test_a_message_is_delivered_once_with_its_key_and_marked(db, heard):
    put()
    assert work_at(NOON) == [True]
    assert work_at(NOON + 1000 * SECOND) == []
    assert heard == [{"payload": {"schema": 1, "id": "k1"}, "key": "k1", "at": NOON}]
    assert OutboxMessage.objects.get().state == MessageState.DONE


def test_the_same_key_twice_is_one_message_and_does_not_break_the_transaction(db, heard):
    with transaction.atomic():
        put()
        put()
        put("k2")
    assert OutboxMessage.objects.count() == 2


def test_a_message_that_is_not_due_waits(db, heard):
    put(due_at=NOON + SECOND)
    assert work_at(NOON) == []
    assert work_at(NOON + SECOND) == [True]


def test_a_message_falls_with_its_cause(transactional_db):
    with pytest.raises(RuntimeError), transaction.atomic():
        put()
        raise RuntimeError
    assert not OutboxMessage.objects.exists()


def test_outside_a_transaction_nothing_is_stored(transactional_db):
    with pytest.raises(operations.NotInTransaction):
        put()


def test_a_payload_without_schema_is_refused(db):
    with pytest.raises(ValueError, match="schema"):
        outbox.enqueue(topic="mail", payload={}, key="k", due_at=NOON)


@pytest.mark.hazard("HZ-14")
def test_a_crash_between_delivery_and_mark_delivers_again_with_the_same_key(db, heard, monkeypatch):
    put()
    with monkeypatch.context() as crash:
        crash.setattr(operations, "finish", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            work_at(NOON)
    assert work_at(NOON + LEASE - SECOND, "w2") == []
    assert work_at(NOON + LEASE, "w2") == [True]
    assert [given["key"] for given in heard] == ["k1", "k1"]


def test_a_worker_whose_lease_ran_out_cannot_mark_what_another_has_now(db, heard):
    put()
    (mine,) = operations.claim("w1", NOON)
    (theirs,) = operations.claim("w2", NOON + LEASE)
    assert not operations.finish(mine, NOON + LEASE)
    assert not operations.put_back(mine, "Late", NOON + LEASE)
    assert operations.finish(theirs, NOON + LEASE)


def test_after_a_failure_the_pause_doubles_up_to_an_hour(db, heard):
    put(topic="poison")
    moment, pauses = NOON, []
    for _ in range(MOST_ATTEMPTS - 1):
        assert work_at(moment) == [False]
        due = OutboxMessage.objects.get().next_at
        pauses.append(due - moment)
        assert work_at(due - SECOND) == []
        moment = due
    assert pauses[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert all(pause <= LONGEST_PAUSE for pause in pauses)


@pytest.mark.hazard("HZ-15")
def test_poison_ends_in_quarantine_and_somebody_is_told(db, heard):
    put(topic="poison")
    for number in range(MOST_ATTEMPTS + 3):
        work_at(NOON + number * LONGEST_PAUSE)
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == (MessageState.QUARANTINED, MOST_ATTEMPTS)
    told = [given for given in heard if given.get("topic") == "poison"]
    assert [(given["key"], given["error"]) for given in told] == [("k1", "ConnectionError")]


def test_of_an_error_only_its_kind_is_kept(db, heard):
    put(topic="poison")
    work_at(NOON)
    assert OutboxMessage.objects.get().last_error == "ConnectionError"


def test_a_message_that_kills_every_worker_ends_in_quarantine(db, heard):
    put()
    for number in range(MOST_ATTEMPTS):
        assert len(operations.claim(f"w{number}", NOON + number * LEASE)) == 1
    assert operations.claim("last", NOON + MOST_ATTEMPTS * LEASE) == []
    assert OutboxMessage.objects.get().state == MessageState.QUARANTINED
    assert heard[-1]["error"] == "WorkerLost"


def test_a_topic_without_handler_is_a_failure_not_a_loss(db, heard):
    put(topic="unknown")
    assert work_at(NOON) == [False]
    message = OutboxMessage.objects.get()
    assert (message.state, message.last_error) == (MessageState.PENDING, "NoHandler")


def test_what_a_worker_gives_back_is_free_at_once_and_costs_no_attempt(db, heard):
    put()
    (message,) = operations.claim("w1", NOON)
    assert operations.release(message, NOON)
    (again,) = operations.claim("w2", NOON)
    assert again.attempts == 1
