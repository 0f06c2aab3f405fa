"""One side of a combination: yes with what meets it, no, or "cannot say" with what is missing.

Missing is never no: a medicine list that nobody gave, or a name that is not recognised, may hold anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from glidepath_clinical.interactions.classes import CLASSES, members_of
from glidepath_clinical.interactions.names import name_of
from glidepath_clinical.interactions.situation import Measured
from glidepath_clinical.interactions.taken import Entry, Known, State

MEDICINES = "medicines"


@dataclass(frozen=True)
class Match:
    """What meets a side: an ingredient of one medicine (`place`), or a fact (`place` None)."""

    words: str
    place: int | None = None
    ingredient: str = ""
    state: State = State.TAKEN
    ref: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Answer:
    """Matches meet the side; `missing` names what may hold more of them, so that nothing found is no "no"."""

    matches: tuple[Match, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether the side is met or might be."""
        return bool(self.matches or self.missing)


class Condition(Protocol):
    """One side of a combination."""

    def answer(self, known: Known, days: int) -> Answer:
        """Whether the side is met, looking back so many days for changes."""

    def words(self) -> str:
        """The side in words, for the page of the rule."""

    def needs(self) -> tuple[str, ...]:
        """The names of what the side looks at."""


class Takes:
    """Takes a medicine of these classes or ingredients. `patch`: only as a patch. `also_holds`: with that inside."""

    def __init__(self, *terms: str, patch: bool = False, also_holds: str = "") -> None:
        self.terms = terms
        self._patch = patch
        self._also_holds = also_holds

    def answer(self, known: Known, days: int) -> Answer:
        wanted = members_of(self.terms)
        matches = [
            match
            for entry in known.entries
            for ingredient in sorted(entry.read.ingredients & wanted)
            if self._fits(entry) and (match := _match(entry, ingredient, known, days))
        ]
        missing = [f"{MEDICINES}: {name}" for name in known.not_recognised]
        missing += [f"form: {entry.name}" for entry in known.entries if self._may_be_a_patch(entry, wanted)]
        listed = known.situation.medicines is not None and known.situation.complete
        unlisted = [] if listed else [MEDICINES]
        return Answer(tuple(matches), (*unlisted, *missing))

    def _fits(self, entry: Entry) -> bool:
        if self._patch and not entry.read.is_patch:
            return False
        return not self._also_holds or self._also_holds in entry.read.ingredients

    def _may_be_a_patch(self, entry: Entry, wanted: frozenset[str]) -> bool:
        return self._patch and bool(entry.read.ingredients & wanted) and not entry.read.other_form

    def words(self) -> str:
        named = " or ".join(CLASSES[term].words if term in CLASSES else name_of(term) for term in self.terms)
        if self._patch:
            return f"{named} patch"
        return f"{named} together with {self._also_holds} in one product" if self._also_holds else named

    def needs(self) -> tuple[str, ...]:
        return (MEDICINES,)


def _match(entry: Entry, ingredient: str, known: Known, days: int) -> Match | None:
    state = entry.state_within(known.situation.today, days)
    return Match(name_of(ingredient), entry.place, ingredient, state, entry.ref, entry.on) if state else None


class Uses:
    """Uses alcohol, tobacco, caffeine or cannabis: as told, or as a medicine list or a change names it."""

    def __init__(self, substance: str) -> None:
        self._substance = substance

    def answer(self, known: Known, days: int) -> Answer:
        listed = Takes(self._substance).answer(known, days)
        if listed.matches:
            return Answer(listed.matches)
        told = known.situation.told.get(self._substance)
        if told:
            return Answer((Match(self._substance, None, self._substance),))
        return Answer((), (self._substance,) if told is None else ())

    def words(self) -> str:
        return self._substance

    def needs(self) -> tuple[str, ...]:
        return (self._substance,)


class Told:
    """A yes or no about the person. `words` is how a sentence names it."""

    def __init__(self, fact: str, words: str) -> None:
        self._fact = fact
        self._words = words

    def answer(self, known: Known, days: int) -> Answer:
        told = known.situation.told.get(self._fact)
        if told:
            return Answer((Match(self._words),))
        return Answer((), (self._fact,) if told is None else ())

    def words(self) -> str:
        return self._words

    def needs(self) -> tuple[str, ...]:
        return (self._fact,)


class Number:
    """A measurement below (or above) a limit. A measurement that is too old is missing."""

    def __init__(self, name: str, sign: str, limit: str, valid: str = "") -> None:
        self._name = name
        self._below = sign == "below"
        self._limit = limit
        self._valid = valid

    def answer(self, known: Known, days: int) -> Answer:
        valid = int(getattr(known.limits, self._valid)) if self._valid else None
        measured, limit = known.measured(self._name, valid), getattr(known.limits, self._limit)
        if measured is None:
            return Answer((), (self._name,))
        met = measured.value < limit if self._below else measured.value > limit
        return Answer((Match(self._said(measured)),) if met else ())

    def _said(self, measured: Measured) -> str:
        return f"{_SHORT[self._name]} {measured.value}{_UNIT[self._name]}"

    def words(self) -> str:
        return f"{_SHORT[self._name]} {'below' if self._below else 'above'} the limit {self._limit}"

    def needs(self) -> tuple[str, ...]:
        return (self._name,)

    @property
    def limits(self) -> tuple[str, ...]:
        """The names of the limits it compares with."""
        return tuple(filter(None, (self._limit, self._valid)))


_SHORT = {"egfr": "eGFR", "qtc": "QTc", "systolic": "upper pressure", "diastolic": "lower pressure", "age": "age"}
_UNIT = {"egfr": "", "qtc": " ms", "systolic": " mmHg", "diastolic": " mmHg", "age": ""}


class AnyOf:
    """At least one is met. `also` counts when it is known, and is not asked for when it is not."""

    def __init__(self, *needed: Condition, also: tuple[Condition, ...] = ()) -> None:
        self.parts = (*needed, *also)
        self._needed = needed

    def answer(self, known: Known, days: int) -> Answer:
        answers = [part.answer(known, days) for part in self.parts]
        asked = [part.answer(known, days) for part in self._needed]
        return Answer(tuple(match for answer in answers for match in answer.matches), _together(asked))

    def words(self) -> str:
        return ", or ".join(part.words() for part in self.parts)

    def needs(self) -> tuple[str, ...]:
        return _each(part.needs() for part in self._needed)


class AllOf:
    """Every part is met."""

    def __init__(self, *parts: Condition) -> None:
        self.parts = parts

    def answer(self, known: Known, days: int) -> Answer:
        answers = [part.answer(known, days) for part in self.parts]
        if not all(answer.possible for answer in answers):
            return Answer()
        missing = _together([answer for answer in answers if not answer.matches])
        return Answer((), missing) if missing else Answer(tuple(m for answer in answers for m in answer.matches))

    def words(self) -> str:
        return " and ".join(part.words() for part in self.parts)

    def needs(self) -> tuple[str, ...]:
        return _each(part.needs() for part in self.parts)


def _together(answers: list[Answer]) -> tuple[str, ...]:
    return _each(answer.missing for answer in answers)


def _each(names: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for some in names for name in some))


def limits_of(condition: Condition) -> tuple[str, ...]:
    """The limits that a condition compares with, however deep."""
    if isinstance(condition, Number):
        return condition.limits
    parts = condition.parts if isinstance(condition, (AnyOf, AllOf)) else ()
    return _each(limits_of(part) for part in parts)
