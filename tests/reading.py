"""Pages as a reader meets them: each text with the language it is marked to be in, and texts left in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import polib

CATALOGUE = Path(__file__).resolve().parents[1] / "glidepath" / "locale" / "es" / "LC_MESSAGES" / "django.po"
UNSEEN = ("script", "style", "template")
EMPTY = ("br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "use", "line", "wbr")
READ_ATTRIBUTES = ("aria-label", "placeholder", "title", "alt", "value", "data-text-now", "data-text-stale")
PLACEHOLDER = re.compile(r"%\(\w+\)\d*[a-z]|%%|\{\w+\}|<[^>]+>")
# Words that stand in almost every English sentence and in no Spanish one.
ENGLISH = re.compile(r"\b(the|your|you|with|and|this|that|not|are|have|before|what|when|from)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    """One piece of text and the language of the element it stands in."""

    words: str
    language: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[Text] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self.language
        readable = given.get("type") not in ("hidden", "radio", "checkbox") and tag not in ("button", "option", "meta")
        for name in READ_ATTRIBUTES:
            if given.get(name) and (readable or name != "value"):
                self.found.append(Text(" ".join(str(given[name]).split()), language))
        if tag not in EMPTY:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and not any(tag in UNSEEN for tag, _ in self.open):
            self.found.append(Text(words, self.language))


def texts_of(html: str) -> list[Text]:
    """Every text of a page that somebody reads or hears."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


@cache
def english_texts() -> tuple[set[str], list[str]]:
    """What must not stand on a Spanish page: whole texts, and longer pieces of texts with values in them."""
    whole, pieces = set(), []
    for entry in polib.pofile(str(CATALOGUE)):
        for english, spanish in _pairs(entry):
            if english != spanish:
                whole.add(english.strip())
                pieces += [part.strip() for part in PLACEHOLDER.split(english) if len(part.split()) >= 3]
    return whole, pieces


def _pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


def left_in_english(html: str) -> list[str]:
    """Texts in English that stand in a Spanish part of a page, in the order of the page."""
    whole, pieces = english_texts()
    spanish = [text.words for text in texts_of(html) if text.language == "es"]
    return [words for words in spanish if words in whole or ENGLISH.search(words) or any(p in words for p in pieces)]
