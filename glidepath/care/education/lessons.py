"""Lessons as versioned files, one for each language: what is read, what is asked, and what an answer is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from glidepath_clinical.evidence import CITATIONS

FOLDER = Path(__file__).parent / "texts"
CURRENT = {"before-you-start": "1"}
LANGUAGES = ("en", "es")


class UnknownLesson(LookupError):
    """No lesson has this name, version and language."""


@dataclass(frozen=True)
class Part:
    """One page of reading. `cites` are keys of the evidence behind it."""

    key: str
    icon: str
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """One answer to choose. `says` is what the person reads after choosing it."""

    key: str
    words: str
    right: bool
    says: str


@dataclass(frozen=True)
class Question:
    """One teach-back question; `part` is the page that explains it."""

    key: str
    part: str
    asks: str
    answers: tuple[Answer, ...]

    def answer(self, key: str) -> Answer | None:
        """The answer with this key."""
        return next((row for row in self.answers if row.key == key), None)


@dataclass(frozen=True)
class Lesson:
    """One version of one lesson in one language."""

    key: str
    version: str
    language: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """The question with this key."""
        return next((row for row in self.questions if row.key == key), None)


def source_titles(part: Part) -> list[str]:
    """The titles of the sources behind a page, with their years."""
    found = [CITATIONS[key] for key in part.cites]
    return [f"{source.title} ({source.year})" if source.year else source.title for source in found]


@cache
def lesson(key: str, language: str, version: str | None = None) -> Lesson:
    """A lesson in a language; English when that language is not there. Raises UnknownLesson."""
    chosen = version or CURRENT.get(key, "")
    for code in (language, "en"):
        file = FOLDER / key / f"{chosen}.{code}.json"
        if key in CURRENT and file.is_file():
            return _read(key, chosen, code, json.loads(file.read_text(encoding="utf-8")))
    raise UnknownLesson(f"no lesson {key!r}, version {chosen!r}")


def _read(key: str, version: str, language: str, raw: dict[str, Any]) -> Lesson:
    return Lesson(
        key=key,
        version=version,
        language=language,
        title=raw["title"],
        lead=raw["lead"],
        parts=tuple(_part(row) for row in raw["parts"]),
        questions=tuple(_question(row) for row in raw["questions"]),
    )


def _part(row: dict[str, Any]) -> Part:
    words = {name: row[name] for name in ("key", "icon", "title")}
    return Part(**words, **{name: tuple(row.get(name, ())) for name in ("paragraphs", "points", "cites")})


def _question(row: dict[str, Any]) -> Question:
    answers = tuple(Answer(one["key"], one["words"], bool(one.get("right")), one["says"]) for one in row["answers"])
    return Question(row["key"], row["part"], row["asks"], answers)
