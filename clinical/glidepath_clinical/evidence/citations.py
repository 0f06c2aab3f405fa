"""Citations by key. A rule names a key; whoever reads the rule finds the source and how well it is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Final

MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "S": "seen in a source",
        "V": "verified there",
        "D": "derived here, to be signed by the site's clinical lead",
        "M": "from memory, to be confirmed",
    }
)


class UnknownCitation(LookupError):
    """No source has this key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f'no source is registered under "{key}"; add it to evidence/data/citations.json')


@dataclass(frozen=True)
class Citation:
    """One source. `mark` says how its content is known; `seen_in` says where it was read."""

    key: str
    title: str
    year: int | None
    url: str | None
    mark: str
    seen_in: str

    @property
    def mark_words(self) -> str:
        """The mark in words."""
        return MARKS[self.mark]

    @property
    def text(self) -> str:
        """One line for a page: title, year, mark."""
        year = f", {self.year}" if self.year else ""
        return f"{self.title}{year} ({self.mark_words})"


def _load() -> Mapping[str, Citation]:
    file = resources.files("glidepath_clinical.evidence") / "data" / "citations.json"
    rows = json.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType({row["key"]: Citation(**row) for row in rows})


CITATIONS: Final[Mapping[str, Citation]] = _load()


def cite(key: str) -> Citation:
    """The source of that key. Raises UnknownCitation."""
    if key not in CITATIONS:
        raise UnknownCitation(key)
    return CITATIONS[key]
