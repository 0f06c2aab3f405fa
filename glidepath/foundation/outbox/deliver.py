"""One delivery: first the handler, then the mark. A crash between the two delivers again, with the same key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from django.utils.module_loading import import_string

from glidepath.foundation import clock, wiring
from glidepath.foundation.outbox import operations
from glidepath.foundation.outbox.models import OutboxMessage

log = structlog.get_logger("outbox")


class NoHandler(LookupError):
    """Nobody delivers this topic: config/wiring.py names no handler for it."""


def deliver(message: OutboxMessage, at: datetime) -> bool:
    """Hand a claimed message to its handler and mark it. True when delivered and marked.

    A handler is called as `handler(payload=..., key=..., at=...)` outside any transaction. Whatever it raises
    puts the message back; only the kind of error is kept.
    """
    try:
        _handler(message.topic)(payload=message.payload, key=message.idempotency_key, at=at)
    except Exception as error:
        log.warning("outbox.failed", topic=message.topic, attempts=message.attempts, error=type(error).__name__)
        operations.put_back(message, type(error).__name__, clock.now())
        return False
    return operations.finish(message, clock.now())


def _handler(topic: str) -> Callable[..., object]:
    path = wiring.handlers().get(topic)
    if path is None:
        raise NoHandler(topic)
    handler: Callable[..., object] = import_string(path)
    return handler
