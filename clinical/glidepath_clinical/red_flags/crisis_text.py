"""Finding phrases in what people write: whole words, with or without accents, and not where they are denied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from .crisis_phrases import ACTS, ASKING, NEGATIONS, NEW_CLAUSE, THOUGHTS

_BREAK: Final = "|"
_APOSTROPHES: Final = re.compile("['\u2018\u2019\u02bc\u00b4`]")
_CLAUSE_ENDS: Final = re.compile(r"[.,;:!?¿¡()\[\]\n\r…–—]+")
_LETTERS: Final = re.compile(r"[^\W_]+|\|")
_REACH: Final = 6  # words between a negation and what it denies


class Said(NamedTuple):
    """A phrase that was written and not denied; `act` for an act or a plan, else a thought."""

    phrase: str
    act: bool


def crisis_phrase(text: str) -> Said | None:
    """The gravest phrase of crisis in a text, or None. A phrase counts when it stands anywhere without a denial."""
    words = _words(text)
    found = [said for place in range(len(words)) for said in _at(words, place)]
    return next((said for said in found if said.act), found[0] if found else None)


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))
    parted = _CLAUSE_ENDS.sub(f" {_BREAK} ", _APOSTROPHES.sub("", kept))
    return tuple(_BREAK if word in NEW_CLAUSE else word for word in _LETTERS.findall(parted))


def _at(words: tuple[str, ...], place: int) -> Iterable[Said]:
    for phrase, act in _BY_FIRST_WORD.get(words[place], ()):
        if words[place : place + len(phrase)] == phrase and not _denied(words, place):
            yield Said(" ".join(phrase), act)


def _denied(words: tuple[str, ...], place: int) -> bool:
    """Whether a negation stands before, with nothing in between but words that keep its meaning."""
    between: set[str] = set()
    for back in range(place - 1, max(-1, place - 2 - _REACH), -1):
        allowed = NEGATIONS.get(words[back])
        if allowed is not None and between <= allowed:
            return not any(words[max(0, back - len(asks)) : back] == asks for asks in ASKING)
        between.add(words[back])
    return False


def _by_first_word() -> Mapping[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for phrases, act in ((ACTS, True), (THOUGHTS, False)):
        for phrase in phrases:
            words = tuple(phrase.split())
            index.setdefault(words[0], []).append((words, act))
    return {word: tuple(entries) for word, entries in index.items()}


_BY_FIRST_WORD: Final = _by_first_word()
