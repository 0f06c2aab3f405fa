"""Files of JSON: one document, or one on each line. Numbers stay as they are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO, NoReturn

from glidepath.interfaces.wearables.faults import FileRefused

LARGEST = 32 << 20  # one document has to be held as a whole
LONGEST_LINE = 1 << 20
TOO_LARGE = f"One JSON document may have {LARGEST >> 20} MB. Send one object a line instead."


def documents(stream: BinaryIO, total: int, told: Callable[[int], None]) -> Iterator[tuple[str, Any]]:
    """Every object with its place: the entries of a list or bundle, or the lines of a file of lines."""
    first = stream.readline(LONGEST_LINE + 1)
    if _is_whole(first) and total > len(first):
        yield from _lines(first, stream, told)
        return
    if total > LARGEST:
        raise FileRefused("too_large", TOO_LARGE)
    content = first + stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileRefused("too_large", TOO_LARGE)
    told(len(content))
    yield from _entries(_parsed(content, "file"))


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(first: bytes, stream: BinaryIO, told: Callable[[int], None]) -> Iterator[tuple[str, Any]]:
    done, number, line = 0, 1, first
    while line:
        if len(line) > LONGEST_LINE:
            raise FileRefused("too_large", f"Line {number} is longer than 1 MB.", f"line {number}")
        done += len(line)
        if line.strip():
            yield f"line {number}", _parsed(line, f"line {number}")
        if number % 1000 == 0:
            told(done)
        number, line = number + 1, stream.readline(LONGEST_LINE + 1)
    told(done)


def _entries(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, list):
        yield from ((f"[{place}]", one) for place, one in enumerate(data))
    elif isinstance(data, dict) and isinstance(data.get("entry"), list):
        entries = enumerate(data["entry"])
        yield from ((f"entry[{n}]", one.get("resource") if isinstance(one, dict) else None) for n, one in entries)
    else:
        yield "file", data


def _parsed(content: bytes, where: str) -> Any:
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"{where}, line {error.lineno}, column {error.colno}" if where == "file" else where
        raise FileRefused("not_json", f"This is not JSON: it breaks at {place}.", place) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise FileRefused("not_json", f"This is not JSON that can be read ({where}).", where) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
