"""Rows of "what to take today" from the frozen rendering: nothing is computed here, only laid out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glidepath.foundation.pieces.tablets import Glyph, UnreadableDose, glyphs_for

TIMES: dict[str, tuple[str, str | Promise]] = {
    "morning": ("sunrise", _("Morning")),
    "noon": ("sun", _("Noon")),
    "evening": ("moon", _("Evening")),
    "bedtime": ("bed", _("Bedtime")),
}


@dataclass(frozen=True)
class DoseRow:
    """One time of day: icon, its name, glyph groups, and the instruction word for word."""

    icon: str
    time_name: str | Promise
    clock: str
    groups: list[list[Glyph]]
    words: str
    taken_at: str
    took_url: str
    undo_url: str


def dose_rows(doses: Iterable[Mapping[str, Any]]) -> list[DoseRow]:
    """One row per entry of the frozen rendering, in its order.

    Each entry: time_of_day, units, words, and optionally form (default tablet), clock ("8:00"), taken_at (words of
    the time it was taken), took_url and undo_url (addresses that take a POST). Raises UnreadableDose.
    """
    return [_row(dose) for dose in doses]


def _row(dose: Mapping[str, Any]) -> DoseRow:
    time_of_day = str(getattr(dose.get("time_of_day"), "value", dose.get("time_of_day")))
    if time_of_day not in TIMES:
        raise UnreadableDose(f"time_of_day: {time_of_day!r} is none of {', '.join(TIMES)}")
    if not dose.get("words"):
        raise UnreadableDose(f"words: missing for {time_of_day}; a drawing alone is no instruction")
    icon, name = TIMES[time_of_day]
    return DoseRow(
        icon=icon,
        time_name=name,
        clock=str(dose.get("clock") or ""),
        groups=glyphs_for(dose.get("units") or (), str(dose.get("form") or "tablet")),
        words=str(dose["words"]),
        taken_at=str(dose.get("taken_at") or ""),
        took_url=str(dose.get("took_url") or ""),
        undo_url=str(dose.get("undo_url") or ""),
    )
