"""A picture as JSON, in and out. Every refusal names the field and says how to mend it; nothing is defaulted."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final, TypeVar

from .patient_picture import NEVER, Never, PatientPicture, PictureError, Reading, ScreenRisk

T = TypeVar("T")

SCORES: Final[dict[str, tuple[int, int]]] = {
    "cows_latest": (0, 48),
    "phq9_item9": (0, 3),
    "pain_daily": (0, 10),
    "phq9_total": (0, 27),
    "phq9_baseline": (0, 27),
    "gad7_total": (0, 21),
    "gad7_baseline": (0, 21),
    "phq2_total": (0, 6),
    "gad2_total": (0, 6),
    "extra_doses_daily": (0, 99),
    "oxygen_saturation": (0, 100),
}
YES_NO: Final = (
    "cannot_keep_fluids_down",
    "says_running_out",
    "overdose_signs",
    "naloxone_used",
    "asks_for_call",
    "caregiver_concern",
)
DATES: Final = (
    "baseline_ended_on",
    "expected_check_ins_since",
    "reached_by_staff_on",
    "supply_lasts_until",
    "next_refill_on",
)
DATES_OR_NEVER: Final = ("last_step_on", "last_red_or_orange_on", "high_mood_score_reviewed_on")
SERIES: Final = ("pain_daily", "extra_doses_daily")
_KEYS: Final = ("value", "on", "at", "informant", "ref")


def picture_from_json(data: object) -> PatientPicture:
    """Read a picture. Raises PictureError naming the field for everything that cannot be used."""
    given = _object(data, "picture")
    names = [one.name for one in fields(PatientPicture)]
    for name in given:
        if name not in names:
            raise PictureError(name, f"unknown field{_nearest(name, names)}")
    for name in ("as_of", "today"):
        if given.get(name) is None:
            raise PictureError(name, "is needed")
    return PatientPicture(**{name: _field(name, value) for name, value in given.items() if value is not None})


def picture_to_json(picture: PatientPicture) -> dict[str, Any]:
    """The same picture as JSON; what is not known is left out."""
    written = {one.name: _written(getattr(picture, one.name)) for one in fields(picture)}
    return {name: value for name, value in written.items() if value not in (None, [])}


def _field(name: str, value: object) -> Any:
    if name == "as_of":
        return _moment(value, name)
    if name == "today" or name in DATES:
        return _day(value, name)
    if name in DATES_OR_NEVER:
        return NEVER if value == "never" else _day(value, name, ' or "never"')
    if name == "check_in_dates":
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
    return _score(value, path, SCORES[name])


def _one_of(value: object, path: str, allowed: Mapping[str, T]) -> T:
    if isinstance(value, str) and value in allowed:
        return allowed[value]
    raise PictureError(path, f"use one of {', '.join(allowed)}")


def _score(value: object, path: str, allowed: tuple[int, int]) -> Fraction:
    lowest, highest = allowed
    text = str(value) if type(value) is int else value
    if not isinstance(text, str) or not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise PictureError(path, f"give a whole number from {lowest} to {highest}")
    if not lowest <= int(text) <= highest:
        raise PictureError(path, f"must be from {lowest} to {highest}")
    return Fraction(int(text))


def _day(value: object, path: str, also: str = "") -> date:
    try:
        return date.fromisoformat(_text(value, path))
    except ValueError as error:
        raise PictureError(path, f"give a date such as 2027-03-01{also}") from error


def _moment(value: object, path: str) -> datetime:
    message = "give a time with its zone, such as 2027-03-01T07:30:00-05:00"
    try:
        moment = datetime.fromisoformat(_text(value, path))
    except ValueError as error:
        raise PictureError(path, message) from error
    if moment.tzinfo is None:
        raise PictureError(path, message)
    return moment


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
    return str(value) if isinstance(value, Fraction) else value


def _where(reading: Reading) -> dict[str, str]:
    said = {"on": reading.on.isoformat(), "at": reading.at.isoformat(), "informant": reading.informant}
    return {**said, "ref": reading.ref} if reading.ref else said
