"""What a text means: a keyword, a check-in in numbers, or words to the team. Pure: no database, no clock.

A check-in is five numbers from 0 to 10 in this order: pain, pain in the way, sleep, mood, withdrawal; then Y or N
(medicine as planned), then letters for what happened, or 0 for nothing of it; then any words. An S stands for "I would
rather not say". Example: `4 5 6 7 2 Y 0 slept better`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from glidepath_clinical.red_flags.crisis_text import crisis_phrase

SCALES: Final = ("pain", "interference", "sleep", "mood", "withdrawal")
SKIP: Final = "s"
LETTERS: Final = {
    "w": "hard_to_wake_or_slow_breathing",
    "d": "no_fluids_24h",
    "f": "fall",
    "b": "constipation_3d",
}
LONGEST_WORDS: Final = 600


class Meaning(StrEnum):
    """What was asked for by the text."""

    JOIN = "join"
    STOP = "stop"
    START = "start"
    HELP = "help"
    HOLD = "hold"
    DAYS = "days"
    HOW = "how"
    CHECK_IN = "check_in"
    UNCLEAR = "unclear"
    WORDS = "words"


KEYWORDS: Final = {
    "stop": Meaning.STOP, "stopall": Meaning.STOP, "unsubscribe": Meaning.STOP, "cancel": Meaning.STOP,
    "end": Meaning.STOP, "quit": Meaning.STOP, "alto": Meaning.STOP, "parar": Meaning.STOP, "cancelar": Meaning.STOP,
    "start": Meaning.START, "unstop": Meaning.START, "iniciar": Meaning.START, "empezar": Meaning.START,
    "help": Meaning.HELP, "ayuda": Meaning.HELP, "sos": Meaning.HELP,
    "hold": Meaning.HOLD, "pause": Meaning.HOLD, "pausa": Meaning.HOLD, "pausar": Meaning.HOLD,
    "check": Meaning.HOW, "checkin": Meaning.HOW, "registro": Meaning.HOW, "info": Meaning.HOW,
}  # fmt: skip
HELP_WORDS: Final = tuple(word for word, meaning in KEYWORDS.items() if meaning is Meaning.HELP)
# The words of a frequency, and the ISO weekdays they stand for.
FREQUENCIES: Final = {
    "daily": (1, 2, 3, 4, 5, 6, 7), "diario": (1, 2, 3, 4, 5, 6, 7),
    "three": (1, 3, 5), "tres": (1, 3, 5),
    "two": (1, 4), "dos": (1, 4),
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A text that was understood: what it asks for, and what it says."""

    meaning: Meaning
    code: str = ""
    weekdays: tuple[int, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    asks_for_help: bool = False


def read_text(words: str) -> Text:
    """What the text means. Nothing is guessed: what is no keyword and no whole check-in is kept as words."""
    bare = _bare(words)
    joined = re.fullmatch(r"(?:join|unirse) ?((?:\d[ -]?){6,12})", bare)
    if joined:
        return Text(Meaning.JOIN, code=re.sub(r"\D", "", joined[1]))
    if bare.replace(" ", "").replace("-", "") in KEYWORDS:
        return Text(KEYWORDS[bare.replace(" ", "").replace("-", "")])
    if bare in FREQUENCIES:
        return Text(Meaning.DAYS, weekdays=FREQUENCIES[bare])
    if bare in LETTERS:
        return Text(Meaning.CHECK_IN, answers={LETTERS[bare]: True})
    if re.match(r"\d|s\b", bare):
        answers = _check_in(words)
        if answers is None:
            return Text(Meaning.UNCLEAR, answers={"free_text": kept_words(words)})
        return Text(Meaning.CHECK_IN, answers=answers)
    asks = bare.split(" ", 1)[0].strip(".,;:!") in HELP_WORDS
    return Text(Meaning.WORDS, answers={"free_text": kept_words(words)}, asks_for_help=asks)


def kept_words(words: str) -> str:
    """As many of the words as a check-in holds: the first ones, or those around words of crisis further on."""
    parts = (words[start : start + LONGEST_WORDS] for start in range(0, max(len(words), 1), LONGEST_WORDS // 2))
    return next((part for part in parts if crisis_phrase(part)), words[:LONGEST_WORDS])


def _bare(words: str) -> str:
    """Lower case, no accents, no marks at the ends, single spaces."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
    return re.sub(r"\s+", " ", plain.casefold()).strip(" .,;:!?¡¿\"'")


def _check_in(words: str) -> dict[str, Any] | None:
    parts = [part for part in re.split(r"[\s,;]+", words.strip()) if part]
    if len(parts) < len(SCALES) + 1:
        return None
    numbers = [_number(part) for part in parts[: len(SCALES)]]
    taken = _yes_or_no(parts[len(SCALES)])
    if None in numbers or taken is None:
        return None
    answers: dict[str, Any] = {
        name: None if number == SKIP else number for name, number in zip(SCALES, numbers, strict=True)
    }
    answers["taken_as_planned"] = None if taken == SKIP else taken
    signs, rest = _signs(parts[len(SCALES) + 1 :])
    answers |= signs
    if rest:
        answers["free_text"] = kept_words(" ".join(rest))
    return answers


def _number(part: str) -> int | str | None:
    if part.casefold() == SKIP:
        return SKIP
    return int(part) if re.fullmatch(r"10|[0-9]", part, re.ASCII) else None


def _yes_or_no(part: str) -> str | None:
    return {"y": "yes", "yes": "yes", "si": "yes", "sí": "yes", "n": "no", "no": "no", SKIP: SKIP}.get(part.casefold())


def _signs(parts: list[str]) -> tuple[dict[str, bool], list[str]]:
    """Letters for what happened, together or apart, and what is left. Only a 0 alone says that none of it did:
    where letters stand, those that are not there were not asked again and stay unsaid."""
    said: set[str] = set()
    rest = list(parts)
    while rest:
        letters = rest[0].casefold().strip(".,;:!")
        if not letters or not set(letters) <= {*LETTERS, "0"} or len(set(letters)) != len(letters):
            break
        said |= set(letters)
        rest.pop(0)
    if said == {"0"}:
        return dict.fromkeys(LETTERS.values(), False), rest
    return {LETTERS[letter]: True for letter in sorted(said - {"0"})}, rest
