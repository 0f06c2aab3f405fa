"""A situation from JSON. Every refusal names the field and says how to mend it; nothing is defaulted."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final, TypeVar

from glidepath_clinical.interactions.situation import (
    MEASURED_WORDS,
    TOLD_WORDS,
    Change,
    ChangeKind,
    Measured,
    Medicine,
    Situation,
    SituationError,
)

T = TypeVar("T")
_RANGES: Final = {"egfr": (0, 200), "qtc": (200, 800), "systolic": (30, 300), "diastolic": (10, 200), "age": (0, 130)}
_NUMBER = re.compile(r"\d{1,4}(\.\d{1,3})?", re.ASCII)
_LONGEST_NAME: Final = 300


def situation_from_json(data: object) -> Situation:
    """Read a situation. Raises SituationError naming the field for everything that cannot be used."""
    given = _object(data, "situation", ("as_of", "today", "medicines", "complete", "changes", "told", "measured"))
    for name in ("as_of", "today"):
        if given.get(name) is None:
            raise SituationError(name, "is needed")
    medicines = given.get("medicines")
    return Situation(
        today=_day(given["today"], "today"),
        as_of=_moment(given["as_of"], "as_of"),
        medicines=None if medicines is None else _each(medicines, "medicines", _medicine),
        changes=_each(given.get("changes") or [], "changes", _change),
        told=_told(given.get("told") or {}),
        measured=_measured(given.get("measured") or {}),
        complete=_complete(given.get("complete", "yes")),
    )


def _medicine(value: object, path: str) -> Medicine:
    if isinstance(value, str):
        return Medicine(_name(value, path))
    given = _object(value, path, ("name", "form", "ref"))
    return Medicine(_name(given.get("name"), f"{path}.name"), *_form_and_ref(given, path))


def _change(value: object, path: str) -> Change:
    given = _object(value, path, ("kind", "name", "on", "form", "ref"))
    kinds = {kind.value: kind for kind in ChangeKind}
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise SituationError(f"{path}.kind", f"use one of {', '.join(kinds)}")
    on = None if given.get("on") is None else _day(given["on"], f"{path}.on")
    return Change(kinds[kind], _name(given.get("name"), f"{path}.name"), on, *_form_and_ref(given, path))


def _form_and_ref(given: dict[str, Any], path: str) -> tuple[str, str]:
    return _text(given.get("form", ""), f"{path}.form"), _text(given.get("ref", ""), f"{path}.ref")


def _complete(value: object) -> bool:
    if value not in ("yes", "no"):
        raise SituationError("complete", "use yes, or no when more may be taken than the list holds")
    return value == "yes"


def _told(value: object) -> dict[str, bool]:
    given = _object(value, "told", TOLD_WORDS)
    answers = {"yes": True, "no": False}
    for name, answer in given.items():
        if not isinstance(answer, str) or answer not in (*answers, "unknown"):
            raise SituationError(f"told.{name}", "use yes, no or unknown")
    return {name: answers[answer] for name, answer in given.items() if answer != "unknown"}


def _measured(value: object) -> dict[str, Measured]:
    given = _object(value, "measured", MEASURED_WORDS)
    return {name: _one_measured(one, name) for name, one in given.items() if one is not None}


def _one_measured(value: object, name: str) -> Measured:
    path = f"measured.{name}"
    given = _object(value, path, ("value", "on"))
    text = str(given["value"]) if type(given.get("value")) is int else given.get("value")
    lowest, highest = _RANGES[name]
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise SituationError(f"{path}.value", 'give a number as text, such as "58"')
    if not lowest <= Fraction(text) <= highest:
        raise SituationError(f"{path}.value", f"must be from {lowest} to {highest}")
    return Measured(Fraction(text), _day(given.get("on"), f"{path}.on"))


def _each(value: object, path: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    if not isinstance(value, list):
        raise SituationError(path, "give a list")
    return tuple(read(one, f"{path}[{place}]") for place, one in enumerate(value))


def _name(value: object, path: str) -> str:
    text = _text(value, path).strip()
    if not text:
        raise SituationError(path, "give the medicine's name")
    if len(text) > _LONGEST_NAME:
        raise SituationError(path, f"is longer than {_LONGEST_NAME} characters")
    return text


def _day(value: object, path: str) -> date:
    try:
        return date.fromisoformat(_text(value, path))
    except ValueError as error:
        if isinstance(error, SituationError):
            raise
        raise SituationError(path, "give a date such as 2027-03-01") from error


def _moment(value: object, path: str) -> datetime:
    try:
        return datetime.fromisoformat(_text(value, path))
    except ValueError as error:
        raise SituationError(path, "give a time with its zone, such as 2027-03-01T07:30:00-05:00") from error


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise SituationError(path, "give text in quotes")
    return value


def _object(value: object, path: str, names: Iterable[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SituationError(path, "give a JSON object in braces")
    known = list(names)
    for name in value:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=1)
            help_words = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            raise SituationError(f"{path}.{name}" if path != "situation" else str(name), f"unknown field; {help_words}")
    return value
