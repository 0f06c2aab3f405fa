"""Readings kept by the exact content of what was read: the same coding or dosage is read once."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

_LONGEST: Final = 4_096
"""Bytes; a content longer than this is read each time."""
_UNFIT: Final = (pickle.PicklingError, TypeError, AttributeError, RecursionError)
_WITHOUT_REFERENCES: Final = 2
"""The version of marshal that writes the same bytes for the same content, however its parts are shared."""
T = TypeVar("T")
_EVERY: Final[list[Remembered[Any]]] = []


def forget_all() -> None:
    """Begin anew everywhere; the answers stay the same."""
    for each in _EVERY:
        each.forget()


class Remembered(Generic[T]):
    """What was read lately, up to `most` readings; when it is full it begins anew.

    Two contents are the same only when every value in them has the same type and the same digits: 1, 1.0, true
    and "1" are four contents. What cannot be written down exactly is read each time.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[bytes, T] = {}
        _EVERY.append(self)

    def reading(self, content: object, read: Callable[[], T]) -> T:
        """The reading of this content, which `read` makes when it is not known. `T` must be immutable."""
        try:
            key = _key(content)
        except _UNFIT:
            return read()
        found = self._known.get(key)
        return self._added(key, read()) if found is None else found

    def forget(self) -> None:
        """Begin anew."""
        self._known.clear()

    def _added(self, key: bytes, made: T) -> T:
        if len(key) <= _LONGEST:
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[key] = made
        return made


def _key(content: Any) -> bytes:
    """Its exact content, never read back. marshal writes it twice as fast; exact decimals only pickle can write."""
    try:
        return marshal.dumps(content, _WITHOUT_REFERENCES)
    except ValueError:
        return pickle.dumps(content)
