"""What has just changed, told to the pages that are open. A hint to look again: ids only, never health data."""

from __future__ import annotations

from collections.abc import Mapping


def announce(
    *, site_id: int, topic: str, patient_ref: str | None, audience: str, payload: Mapping[str, object] | None = None
) -> None:
    """Tell the open pages of a site, in the caller's transaction, that something changed.

    `audience` is "team" (clinicians on the person's team), "patient" (the person) or "both". Raises ValueError for
    another.
    """
    from glidepath.foundation.feed.operations import announce as store

    store(site_id=site_id, topic=topic, patient_ref=patient_ref, audience=audience, payload=payload or {})
