"""Consent texts as versioned files, one for each language. A text never changes; a new wording is a new version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent / "texts"
CURRENT = {"plan": "1", "step": "1"}
LANGUAGES = ("en", "es")


class MissingText(LookupError):
    """There is no text of this kind in this language. Without it nobody is asked for a yes."""


@dataclass(frozen=True)
class ConsentText:
    """One version in one language. The first line is the question; the others are what the person agrees to."""

    key: str
    version: str
    language: str
    question: str
    points: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The whole text as it stood on the screen; kept with the yes."""
        return "\n\n".join([self.question, *(f"- {point}" for point in self.points), *self.rest])

    @property
    def digest(self) -> str:
        """SHA-256 of the words shown."""
        return sha256(self.shown.encode("utf-8")).hexdigest()


def consent_text(kind: str, language: str, values: dict[str, str]) -> ConsentText:
    """The current text of "plan" or "step" with its values set in. Raises MissingText, and KeyError for a value."""
    version = CURRENT.get(kind, "")
    filled = Template(_source(kind, version, language)).substitute(values)
    lines = [line.strip() for line in filled.splitlines() if line.strip()]
    points = tuple(line.removeprefix("- ") for line in lines[1:] if line.startswith("- "))
    rest = tuple(line for line in lines[1:] if not line.startswith("- "))
    return ConsentText(kind, version, language, lines[0].removeprefix("# "), points, rest)


@cache
def _source(kind: str, version: str, language: str) -> str:
    file = FOLDER / kind / f"{version}.{language}.md"
    if not version or not file.is_file():
        raise MissingText(f"no consent text {kind!r} version {version!r} in {language!r}")
    return file.read_text(encoding="utf-8")


def language_offered(language: str) -> str:
    """The language itself when every consent text exists in it, else English."""
    code = language.split("-")[0]
    return code if code in LANGUAGES else "en"
