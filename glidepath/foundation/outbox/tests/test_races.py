"""Several workers at once: within a lease a message has one holder, and none is left out."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction

from glidepath.foundation import outbox
from glidepath.foundation.outbox import operations
from glidepath.foundation.outbox.models import MessageState, OutboxMessage
from glidepath.foundation.outbox.operations import LEASE
from glidepath.foundation.tests.cast import NOON

WORKERS = 4
MESSAGES = 120

pytestmark = pytest.mark.django_db(transaction=True)


def fill() -> None:
    with transaction.atomic():
        for number in range(MESSAGES):
            outbox.enqueue(topic="mail", payload={"schema": 1}, key=f"k{number}", due_at=NOON)


def race(work) -> None:
    """Run `work(name)` in several threads that start together; the first error of any is raised."""
    start, errors = threading.Barrier(WORKERS), []

    def run(name: str) -> None:
        try:
            start.wait()
            work(name)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(f"w{number}",)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_within_a_lease_every_message_is_taken_by_exactly_one_worker():
    fill()
    taken: list[str] = []

    def work(name: str) -> None:
        for _ in range(MESSAGES):
            taken.extend(message.idempotency_key for message in operations.claim(name, NOON, most=7))

    race(work)
    assert Counter(taken) == Counter({f"k{number}": 1 for number in range(MESSAGES)})


def test_when_leases_run_out_the_messages_of_the_lost_go_to_exactly_one_other_worker():
    fill()
    lost = operations.claim("lost", NOON, most=MESSAGES)
    assert len(lost) == MESSAGES
    taken: list[str] = []
    race(lambda name: taken.extend(m.idempotency_key for m in operations.claim(name, NOON + LEASE, most=MESSAGES)))
    assert len(taken) == len(set(taken))
    taken += [m.idempotency_key for m in operations.claim("rest", NOON + LEASE, most=MESSAGES)]
    assert Counter(taken) == Counter(m.idempotency_key for m in lost)


def test_of_all_who_try_to_mark_the_same_message_exactly_one_succeeds():
    fill()
    (message,) = operations.claim("w", NOON, most=1)
    marked: list[bool] = []
    race(lambda name: marked.append(operations.finish(message, NOON)))
    assert sorted(marked) == [False] * (WORKERS - 1) + [True]


@pytest.mark.hazard("HZ-14")
def test_workers_that_die_half_way_lose_nothing():
    fill()
    delivered: Counter[str] = Counter()

    def work(name: str) -> None:
        for round_number in range(40):
            moment = NOON + round_number * (LEASE + timedelta(seconds=1))
            for number, message in enumerate(operations.claim(name, moment, most=5)):
                if (round_number + number) % 3 == 0:
                    break  # the process dies here: the rest keeps its lease and is never touched again by us
                delivered[message.idempotency_key] += 1
                operations.finish(message, moment)

    race(work)
    later = NOON + timedelta(days=2)
    for message in operations.claim("last", later, most=MESSAGES):
        delivered[message.idempotency_key] += 1
        operations.finish(message, later)
    states = set(OutboxMessage.objects.exclude(state=MessageState.QUARANTINED).values_list("state", flat=True))
    assert states == {MessageState.DONE}
    given_up = OutboxMessage.objects.filter(state=MessageState.QUARANTINED).count()
    assert len(delivered) + given_up >= MESSAGES


def test_enqueueing_the_same_key_from_everywhere_at_once_stores_it_once():
    def work(name: str) -> None:
        with transaction.atomic():
            outbox.enqueue(topic="mail", payload={"schema": 1}, key="one", due_at=NOON)

    race(work)
    assert OutboxMessage.objects.count() == 1
