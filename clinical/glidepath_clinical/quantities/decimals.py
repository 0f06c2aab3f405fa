"""Reading and writing exact decimal numbers. Binary floating point never enters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NoReturn

from glidepath_clinical.quantities.errors import QuantityError

Exact = Fraction | Decimal | int | str
"""What may stand for an exact number; `bool` and `float` are refused."""

_DECIMAL = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)", re.ASCII)
_LONGEST = 40
_MEND = 'write it as a plain decimal number in quotes, such as "22.5"'


def parse_decimal(text: object, field: str) -> Fraction:
    """Return the exact value of a decimal string, int, Decimal or Fraction.

    Raises QuantityError naming `field`, what is wrong and how to mend it. Signs are read; ranges are the caller's.
    """
    if isinstance(text, bool) or not isinstance(text, str | int | Decimal | Fraction):
        raise QuantityError(field, f"is {_kind(text)}; {_MEND}")
    if isinstance(text, str):
        found = _number_in(text)
        return _not_a_number(text, field) if found is None else found
    if isinstance(text, Decimal) and not is_plain(text):
        raise QuantityError(field, f"is {text}, which is no amount; {_MEND}")
    return Fraction(text)


def is_plain(number: Decimal) -> bool:
    """Whether a Decimal is finite and of a length that a person could write; 1E+999999 is not."""
    return number.is_finite() and len(number.as_tuple().digits) <= _LONGEST and abs(number.adjusted()) <= _LONGEST


def decimal_text(value: Fraction) -> str:
    """Return the exact decimal digits of `value` without trailing zeros, such as "22.5".

    Raises QuantityError when the decimal never ends (1/3): such a number may be rounded for display only.
    """
    if value.denominator == 1:
        return str(value.numerator)
    places = _places_needed(value.denominator)
    if places is None:
        message = f"{value} has no exact decimal digits; round it for display only"
        raise QuantityError("number", message)
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}")


def exact_text(value: Fraction) -> str:
    """The exact digits, or the fraction itself ("10/3") when the digits never end. Never raises, never rounds."""
    return str(value) if _places_needed(value.denominator) is None else decimal_text(value)


def exact_sum(parts: Sequence[Fraction]) -> Fraction:
    """The sum of exact numbers, 0 for none. Same as adding them one by one, and quicker."""
    if len(parts) == 1:
        return parts[0]
    below = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (below // part.denominator) for part in parts), below)


def rounded_decimal(value: Fraction, places: int) -> Decimal:
    """Round half up for display. The result is never used in a further calculation."""
    scaled = abs(value) * 10**places + Fraction(1, 2)
    whole = scaled.numerator // scaled.denominator
    sign = -1 if value < 0 else 1
    context = Context(prec=max(28, len(str(whole))), rounding=ROUND_HALF_UP)
    return context.scaleb(Decimal(sign * whole), -places)


@lru_cache(maxsize=10_000)
def _number_in(text: str) -> Fraction | None:
    """The number that a text is, or None. A plan says the same few numbers again and again."""
    written = text.strip()
    return Fraction(written) if len(written) <= _LONGEST and _DECIMAL.fullmatch(written) else None


def _not_a_number(text: str, field: str) -> NoReturn:
    written = text.strip()
    shown = written if len(written) <= _LONGEST else written[:_LONGEST] + "…"
    raise QuantityError(field, f'"{shown}" is not a number; {_MEND}')


def _kind(value: object) -> str:
    if value is None:
        return "missing"
    if isinstance(value, float):
        return f"the binary floating-point number {value!r}, which is not exact"
    return f"of type {type(value).__name__}"


def _places_needed(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
