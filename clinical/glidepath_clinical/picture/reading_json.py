"""A picture as JSON, in and out. Every refusal names the field and says how to mend it; nothing is defaulted."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from fractions import Fraction
from typing import Any, Final, TypeVar

from .field_kinds import (
    DATE_LISTS,
    DATES,
    DATES_OR_NEVER,
    DECIMALS,
    LONGEST_TEXT,
    SCORES,
    SERIES,
    TEXTS,
    YES_NO,
)
from .patient_picture import NEVER, Never, PatientPicture, PictureError, Reading, ScreenRisk

T = TypeVar("T")
D = TypeVar("D", date, datetime)
FIRST_YEAR, LAST_YEAR = 1900, 2200

_KEYS: Final = ("value", "on", "at", "informant", "ref")
NAMES: Final = tuple(one.name for one in fields(PatientPicture) if one.name != "moment_known")


def picture_from_json(data: object) -> PatientPicture:
    """Read a picture; every field may be left out. Raises PictureError naming the field that cannot be used.

    Without `today` the local date is that of `as_of`. Without `as_of` the picture is as old as its newest reading
    and `moment_known` is False: dangers are still found, but no rule can say that all is well.
    """
    given = _object(data, "picture")
    for name in given:
        if name not in NAMES:
            raise PictureError(name, f"unknown field{_nearest(name, NAMES)}")
    read = {name: _field(name, value) for name, value in given.items() if value is not None}
    known = "as_of" in read
    if not known:
        read["as_of"] = _newest(read)
    read.setdefault("today", read["as_of"].date())
    return PatientPicture(**read, moment_known=known)


def _newest(read: Mapping[str, Any]) -> datetime:
    """The moment of the newest reading; without readings the end of the newest date, or long ago."""
    listed = [one for value in read.values() for one in (value if isinstance(value, tuple) else (value,))]
    moments = [one.at for one in listed if isinstance(one, Reading)]
    days = [one for one in listed if isinstance(one, date)]
    return max(moments, default=datetime.combine(max(days, default=date(1970, 1, 1)), time(23, 59), UTC))


def picture_to_json(picture: PatientPicture) -> dict[str, Any]:
    """The same picture as JSON; what is not known is left out."""
    written = {name: field_to_json(picture, name) for name in NAMES}
    return {name: value for name, value in written.items() if value not in (None, [])}


def field_to_json(picture: PatientPicture, name: str) -> Any:
    """One field as JSON: a reading, a list, a date, "never", or None when it is not known."""
    return _written(getattr(picture, name))


def _field(name: str, value: object) -> Any:
    if name == "as_of":
        return _moment(value, name)
    if name == "today" or name in DATES:
        return _day(value, name)
    if name in DATES_OR_NEVER:
        return NEVER if value == "never" else _day(value, name, ' or "never"')
    if name in DATE_LISTS:
        return _each(value, name, _day)
    if name in SERIES:
        return _each(value, name, lambda one, path: _reading(one, path, name))
    return _reading(value, name, name)


def _each(value: object, name: str, read: Callable[[object, str], Any]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise PictureError(name, "give a list")
    return tuple(read(one, f"{name}[{place}]") for place, one in enumerate(value))


def _reading(value: object, path: str, name: str) -> Reading:
    given = _object(value, path)
    for key in given:
        if key not in _KEYS:
            raise PictureError(f"{path}.{key}", f"unknown field{_nearest(key, _KEYS)}")
    for key in ("value", "on", "at", "informant"):
        if given.get(key) is None:
            raise PictureError(f"{path}.{key}", "is needed")
    informant, ref = _text(given["informant"], f"{path}.informant"), _text(given.get("ref", ""), f"{path}.ref")
    measured = _value(given["value"], f"{path}.value", name)
    on, at = _day(given["on"], f"{path}.on"), _moment(given["at"], f"{path}.at")
    try:
        return Reading(measured, on, at, informant, ref)
    except PictureError as error:
        raise PictureError(f"{path}.{error.field}", error.message) from error


def _value(value: object, path: str, name: str) -> Fraction | bool | str:
    if name == "suicide_screen":
        return _one_of(value, path, {risk.value: risk.value for risk in ScreenRisk})
    if name in YES_NO:
        return value if isinstance(value, bool) else _one_of(value, path, {"yes": True, "no": False})
    if name in TEXTS:
        return _short_text(value, path)
    return _decimal(value, path, SCORES[name]) if name in DECIMALS else _score(value, path, SCORES[name])


def _one_of(value: object, path: str, allowed: Mapping[str, T]) -> T:
    if isinstance(value, str) and value in allowed:
        return allowed[value]
    raise PictureError(path, f"use one of {', '.join(allowed)}")


def _short_text(value: object, path: str) -> str:
    text = _text(value, path)
    if len(text) > LONGEST_TEXT:
        raise PictureError(path, f"give at most {LONGEST_TEXT} letters")
    return text


def _score(value: object, path: str, allowed: tuple[int, int]) -> Fraction:
    lowest, highest = allowed
    text = str(value) if type(value) is int and abs(value) <= highest else value
    if not isinstance(text, str) or not (text.isascii() and text.isdigit() and len(text) <= len(str(highest))):
        raise PictureError(path, f"give a whole number from {lowest} to {highest}")
    if not lowest <= int(text) <= highest:
        raise PictureError(path, f"must be from {lowest} to {highest}")
    return Fraction(int(text))


def _decimal(value: object, path: str, allowed: tuple[int, int]) -> Fraction:
    lowest, highest = allowed
    text = repr(value) if isinstance(value, (int, float)) and abs(value) <= highest else value
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,20})?", text):
        raise PictureError(path, f"give a number from {lowest} to {highest}, such as 6.3")
    if not lowest <= Fraction(text) <= highest:
        raise PictureError(path, f"must be from {lowest} to {highest}")
    return Fraction(text)


def _day(value: object, path: str, also: str = "") -> date:
    try:
        day = date.fromisoformat(_text(value, path))
    except ValueError as error:
        raise PictureError(path, f"give a date such as 2027-03-01{also}") from error
    return _in_our_time(day, path)


def _moment(value: object, path: str) -> datetime:
    message = "give a time with its zone, such as 2027-03-01T07:30:00-05:00"
    try:
        moment = datetime.fromisoformat(_text(value, path))
    except ValueError as error:
        raise PictureError(path, message) from error
    if moment.tzinfo is None:
        raise PictureError(path, message)
    return _in_our_time(moment, path)


def _in_our_time(when: D, path: str) -> D:
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise PictureError(path, f"the year must be from {FIRST_YEAR} to {LAST_YEAR}")
    return when


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise PictureError(path, "give text in quotes")
    return value


def _object(value: object, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PictureError(path, "give a JSON object in braces")
    return value


def _nearest(name: str, names: tuple[str, ...] | list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(names)}"


def _written(value: object) -> Any:
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, Reading):
        return {"value": _written(value.value), **_where(value)}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Never):
        return value.value
    return _number_text(value) if isinstance(value, Fraction) else value


def _number_text(value: Fraction) -> str:
    """A whole number as it is; a third of a point to three decimal places, as questionnaires are stored."""
    return str(value) if value.denominator == 1 else f"{float(value):.3f}".rstrip("0")


def _where(reading: Reading) -> dict[str, str]:
    said = {"on": reading.on.isoformat(), "at": reading.at.isoformat(), "informant": reading.informant}
    return {**said, "ref": reading.ref} if reading.ref else said
