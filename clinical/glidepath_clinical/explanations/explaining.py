"""Ranks the explanations. None is ever certain; one fits only when every sign of it is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from glidepath_clinical.protocol import Limits

from .course import Course
from .signs import SIGNS, WEEKS_OF_HYPERALGESIA, Setting, Sign
from .timing import days_after_reduction, timing_of
from .words import words_of

ENOUGH_TO_FIT: Final = 3  # D: one strong and one weak sign more for than against


class Level(StrEnum):
    """How well an explanation goes with what is known; never a diagnosis."""

    FITS = "fits"
    MAY_FIT = "may_fit"
    HARDLY_FITS = "hardly_fits"
    CANNOT_SAY = "cannot_say"


_ORDER: Final = (Level.FITS, Level.MAY_FIT, Level.HARDLY_FITS, Level.CANNOT_SAY)


@dataclass(frozen=True)
class Line:
    """One sentence with its source; `fact` is what would have to be known, for lines that ask."""

    key: str
    values: tuple[tuple[str, str], ...]
    cite: str
    fact: str = ""

    def words(self, language: str = "en") -> str:
        """The sentence in English or Spanish."""
        return words_of(self.key, language, **dict(self.values))


@dataclass(frozen=True)
class Explanation:
    """One explanation: how well it fits, what speaks for and against it, and what is not known."""

    name: str
    level: Level
    speaks_for: tuple[Line, ...]
    speaks_against: tuple[Line, ...]
    unknown: tuple[Line, ...]
    weight: int

    @property
    def title(self) -> str:
        """The explanation in English words."""
        return words_of(self.name, "en")


@dataclass(frozen=True)
class Explained:
    """The explanations, the best fitting first; of equals the order is that of the table and says nothing.

    `missing` names the days without which nothing can be ranked. `look_first` comes before all explanations.
    """

    ranked: tuple[Explanation, ...]
    missing: tuple[str, ...]
    tell_apart: tuple[Line, ...]
    look_first: tuple[Line, ...]

    @property
    def cannot_say(self) -> bool:
        """True when onset or dose timing is not known: then nothing is ranked."""
        return bool(self.missing)


def explain(course: Course, limits: Limits) -> Explained:
    """What may lie behind it, for a clinician."""
    at = Setting(course, timing_of(course), limits)
    missing = tuple(_missing_times(at))
    found = [_weighed(name, signs, at) for name, signs in SIGNS.items()]
    if missing:
        found = [replace(one, level=Level.CANNOT_SAY) for one in found]
    else:
        found.sort(key=lambda one: (_ORDER.index(one.level), -one.weight))
    return Explained(tuple(found), missing, tuple(_tell_apart(found, at)), tuple(_look_first(course)))


def _missing_times(at: Setting) -> Iterator[str]:
    if at.course.onset_on is None:
        yield "onset_on"
    if at.course.never_reduced:
        return
    if at.course.reduced_on is None:
        yield "reduced_on"
    if at.timing is None:
        yield "medicine"


def _weighed(name: str, signs: tuple[Sign, ...], at: Setting) -> Explanation:
    answers = [(sign, sign.looks(at)) for sign in signs]
    speaks_for = tuple(_line(sign, "for", at) for sign, answer in answers if answer is True)
    against = tuple(_line(sign, "against", at) for sign, answer in answers if answer is False)
    unknown = tuple(line for sign, answer in answers if answer is None for line in _asks(sign, at))
    weight = sum(sign.weight if answer else -sign.weight for sign, answer in answers if answer is not None)
    known = all(answer is not None for _, answer in answers)
    return Explanation(name, _level(weight, known), speaks_for, against, unknown, weight)


def _level(weight: int, known: bool) -> Level:
    if known and weight >= ENOUGH_TO_FIT:
        return Level.FITS
    return Level.HARDLY_FITS if weight < 0 else Level.MAY_FIT


def _line(sign: Sign, side: str, at: Setting) -> Line:
    key = "no_reduction" if sign.key in ("began_after_reduction", "eases_in_time") and at.course.never_reduced else None
    return Line(f"{key or sign.key}.{side}", _values(at), sign.cite)


def _values(at: Setting) -> tuple[tuple[str, str], ...]:
    """Every number that a sentence may need."""
    course, days = at.course, days_after_reduction(at.course)
    values = {
        "days": "?" if days is None else str(days),
        "watch": str(at.limits.step_watch_days),
        "latest": str(at.timing.latest_days if at.timing else "?"),
        "eases": str(at.timing.eases_days if at.timing else "?"),
        "rise": _points(course.pain_rise),
        "phq9": _points(course.phq9_rise),
        "hours": _points(course.sleep_hours_lost),
        "weeks": str(WEEKS_OF_HYPERALGESIA),
    }
    return tuple(sorted(values.items()))


def _points(value: Fraction | None) -> str:
    """A number for a sentence, to one decimal place when it is no whole number."""
    exact = value or Fraction(0)
    return str(exact) if exact.denominator == 1 else str(Decimal(round(exact * 10)) / 10)


def _asks(sign: Sign, at: Setting) -> Iterator[Line]:
    for fact in sign.facts:
        if _not_known(fact, at):
            yield Line(f"ask.{fact}", _values(at), sign.cite, fact)


def _not_known(fact: str, at: Setting) -> bool:
    if fact in ("reduced_on", "medicine") and at.course.never_reduced:
        return False
    return at.timing is None if fact == "medicine" else getattr(at.course, fact) is None


def _tell_apart(found: list[Explanation], at: Setting) -> Iterator[Line]:
    """What would tell them apart: each missing fact once, then what can be done without knowing it."""
    seen: set[str] = set()
    for line in (line for one in found for line in one.unknown):
        if line.fact not in seen:
            seen.add(line.fact)
            yield line
    open_ones = {one.name for one in found if one.level is not Level.HARDLY_FITS}
    if at.timing is not None and {"withdrawal", "hyperalgesia"} <= open_ones:
        yield Line("step.hold_and_look", _values(at), "va-otdt")
    if "withdrawal" in open_ones:
        yield Line("step.no_rescue", (), "va-otdt")
    yield Line("step.other_medicines", (), "glidepath-interactions")


def _look_first(course: Course) -> Iterator[Line]:
    if course.new_sign is not False:
        yield Line("look.new_sign" if course.new_sign else "look.ask_new_sign", (), "explanations-memory", "new_sign")
