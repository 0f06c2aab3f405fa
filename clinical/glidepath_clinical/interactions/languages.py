"""What a combination may do, in other languages: translations by the project, to be read by a clinician (mark D)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from glidepath_clinical.interactions.packaged import read_json


@cache
def _spanish() -> Mapping[str, str]:
    words: dict[str, str] = read_json("spanish.json")
    return words


def in_language(words: str, language: str) -> str:
    """The same words in Spanish; in English for every other language, and for words without a translation."""
    return _spanish().get(words, words) if language.split("-")[0] == "es" else words
