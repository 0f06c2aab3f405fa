"""Sending the answer to a text. Handler of the outbox: at least once, with the same key each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from glidepath.care.text_messages.models import IncomingText, PhoneLine
from glidepath.foundation.notify.sms import send_sms


def reply(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Hand the words to the gateway. Whatever it raises puts the message back into the outbox."""
    row = IncomingText.objects.get(public_id=payload["text"])
    if row.reply and not _taken_off(row):
        send_sms(to=row.phone, text=row.reply, key=key, at=at)


def _taken_off(row: IncomingText) -> bool:
    """Whether the phone was joined when it wrote and is not any more: somebody else may hold it now."""
    return row.patient_id is not None and not PhoneLine.objects.filter(patient=row.patient, phone=row.phone).exists()
