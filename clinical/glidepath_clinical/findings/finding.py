"""The three answers of a rule. "Nothing found" is only said when every needed answer was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Urgency(StrEnum):
    """How soon a person must look: RED now, ORANGE the same day, YELLOW the next working day."""

    RED = "RED"
    ORANGE = "ORANGE"
    YELLOW = "YELLOW"

    @property
    def rank(self) -> int:
        """0 for the most urgent; use this to sort, never the name."""
        return list(Urgency).index(self)


def most_urgent(urgencies: Iterable[Urgency]) -> Urgency | None:
    """The most urgent of several, None for none."""
    return min(urgencies, key=lambda urgency: urgency.rank, default=None)


@dataclass(frozen=True)
class Fact:
    """One met criterion for translation: the key of its sentence and the values in it."""

    reason_key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A rule's criterion is met.

    `because` holds short English facts with their numbers, the most urgent first; `facts` are the same for
    translation, and `reason_key` and `values` are the first of them. `sources` are the ids of the readings that
    led here. `missing` names needed answers that were not there; it is empty for RED, where nothing could be
    more urgent.
    """

    rule: str
    urgency: Urgency
    domain: str
    because: tuple[str, ...]
    reason_key: str
    values: Mapping[str, str] = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Unanswerable:
    """No criterion is met, but a needed answer is missing or stale: never to be read as safe."""

    rule: str
    missing: tuple[str, ...]
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failed:
    """The rule itself broke. `error` is the type's name only, so that no patient data leaks into it."""

    rule: str
    error: str


@dataclass(frozen=True)
class Evaluation:
    """Everything the rules said about one picture; `found` is sorted with the most urgent first."""

    found: tuple[Finding, ...] = ()
    unanswerable: tuple[Unanswerable, ...] = ()
    failed: tuple[Failed, ...] = ()

    @property
    def urgency(self) -> Urgency | None:
        """The most urgent finding; a failed rule is RED because nobody knows what it would have said."""
        urgencies = [finding.urgency for finding in self.found]
        return Urgency.RED if self.failed else most_urgent(urgencies)

    @property
    def all_clear(self) -> bool:
        """True only when every rule could answer and none found anything."""
        return not (self.found or self.unanswerable or self.failed)
