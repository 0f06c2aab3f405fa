"""Reads about messages and workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max

from glidepath.foundation.outbox.models import MessageState, OutboxMessage, WorkerBeat

SILENT_AFTER = 120.0
LATE = timedelta(seconds=SILENT_AFTER)


@dataclass(frozen=True)
class WorkerTrouble:
    """No worker alive for too long, or one of its duties failing for too long. `since` None: never was one."""

    since: datetime | None


def heartbeat_age(at: datetime) -> float | None:
    """Seconds since any worker was last alive; None when none ever was."""
    last = WorkerBeat.objects.aggregate(last=Max("at"))["last"]
    return None if last is None else max(0.0, (at - last).total_seconds())


def trouble(at: datetime) -> WorkerTrouble | None:
    """Why the alert lists may be incomplete now: no worker, a duty that fails, a full queue. None: all is well."""
    beats = list(WorkerBeat.objects.order_by("-at")[:10])
    if not beats:
        return WorkerTrouble(None)
    newest = beats[0]
    if (at - newest.at).total_seconds() > SILENT_AFTER:
        return WorkerTrouble(newest.at)
    failing = [datetime.fromisoformat(since) for since in newest.failing.values()]
    long = [since for since in failing if (at - since).total_seconds() > SILENT_AFTER]
    return WorkerTrouble(min(long)) if long else _backlog(at)


def _backlog(at: datetime) -> WorkerTrouble | None:
    """Messages that are due since long and that no worker has even tried: more comes in than goes out."""
    late = OutboxMessage.objects.filter(state=MessageState.PENDING, attempts=0, next_at__lt=at - LATE)
    oldest = late.order_by("next_at").values_list("next_at", flat=True).first()
    return WorkerTrouble(oldest) if oldest else None


def counts() -> dict[str, int]:
    """How many messages stand in each state."""
    rows = OutboxMessage.objects.values_list("state").annotate(n=Count("pk"))
    return dict.fromkeys(MessageState.values, 0) | dict(rows)
