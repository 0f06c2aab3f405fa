"""Reads about phones and texts."""

from __future__ import annotations

from datetime import datetime

from glidepath.care.text_messages.models import PhoneLine, PhoneTakenOff


def line_of(patient_id: int) -> PhoneLine | None:
    """The person's phone, joined or about to be."""
    return PhoneLine.objects.filter(patient_id=patient_id).first()


def waits_for_code(line: PhoneLine | None, at: datetime) -> bool:
    """Whether a code was given out that still counts."""
    return line is not None and line.code_ends_at is not None and line.code_ends_at > at


def taken_off(patient_id: int, limit: int = 10) -> list[PhoneTakenOff]:
    """When the team took a phone of this person off, newest first."""
    return list(PhoneTakenOff.objects.filter(patient_id=patient_id).select_related("by")[:limit])
