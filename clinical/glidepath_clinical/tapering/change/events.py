"""One entry of the log of a plan: what was decided, on which local date, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from glidepath_clinical.tapering.change.cannot import CannotChange
from glidepath_clinical.tapering.fields import Fields, UnusableInput

KINDS = (
    "hold",
    "resume",
    "ease",
    "step_back",
    "re_pace",
    "stop",
    "urgent_change",
    "rotate",
    "convert_release",
)
BY = ("patient", "clinician")
REVIEWED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Event:
    """`on` is the local date of the decision; `fields` holds what only this kind of event has."""

    kind: str
    on: date
    by: str
    fields: Fields
    raw: Mapping[str, Any]

    @classmethod
    def from_json(cls, raw: object, path: str) -> Event:
        """Reads what every event has; raises `UnusableInput` that names the field."""
        fields = Fields(raw, path)
        kind = fields.one_of("kind", KINDS)
        return cls(kind, fields.on("on"), fields.one_of("by", BY), fields, fields.whole_copy())

    def check_who(self) -> None:
        """A person can hold at once; everything else is a clinician's to decide."""
        if self.kind != "hold" and self.by != "clinician":
            raise CannotChange("clinician_only", f"{self.kind} is for a clinician to decide; the person can hold", "by")

    def day(self, name: str) -> date:
        """A local date of this event that does not lie before the decision."""
        day = self.fields.on(name)
        if day < self.on:
            raise UnusableInput(self.fields.path(name), f"lies before {self.on}; the past is not rewritten")
        return day

    def day_or_open(self, name: str) -> date | None:
        """Such a date, or None for the word "open"."""
        return None if self.fields.raw(name) == "open" else self.day(name)

    def ordered_by(self) -> dict[str, str]:
        """Prescriber and reason, both needed."""
        return {"prescriber": self.fields.text("prescriber"), "reason": self.fields.text("reason")}

    def review_due_at(self) -> str:
        """When an urgent change must have been reviewed: 24 hours after `at`, a date and time with its offset."""
        path = self.fields.path("at")
        try:
            at = datetime.fromisoformat(self.fields.text("at"))
        except ValueError as error:
            if isinstance(error, UnusableInput):
                raise
            raise UnusableInput(path, "is not a date and time; write it as 2027-01-11T14:30-05:00") from error
        if at.tzinfo is None:
            raise UnusableInput(path, "has no offset from UTC; write it as 2027-01-11T14:30-05:00")
        if at.date() != self.on:
            raise UnusableInput(path, f"is not on {self.on}")
        return (at + REVIEWED_WITHIN).isoformat()
