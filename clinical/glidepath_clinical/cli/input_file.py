"""Reads the JSON file that a command was given, and says what is wrong with one that cannot be used."""

from __future__ import annotations

import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

UNUSABLE_INPUT: Final = 2


class UnusableFile(ValueError):
    """The file cannot be used. `field` is the file or the place in it; `message` says what and how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(f"{field}: {message}")


def read_exact_json(file: str) -> Any:
    """The JSON of a file, or of standard input for "-", with Decimal in place of binary floats."""
    try:
        text = _text(file)
        return json.loads(
            text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_without_doubles
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnusableFile(file, f"is not JSON: {error.msg} in {where}") from error
    except (RecursionError, ArithmeticError, ValueError) as error:
        if isinstance(error, UnusableFile):
            raise
        raise UnusableFile(file, "holds values too deep or too long to read") from error


def read_json(file: str) -> object:
    """The JSON of a file, or of standard input for "-"."""
    try:
        return json.loads(_text(file))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnusableFile(file, f"is not JSON: {error.msg} in {where}") from error
    except (RecursionError, ValueError) as error:
        if isinstance(error, UnusableFile):
            raise
        raise UnusableFile(file, "holds values too deep or too long to read") from error


def refuse(field: str, message: str, as_json: bool) -> int:
    """Say what cannot be used and how to mend it, for people and on demand for programs; gives the exit code."""
    if as_json:
        print(json.dumps({"error": {"field": field, "message": message}}, indent=2))
    print(f"{field}: {message}", file=sys.stderr)
    return UNUSABLE_INPUT


def _text(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.read()
        return Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnusableFile(file, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UnusableFile(file, "is not UTF-8 text; save it as UTF-8") from error


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise UnusableFile(twice, "stands twice in one object; leave one out")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise UnusableFile(name, "is no number in JSON; write digits")
