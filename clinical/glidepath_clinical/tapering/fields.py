"""Reading a request: every mistake is answered with the field's name, what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import QuantityError, parse_decimal

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A date outside these years is a slip of the keyboard."""

LARGEST = 10**12
LONGEST_SHOWN = 80
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class UnusableInput(ValueError):
    """The request cannot be read. `field` is its path, such as `medicines[0].doses.noon`."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


class Fields:
    """The members of one JSON object. Members nobody has read are refused by `finish`."""

    def __init__(self, raw: object, path: str = "") -> None:
        if not isinstance(raw, Mapping):
            raise UnusableInput(path or "request", "is not an object; write { … }")
        self._raw, self._path, self._read = raw, path, set[str]()
        for name, value in raw.items():
            texts = [name, value, *(value if isinstance(value, list) else ())]
            if any(map(_is_broken, texts)):
                raise UnusableInput(self.path(ascii(name)[1:-1]), "holds half of a character; write the text again")

    def path(self, name: str) -> str:
        """The full path of a member."""
        return f"{self._path}.{name}" if self._path else name

    @property
    def whole_path(self) -> str:
        """The full path of the object itself."""
        return self._path or "request"

    def has(self, name: str) -> bool:
        """Whether the member is there and is not null."""
        self._read.add(name)
        return self._raw.get(name) is not None

    def raw(self, name: str) -> object:
        """The member as it stands; None when it is absent."""
        self._read.add(name)
        return self._raw.get(name)

    def whole(self) -> Mapping[str, Any]:
        """The object as it was given."""
        return self._raw

    def whole_copy(self) -> dict[str, Any]:
        """A copy of the object as it was given; raises `UnusableInput` for one nested too deep."""
        try:
            return deepcopy(dict(self._raw))
        except RecursionError as error:
            raise UnusableInput(self.whole_path, "holds values nested too deep to read") from error

    def names(self) -> Iterator[str]:
        """The names of all members, each counted as read."""
        self._read.update(str(name) for name in self._raw)
        return (str(name) for name in self._raw)

    def text(self, name: str) -> str:
        """A member that must be words."""
        value = self._needed(name)
        if not isinstance(value, str) or not value.strip():
            raise UnusableInput(self.path(name), "must be a text that is not empty")
        return value

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """A member that must be one of these words."""
        value = self.text(name)
        if value not in allowed:
            raise UnusableInput(self.path(name), f"{shown(value)} is not one of {', '.join(allowed)}")
        return value

    def on(self, name: str) -> date:
        """A local date, written 2027-01-11."""
        return as_date(self._needed(name), self.path(name))

    def number(self, name: str) -> Fraction:
        """An exact number, not negative, written as a decimal text such as "22.5"."""
        return as_number(self._needed(name), self.path(name))

    def whole_days(self, name: str) -> int:
        """A whole number of days, at least 1."""
        days = self.number(name)
        if days.denominator != 1 or not 1 <= days <= 3660:
            raise UnusableInput(self.path(name), "must be a whole number of days from 1 to 3660")
        return int(days)

    def yes_or_no(self, name: str) -> bool:
        """A member that must be true or false."""
        value = self._needed(name)
        if not isinstance(value, bool):
            raise UnusableInput(self.path(name), "must be true or false")
        return value

    def items(self, name: str) -> list[object]:
        """A member that must be a list."""
        value = self._needed(name)
        if not isinstance(value, list):
            raise UnusableInput(self.path(name), "must be a list; write [ … ]")
        return value

    def words(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A member that must be a list of these words."""
        rows = self.items(name)
        for place, row in enumerate(rows):
            if row not in allowed:
                raise UnusableInput(f"{self.path(name)}[{place}]", f"{shown(row)} is not one of {', '.join(allowed)}")
        return tuple(str(row) for row in rows)

    def fields(self, name: str) -> Fields:
        """A member that must be an object."""
        return Fields(self._needed(name), self.path(name))

    def finish(self) -> None:
        """Refuses the first member that nobody has read: a misspelled wish must not be lost."""
        for name in self._raw:
            if name not in self._read:
                raise UnusableInput(self.path(str(name)), "is not known here; check the spelling or leave it out")

    def _needed(self, name: str) -> object:
        if not self.has(name):
            raise UnusableInput(self.path(name), "is missing")
        return self.raw(name)


def _is_broken(text: object) -> bool:
    """Whether a text holds a lone surrogate, which no file and no screen can show."""
    return isinstance(text, str) and not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def as_date(value: object, path: str) -> date:
    """A local date from text, written 2027-01-11, between `FIRST_YEAR` and `LAST_YEAR`; raises `UnusableInput`."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise UnusableInput(path, f"{shown(value)} is not a date; write it as 2027-01-11")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise UnusableInput(path, f"{value!r} is no day of the calendar; write it as 2027-01-11") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnusableInput(path, f"{value!r} is not between the years {FIRST_YEAR} and {LAST_YEAR}")
    return day


def shown(value: object) -> str:
    """What was given, cut to a length that a message can hold."""
    try:
        text = repr(value)
    except (RecursionError, ValueError):  # nested too deep, or a whole number of thousands of digits
        return f"this {type(value).__name__}"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def as_number(value: object, path: str) -> Fraction:
    """An exact, non-negative number from a decimal text or a whole number; raises `UnusableInput`."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnusableInput(path, f'{shown(value)} is not a decimal text; write it in quotes, such as "22.5"')
    if isinstance(value, int) and abs(value) > LARGEST:
        raise UnusableInput(path, "is larger than any amount")
    try:
        number = parse_decimal(str(value), path)
    except QuantityError as error:
        raise UnusableInput(path, error.message) from error
    if number < 0:
        raise UnusableInput(path, "is negative; write 0 or more")
    return number
