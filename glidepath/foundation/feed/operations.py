"""Writing to the feed, and clearing what no page can still be waiting for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from glidepath.foundation.feed.models import Audience, FeedEntry
from glidepath.foundation.statements import insert

KEPT = timedelta(days=2)
SCHEMA = 1
BOTH = "both"


def announce(
    *, site_id: int, topic: str, patient_ref: str | None, audience: str, payload: Mapping[str, object]
) -> None:
    """Store a line for each audience. Raises ValueError for an unknown one, and for a topic with a line break in it."""
    if "\n" in topic or "\r" in topic:
        raise ValueError("A topic is one word")
    said = {"site_id": site_id, "topic": topic, "patient_ref": patient_ref, "payload": {"schema": SCHEMA, **payload}}
    heard_by = tuple(Audience) if audience == BOTH else (Audience(audience),)
    insert(*(FeedEntry(audience=one, **said) for one in heard_by))


def forget_old(at: datetime) -> None:
    """A duty of the worker: drop lines older than two days, but never the newest (ids must keep growing)."""
    newest = FeedEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    FeedEntry.objects.filter(at__lt=at - KEPT).exclude(pk=newest).delete()
