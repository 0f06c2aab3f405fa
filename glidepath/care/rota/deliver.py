"""Telling the next person that a hand-over waits. A handler of outbox messages; the words stay on the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from glidepath.foundation.notify.operations import tell
from glidepath.record.sites.models import HandOver


def hand_over_written(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Tell the person for whom it is, unless they have confirmed it meanwhile."""
    row = HandOver.objects.select_related("user").get(public_id=payload["hand_over"])
    if row.taken_at is None and row.user.is_active:
        about = {"about": f"hand_over:{row.public_id}", "opens": reverse("rota:hand_over"), "site_id": row.site_id}
        tell(row.user, "something_new", key=key, at=at, on_call=True, **about)
