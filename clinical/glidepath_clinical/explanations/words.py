"""The sentences in English and Spanish, by key; the Spanish is the project's own (mark D)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Every sentence in both languages."""
    text = (resources.files("glidepath_clinical.explanations") / "data" / "words.json").read_text("utf-8")
    words: Mapping[str, Mapping[str, str]] = json.loads(text)
    return words


def words_of(key: str, language: str = "en", **values: str) -> str:
    """The sentence of a key in Spanish or else in English. Raises KeyError for a key without words."""
    return table()[key]["es" if language.split("-")[0] == "es" else "en"].format(**values)
