"""One English sentence of the engine in Spanish: found by its pattern, filled with the same numbers and names.

In `sentences.json` {name} is taken over as it stands, and {name*} is turned into Spanish itself where it has any: the
basis of a percentage, the range of a framework, a reason inside a sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from glidepath_clinical.tapering.frameworks import frameworks
from glidepath_clinical.tapering.spanish.frameworks import framework_words

PLACE = re.compile(r"\\{(\w+)(\\\*)?\\}")
"""A place in a pattern, after escaping."""


def in_spanish(sentence: str) -> str | None:
    """The sentence in Spanish, None where it has none. Every number of it stands in the answer unchanged."""
    known = _words().get(sentence)
    if known is not None:
        return known
    for pattern, spanish in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return spanish.format_map(_Filled(found.groupdict()))
    return None


class _Filled(dict[str, str]):
    """The places of a sentence; `name*` is the Spanish of what stands at `name`, or that itself."""

    def __missing__(self, name: str) -> str:
        text = self[name.removesuffix("*")]
        return in_spanish(text) or text


@cache
def _patterns() -> Sequence[tuple[re.Pattern[str], str]]:
    """Each English sentence as a pattern; the most exact first, so that a longer one is not taken for a shorter."""
    rows: list[list[str]] = _read("sentences.json")
    by_fixed_words = sorted(rows, key=lambda row: -len(re.sub(r"\{.*?\}", "", row[0])))
    return tuple((_pattern(english), spanish) for english, spanish in by_fixed_words)


def _pattern(english: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def place(found: re.Match[str]) -> str:
        name = found[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.+?)"

    return re.compile(PLACE.sub(place, re.escape(english)), re.DOTALL)


@cache
def _words() -> Mapping[str, str]:
    """Single words, and the words of the frameworks that stand inside sentences."""
    words: dict[str, str] = _read("words.json")
    for framework in frameworks():
        spanish = framework_words()[framework.id]
        words |= {getattr(framework, name): spanish[name] for name in ("name", "published_range", "basis_note")}
    return words


def _read(name: str) -> Any:
    return json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
