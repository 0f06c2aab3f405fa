"""Which ingredient belongs to which class, and how well that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from glidepath_clinical.interactions.packaged import read_json


class UnknownTerm(LookupError):
    """A rule names neither a class nor an ingredient that is known."""


@dataclass(frozen=True)
class MedicineClass:
    """One class. `seen` members stand in `source`; `from_memory` are to be confirmed by a pharmacist."""

    key: str
    words: str
    source: str
    seen: frozenset[str]
    from_memory: frozenset[str]

    @property
    def members(self) -> frozenset[str]:
        """Every ingredient of the class."""
        return self.seen | self.from_memory

    def mark(self, ingredient: str) -> str:
        """How sure it is that this ingredient belongs here: S seen in the source, M from memory."""
        return "S" if ingredient in self.seen else "M"


def _class(key: str, row: Mapping[str, Any]) -> MedicineClass:
    seen = row["seen"]
    return MedicineClass(
        key, row["words"], seen["source"], frozenset(seen["members"]), frozenset(row["memory"]) - set(seen["members"])
    )


CLASSES: Final[Mapping[str, MedicineClass]] = MappingProxyType(
    {key: _class(key, row) for key, row in read_json("classes.json")["classes"].items()}
)


@cache
def members_of(terms: tuple[str, ...]) -> frozenset[str]:
    """The ingredients of several classes or single ingredients."""
    found: set[str] = set()
    for term in terms:
        found |= CLASSES[term].members if term in CLASSES else {term}
    return frozenset(found)
