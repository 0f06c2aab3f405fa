"""Storing, taking, finishing and giving up messages. Every change of state is a compare-and-swap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from glidepath.foundation import events
from glidepath.foundation.outbox.models import MessageState, OutboxMessage

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 10


class NotInTransaction(RuntimeError):
    """A message must be stored in the same transaction as its cause."""


def enqueue(*, topic: str, payload: Mapping[str, object], key: str, due_at: datetime) -> None:
    """Store a message. The same key again changes nothing."""
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{topic} must be enqueued inside transaction.atomic()")
    if "schema" not in payload:
        raise ValueError(f'The payload of {topic} must carry "schema"')
    row = OutboxMessage(topic=topic, payload=dict(payload), idempotency_key=key, next_at=due_at)
    OutboxMessage.objects.bulk_create([row], ignore_conflicts=True)


def claim(worker: str, at: datetime, most: int = 20) -> list[OutboxMessage]:
    """Take up to `most` messages that are due, or whose lease ran out, for LEASE. Nobody else gets them meanwhile."""
    with transaction.atomic():
        found = list(_free(at).order_by("next_at", "pk")[:most])
        worn_out = [message for message in found if message.attempts >= MOST_ATTEMPTS]
        for message in worn_out:
            _quarantine(message, "WorkerLost")
        return [message for message in found if message not in worn_out and _take(message, worker, at)]


def finish(message: OutboxMessage, at: datetime) -> bool:
    """Mark as delivered. False when the lease had run out and somebody else has the message now."""
    return _swap(message, state=MessageState.DONE, done_at=at, lease_until=None, last_error="")


def put_back(message: OutboxMessage, error: str, at: datetime) -> bool:
    """Try again later, each time after twice the pause; after the last attempt put it in quarantine."""
    if message.attempts >= MOST_ATTEMPTS:
        return _quarantine(message, error)
    pause = min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE)
    return _swap(message, state=MessageState.PENDING, next_at=at + pause, lease_until=None, last_error=error)


def release(message: OutboxMessage, at: datetime) -> bool:
    """Give an undelivered message back at once, its attempt not counted: this worker is going home."""
    return _swap(message, state=MessageState.PENDING, next_at=at, lease_until=None, attempts=F("attempts") - 1)


@transaction.atomic
def _quarantine(message: OutboxMessage, error: str) -> bool:
    if not _swap(message, state=MessageState.QUARANTINED, lease_until=None, last_error=error):
        return False
    events.publish(
        "outbox.quarantined", topic=message.topic, key=message.idempotency_key, payload=message.payload, error=error
    )
    return True


def _free(at: datetime) -> QuerySet[OutboxMessage]:
    due = Q(state=MessageState.PENDING, next_at__lte=at)
    abandoned = Q(state=MessageState.LEASED, lease_until__lte=at)
    rows = OutboxMessage.objects.filter(due | abandoned)
    return rows.select_for_update(skip_locked=True) if connection.features.has_select_for_update_skip_locked else rows


def _take(message: OutboxMessage, worker: str, at: datetime) -> bool:
    taken = _swap(
        message, state=MessageState.LEASED, lease_until=at + LEASE, leased_by=worker, attempts=message.attempts + 1
    )
    if taken:
        message.refresh_from_db()
    return taken


def _swap(message: OutboxMessage, **changed: object) -> bool:
    """Change the row only if it still is as this worker saw it: same state, same lease, same count."""
    seen = OutboxMessage.objects.filter(
        pk=message.pk, state=message.state, attempts=message.attempts, leased_by=message.leased_by
    )
    return seen.update(**changed) == 1
