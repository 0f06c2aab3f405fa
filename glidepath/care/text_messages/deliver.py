"""Sending the answer to a text. Handler of the outbox: at least once, with the same key each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from glidepath.care.text_messages.models import IncomingText
from glidepath.foundation.notify.sms import send_sms


def reply(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Hand the words to the gateway. Whatever it raises puts the message back into the outbox."""
    row = IncomingText.objects.get(public_id=payload["text"])
    if row.reply:
        send_sms(to=row.phone, text=row.reply, key=key, at=at)
