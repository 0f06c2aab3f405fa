"""Messages that must not get lost: stored with their cause, delivered after commit, at least once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime


def enqueue(*, topic: str, payload: Mapping[str, object], key: str, due_at: datetime) -> None:
    """Store a message in the caller's transaction. The same key again changes nothing.

    `payload` carries "schema" (its version) and ids, never health data. Raises ValueError without "schema",
    NotInTransaction outside `transaction.atomic()`.
    """
    from glidepath.foundation.outbox.operations import enqueue as store

    store(topic=topic, payload=payload, key=key, due_at=due_at)


def heartbeat_age(at: datetime) -> float | None:
    """Seconds since any worker was last alive; None when none ever was."""
    from glidepath.foundation.outbox.queries import heartbeat_age as age

    return age(at)
