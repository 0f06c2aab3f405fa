"""The named rule sets a plan can follow: versioned data with source, population, basis and follow-up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from glidepath_clinical.tapering.pace import Basis, Pace, Rate, SlowTail


@dataclass(frozen=True)
class Framework:
    """One published rule set. `cite` is the key of its source; `requires` what it needs before a start.

    `mark` says how the published range is known (S: seen in the source). Words marked [D] in
    `basis_note` are this project's reading and not the source's. `site_source` is there for a rule set
    that a site made for itself: what it rests on and who approved it.
    """

    id: str
    name: str
    version: str
    cite: str
    mark: str
    population: str
    published_range: str
    basis: Basis
    basis_note: str
    classes: tuple[str, ...]
    follow_up: str
    in_person: str
    requires: tuple[str, ...]
    summary: str
    pace: Pace
    site_source: str | None = None

    def is_for(self, medicine_class: str) -> bool:
        """Whether the framework was written for this class of medicine."""
        return medicine_class in self.classes


class UnknownFramework(LookupError):
    """No framework has this id; `known` lists those that exist."""

    def __init__(self, framework_id: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no framework is called {framework_id!r}; known: {', '.join(known)}")
        self.framework_id, self.known = framework_id, known


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework of this release, in the order in which they are shown."""
    text = files("glidepath_clinical.tapering").joinpath("data/frameworks.json").read_text(encoding="utf-8")
    return tuple(_framework(row) for row in json.loads(text)["frameworks"])


def find_framework(framework_id: str) -> Framework:
    """The framework with this id; raises `UnknownFramework`."""
    for framework in frameworks():
        if framework.id == framework_id:
            return framework
    raise UnknownFramework(framework_id, tuple(framework.id for framework in frameworks()))


def _framework(row: Mapping[str, Any]) -> Framework:
    words = {name: row[name] for name in _WORDS}
    return Framework(
        **words,
        basis=Basis(row["basis"]),
        classes=tuple(row["classes"]),
        requires=tuple(row["requires"]),
        pace=_pace(row),
    )


_WORDS = (
    "id", "name", "version", "cite", "mark", "population", "published_range", "basis_note",
    "follow_up", "in_person", "summary",
)  # fmt: skip


def _pace(row: Mapping[str, Any]) -> Pace:
    basis = Basis(row["basis"])
    first = Rate(basis, Fraction(row["first_target"]), Fraction(row["first_cap"])) if "first_cap" in row else None
    return Pace(
        rate=Rate(basis, Fraction(row["target"]), Fraction(row["cap"])),
        every_days=row["every_days"],
        first=first,
        tail=_tail(row["tail"]) if "tail" in row else None,
        terminal_days=tuple(row.get("terminal_days", ())),
    )


def _tail(row: Mapping[str, str]) -> SlowTail:
    rate = Rate(Basis(row["basis"]), Fraction(row["target"]), Fraction(row["cap"]))
    return SlowTail(Fraction(row["below"]), rate)
