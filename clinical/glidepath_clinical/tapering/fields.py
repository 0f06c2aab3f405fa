"""Reading a request: every mistake is answered with the field's name, what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import QuantityError, parse_decimal


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

    def path(self, name: str) -> str:
        """The full path of a member."""
        return f"{self._path}.{name}" if self._path else name

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
            raise UnusableInput(self.path(name), f"{value!r} is not one of {', '.join(allowed)}")
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


def as_date(value: object, path: str) -> date:
    """A local date from text; raises `UnusableInput`."""
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # answered below, with the field's name
    raise UnusableInput(path, f"{value!r} is not a date; write it as 2027-01-11")


def as_number(value: object, path: str) -> Fraction:
    """An exact, non-negative number from a decimal text or a whole number; raises `UnusableInput`."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnusableInput(path, f'{value!r} is not a decimal text; write it in quotes, such as "22.5"')
    try:
        number = parse_decimal(str(value), path)
    except QuantityError as error:
        raise UnusableInput(path, str(error)) from error
    if number < 0:
        raise UnusableInput(path, "is negative; write 0 or more")
    return number
