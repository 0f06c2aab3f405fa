"""The difference between two versions as plain values: exact decimal texts and local dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
UNITS_OF_A_DAY = "units"


@dataclass(frozen=True)
class Value:
    """One thing before and after; None where that version has no such step."""

    before: str | None
    after: str | None

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.before != self.after

    def to_json(self) -> Json:
        """Both sides."""
        return {"before": self.before, "after": self.after}


@dataclass(frozen=True)
class StepState:
    """What a version says of one step: `doses` by "product time", `units` of a day by "product strength"."""

    number: int
    phase: str
    starts_on: str | None
    ends_on: str | None
    daily: dict[str, str] = field(default_factory=dict)
    doses: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    cut_of_original: dict[str, str] = field(default_factory=dict)
    cut_of_previous: dict[str, str] = field(default_factory=dict)

    def facts(self) -> dict[str, str]:
        """Everything that can differ, by name."""
        named = {
            "daily": self.daily,
            "dose": self.doses,
            UNITS_OF_A_DAY: self.units,
            "cut_percent_of_original": self.cut_of_original,
            "cut_percent_of_previous": self.cut_of_previous,
        }
        texts = {f"{kind}: {name}": value for kind, rows in named.items() for name, value in rows.items()}
        dates = {"starts_on": self.starts_on or "before", "ends_on": self.ends_on or "open"}
        return {**texts, **dates, "phase": self.phase}


@dataclass(frozen=True)
class StepDiff:
    """The k-th step from the change on, in both versions; a step that one of them lacks is None there."""

    place: int
    before: StepState | None
    after: StepState | None

    @property
    def kind(self) -> str:
        """`same`, `changed`, `added` or `withdrawn`."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "withdrawn"
        return "changed" if self.values else "same"

    @property
    def values(self) -> dict[str, Value]:
        """What differs, by name; what one side lacks is None there."""
        old = self.before.facts() if self.before else {}
        new = self.after.facts() if self.after else {}
        pairs = {name: Value(old.get(name), new.get(name)) for name in (*old, *(n for n in new if n not in old))}
        return {name: value for name, value in pairs.items() if value.differs}

    def to_json(self) -> Json:
        """Kind, the numbers of the step in both versions, and what differs."""
        return {
            "place": self.place,
            "kind": self.kind,
            "number": {
                "before": self.before.number if self.before else None,
                "after": self.after.number if self.after else None,
            },
            "values": {name: value.to_json() for name, value in self.values.items()},
        }


@dataclass(frozen=True)
class PlanDiff:
    """The whole difference. `head` has what stands above the steps, `units` the units until the last step begins."""

    before_hash: str
    after_hash: str
    since: str | None
    head: dict[str, Value]
    steps: tuple[StepDiff, ...]
    units: dict[str, Value]

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a person takes, or when, has changed."""
        return not self.changed_head and not self.changed_units and all(step.kind == "same" for step in self.steps)

    @property
    def changed_head(self) -> dict[str, Value]:
        """What differs above the steps."""
        return {name: value for name, value in self.head.items() if value.differs}

    @property
    def changed_units(self) -> dict[str, Value]:
        """Units, by product and strength, of which another number is needed."""
        return {name: value for name, value in self.units.items() if value.differs}

    def to_json(self) -> Json:
        """The difference as JSON."""
        return {
            "before": self.before_hash,
            "after": self.after_hash,
            "since": self.since,
            "head": {name: value.to_json() for name, value in self.changed_head.items()},
            "steps": [step.to_json() for step in self.steps],
            "units": {name: value.to_json() for name, value in self.changed_units.items()},
            "is_empty": self.is_empty,
        }
