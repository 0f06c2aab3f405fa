"""The plan as a calendar file (RFC 5545): one all-day entry per step, local dates, private, silent.

The titles name no medicine, because other people see calendars; the doses stand in the description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from glidepath_clinical.tapering.forms.plain_words import WORDS, step_lines
from glidepath_clinical.tapering.forms.rendered import RenderedStep, rendered_steps

PRODUCT = "-//Glidepath//glidepath-clinical//EN"
TITLES = {
    "en": {"step": "Plan: step {number}", "hold": "Plan: stay"},
    "es": {"step": "Plan: paso {number}", "hold": "Plan: seguir igual"},
}
LONGEST_LINE = 75


def calendar_text(document: Mapping[str, Any], language: str, stamped_at: datetime) -> str:
    """The calendar; `stamped_at` is the moment of writing, with its zone.

    The present dose has an entry only when it is a dose that is kept. Raises `NoCertificate`, and
    ValueError for another language or a moment without a zone.
    """
    if stamped_at.tzinfo is None:
        raise ValueError("stamped_at has no zone")
    stamp = stamped_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for step in rendered_steps(document, language):
        first = _first_day(step, document)
        if first is not None:
            lines += _event(step, first, language, f"{document['content_hash'][:32]}-{step.number}@glidepath", stamp)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in fold(line))


def _first_day(step: RenderedStep, document: Mapping[str, Any]) -> date | None:
    if step.number > 0:
        return step.starts_on
    if step.phase != "hold":
        return None
    change = document["change"]
    return date.fromisoformat(change.get("takes_effect_on", change.get("since")))


def _event(step: RenderedStep, first: date, language: str, uid: str, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{first:%Y%m%d}")
    if step.ends_on:
        yield f"DTEND;VALUE=DATE:{step.ends_on + timedelta(days=1):%Y%m%d}"
    title = TITLES[language]["hold" if step.phase == "hold" else "step"].format(number=step.number)
    description = "\n".join([*step_lines(step, language), WORDS[language]["certificate"]])
    yield from (f"SUMMARY:{escape(title)}", f"DESCRIPTION:{escape(description)}")
    yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT")


def escape(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line break are written with a backslash."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; each further one begins with a space. No character is cut in two."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode("utf-8"))
        if size + octets > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    yield piece
