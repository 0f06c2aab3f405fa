"""What the words of an order tell of its medicine: an opioid, something known to be none, or nothing certain.

Words never give a strength. A name that stands on neither list may be an opioid, and is said to be one that may.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from glidepath_clinical.medicines.packaged import read_json

_OPIOIDS = read_json("opioid_names.json")
_OTHERS = read_json("known_non_opioids.json")


def plain(words: str) -> str:
    """The words in small letters, without accents ("codeína" is "codeina") and with single spaces."""
    if words.isascii():
        return " ".join(words.lower().split())
    apart = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


_WORDS: Final[Mapping[str, str]] = {
    **{name: name for name in (*_OPIOIDS["ingredients"], *_OPIOIDS["ingredients_from_memory"])},
    **_OPIOIDS["other_names"],
    **_OPIOIDS["brands"],
    **_OPIOIDS["spellings"],
}
KNOWN_OPIOIDS: Final = frozenset(_WORDS.values())
"""Every opioid by its usual name."""


class _Names:
    """Finds names in plain words: where one begins a word and does not go on ("oxycodone5mg" names oxycodone,
    "tylenol 325" is not "tylenol 3"), the longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first_word: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            self._by_first_word.setdefault(_RUN.findall(name)[0], []).append(name)

    def found_in(self, written: str) -> Iterator[tuple[int, str]]:
        """Each name with its place; no two share a letter."""
        free_from = 0
        for run in _RUN.finditer(written):
            place = run.start()
            for name in self._by_first_word.get(run[0], ()) if place >= free_from else ():
                if written.startswith(name, place) and not _goes_on(name, written[place + len(name) :]):
                    yield place, name
                    free_from = place + len(name)
                    break

    def without(self, written: str) -> str:
        """The words with every name taken out."""
        parts, end = [], 0
        for place, name in self.found_in(written):
            parts.append(written[end:place])
            end = place + len(name)
        return " ".join([*parts, written[end:]])


def _goes_on(name: str, rest: str) -> bool:
    return rest[:1].isalpha() if name[-1].isalpha() else rest[:1].isdigit()


_RUN = re.compile("[a-z]+")
_OPIOID = _Names(_WORDS)
_OTHER = _Names(_OTHERS["names"])
_PASSED_OVER: Final = frozenset(_OTHERS["passed_over"])
_LETTERS = re.compile(r"[^\W\d_](?:[^\W_]|[-/'])*")


def opioids_in(words: str) -> tuple[str, ...]:
    """The opioids that the words name, in their order, by their usual names."""
    return tuple(_WORDS[name] for _, name in _OPIOID.found_in(plain(words)))


def is_known_other(words: str) -> bool:
    """Whether the words name medicines that are known to be no opioid, and nothing beside them that is unknown."""
    written = plain(words)
    rest = _OTHER.without(written)
    if rest == written:
        return False
    return all(part in _PASSED_OVER for word in _LETTERS.findall(rest) for part in re.split("[-/]", word) if part)
