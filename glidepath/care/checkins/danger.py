"""Danger told in an entry that could not be stored: it is never dropped with it.

Read from what was sent, not from a checked form: exactly then the form could not be read. It is no answer of now and
no rule counts it as one; the team is told what was written, when, when it came, and why it was not stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from glidepath_clinical.red_flags.crisis_text import crisis_phrase

from glidepath.care.checkins.daily import CANNOT_WAIT, NEEDS_HELP_NOW
from glidepath.foundation import audit, events
from glidepath.foundation.access import Actor
from glidepath.record.patients.models import Patient

LONG_WITHOUT = 3  # days; as in the rule `doses_not_taken`
LONGEST = 20_000  # letters of one field that are looked through
_DIGITS = re.compile(r"[0-9]{1,9}")
NOT_SENT = ("", "false", "off", "0")


@dataclass(frozen=True)
class Danger:
    """What was told: signs by their question, and the first words of crisis."""

    signs: tuple[str, ...]
    words: str

    @property
    def is_now(self) -> bool:
        """Whether somebody must look at once: a sign that needs help now, or words of crisis."""
        return bool(self.words) or any(sign in NEEDS_HELP_NOW for sign in self.signs)


@dataclass(frozen=True)
class NotStored:
    """Why an entry was not stored (a code), when it says it was answered (as sent), the id it carried, who told it."""

    why: str
    answered: str
    entry_id: str
    informant: str


def danger_in(sent: Any) -> Danger | None:
    """The danger in the fields of an entry as they were sent; None when there is none."""
    fields = list(_fields(sent))
    ticked = {value for name, value in fields if name == "signs"} | {
        name for name, value in fields if value not in NOT_SENT
    }
    signs = [name for name in CANNOT_WAIT if name in ticked]
    if any(
        name == "days_not_taken" and _DIGITS.fullmatch(value) and int(value) >= LONG_WITHOUT for name, value in fields
    ):
        signs.append("days_not_taken")
    found = (crisis_phrase(value[:LONGEST]) for _name, value in fields)
    said = next((one for one in found if one is not None), None)
    return Danger(tuple(signs), said.phrase if said else "") if signs or said else None


def _fields(sent: Any) -> Iterator[tuple[str, str]]:
    for name in sent:
        values = sent.getlist(name) if hasattr(sent, "getlist") else [sent[name]]
        yield from ((str(name), str(value).strip()) for value in values)


def not_stored(sent: Mapping[str, Any], why: str, informant: str = "patient") -> NotStored:
    """What is known about an entry that was refused."""
    return NotStored(why, str(sent.get("answered_at") or "")[:40], _id_of(sent), informant)


def _id_of(sent: Mapping[str, Any]) -> str:
    """The id it carried; what was sent, in short, when that is no id: the same entry sent again alarms once."""
    given = str(sent.get("client_uuid") or "")
    told = repr(sorted((name, value) for name, value in _fields(sent) if name != "csrfmiddlewaretoken"))
    return given if len(given) == 36 else sha256(told.encode()).hexdigest()[:36]


@transaction.atomic
def tell_of_danger(*, by: Actor, patient: Patient, danger: Danger, entry: NotStored, at: datetime) -> None:
    """Have the team told. What the entry said stays in its alert; the entry itself is no answer."""
    ref = f"not_stored:{entry.entry_id}"
    audit.record(by=by, action="danger.not_stored", object_ref=ref, patient_ref=patient.ref, at=at)
    events.publish("danger.not_stored", patient_id=patient.pk, danger=danger, entry=entry, at=at)
