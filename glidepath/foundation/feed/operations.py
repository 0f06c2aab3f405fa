"""Writing to the feed, and clearing what no page can still be waiting for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from glidepath.foundation.feed.models import Audience, FeedEntry

KEPT = timedelta(days=2)
SCHEMA = 1


def announce(
    *, site_id: int, topic: str, patient_ref: str | None, audience: str, payload: Mapping[str, object]
) -> FeedEntry:
    """Store one line. Raises ValueError for an unknown audience, and for a topic with a line break in it."""
    if "\n" in topic or "\r" in topic:
        raise ValueError("A topic is one word")
    return FeedEntry.objects.create(
        site_id=site_id,
        topic=topic,
        patient_ref=patient_ref,
        audience=Audience(audience),
        payload={"schema": SCHEMA, **payload},
    )


def forget_old(at: datetime) -> None:
    """A duty of the worker: drop lines older than two days, but never the newest (ids must keep growing)."""
    newest = FeedEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    FeedEntry.objects.filter(at__lt=at - KEPT).exclude(pk=newest).delete()
