"""Careful access to JSON that others wrote: a wrong shape reads as absent, numbers stay exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from glidepath_clinical.quantities import is_plain

Json = Mapping[str, Any]
_OBJECT: Final = (dict, Mapping)
"""What counts as an object; a plain dict is told apart from the rest several times faster."""
_LONGEST_WHOLE: Final = 10**40
"""A whole number from here on has more digits than a person would write, see `is_plain`."""


def object_at(holder: object, key: str) -> Json:
    """The object under `key`, or an empty one."""
    found = holder.get(key) if isinstance(holder, _OBJECT) else None
    return found if found is not None and isinstance(found, _OBJECT) else {}


def objects_at(holder: object, key: str) -> tuple[Json, ...]:
    """The objects in the list under `key`; a single object counts as a list of one."""
    found = holder.get(key) if isinstance(holder, _OBJECT) else None
    if isinstance(found, list):
        return tuple(each for each in found if isinstance(each, _OBJECT))
    return (found,) if found is not None and isinstance(found, _OBJECT) else ()


def text_at(holder: object, key: str) -> str:
    """The text under `key` without blanks around it, or an empty text."""
    found = holder.get(key) if isinstance(holder, _OBJECT) else None
    return found.strip() if isinstance(found, str) else ""


def texts_at(holder: object, key: str) -> tuple[str, ...]:
    """The texts in the list under `key`; a single text counts as a list of one."""
    found = holder.get(key) if isinstance(holder, _OBJECT) else None
    listed = [found] if isinstance(found, str) else found
    return tuple(each.strip() for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()


def not_read(
    holder: Json,
    *,
    numbers: Iterable[str] = (),
    texts: Iterable[str] = (),
    objects: Iterable[str] = (),
    flags: Iterable[str] = (),
) -> tuple[str, ...]:
    """A problem for each key under which something stands that is not of its kind, so that it cannot be read."""
    odd = [key for key in numbers if key in holder and number_at(holder, key) is None]
    odd += [key for key in texts if key in holder and not _all(holder[key], str)]
    odd += [key for key in objects if key in holder and not _all(holder[key], _OBJECT)]
    odd += [key for key in flags if key in holder and not isinstance(holder[key], bool)]
    return tuple(f"not_read: {key} is not written as FHIR R4 writes it; it was left out" for key in odd)


def _all(found: object, kind: type | tuple[type, ...]) -> bool:
    """Whether it is of that kind, or a list with nothing else in it; FHIR writes no empty list."""
    if isinstance(found, list):
        return bool(found) and all(isinstance(each, kind) for each in found)
    return isinstance(found, kind)


def number_at(holder: object, key: str) -> Fraction | None:
    """The number under `key` as it was written, or None when there is none that is finite and not negative.

    A binary float gives back the shortest decimal that reads as it: the digits that stood in the JSON text.
    """
    found = holder.get(key) if isinstance(holder, _OBJECT) else None
    if isinstance(found, bool) or not isinstance(found, int | float | Decimal):
        return None
    if isinstance(found, int):
        return Fraction(found) if 0 <= found < _LONGEST_WHOLE else None
    exact = Decimal(repr(found)) if isinstance(found, float) else Decimal(found)
    return Fraction(exact) if is_plain(exact) and exact >= 0 else None
