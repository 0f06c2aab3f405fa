"""The two answers to a request: a plan with its certificate, or a refusal with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from glidepath_clinical.tapering.fresh_copy import fresh_copy
from glidepath_clinical.tapering.refusals import Refusal


@dataclass(frozen=True)
class Planned:
    """A complete plan. `document` is its JSON; take a copy with `to_json`."""

    document: dict[str, Any]

    @property
    def holds(self) -> bool:
        """Whether the certificate holds; a plan without it is never shown."""
        return bool(self.document["certificate"]["holds"])

    def to_json(self) -> dict[str, Any]:
        """The plan as JSON, independent of this object."""
        copied: dict[str, Any] = fresh_copy(self.document)
        return copied


@dataclass(frozen=True)
class Refused:
    """No plan. `document` is the answer's JSON; `refusals` are the reasons in it."""

    refusals: tuple[Refusal, ...]
    document: dict[str, Any]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all reasons."""
        return tuple(refusal.code for refusal in self.refusals)

    def to_json(self) -> dict[str, Any]:
        """The refusal as JSON, independent of this object."""
        copied: dict[str, Any] = fresh_copy(self.document)
        return copied
