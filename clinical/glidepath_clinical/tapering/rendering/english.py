"""Doses in English words: "one 60 mg tablet and one 15 mg tablet", "one and a half 15 mg tablets".

A liquid is a volume, and a volume is read from the marks of a syringe: "7.5 mL of the 2 mg/mL solution".
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text

LIQUID = "solution"
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TO_NINETEEN = tuple(_WORDS.split())
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def words_of(units: Sequence[tuple[Fraction, str]], form: str) -> str:
    """All units of one dose: (count, strength with unit), the largest strength first."""
    parts = [_part(count, strength, form) for count, strength in units]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _part(count: Fraction, strength: str, form: str) -> str:
    if form == LIQUID:
        return f"{decimal_text(count)} mL of the {strength} {form}"
    whole, has_half = count.numerator // count.denominator, count.denominator == 2
    if whole == 0:
        return f"half a {strength} {form}"
    number = f"{number_word(whole)} and a half" if has_half else number_word(whole)
    return f"{number} {strength} {form if count == 1 else plural(form)}"


def number_word(number: int) -> str:
    """A whole number from 0 to 999 in words."""
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return f"{_TO_NINETEEN[hundreds]} hundred" + (f" {number_word(rest)}" if rest else "")
    if number < 20:
        return _TO_NINETEEN[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_TO_NINETEEN[ones]}" if ones else "")


def plural(form: str) -> str:
    """More than one of a form; "tablet or capsule" becomes "tablets or capsules"."""
    return " or ".join(f"{word}es" if word.endswith("ch") else f"{word}s" for word in form.split(" or "))
