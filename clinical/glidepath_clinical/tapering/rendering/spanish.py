"""Doses in Spanish words: "una tableta de 60 mg y una tableta de 15 mg", "una tableta y media de 15 mg"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from glidepath_clinical.quantities import decimal_text

LIQUID = "solution"
_FORMS = {
    "tablet": ("tableta", "tabletas", "a"),
    "capsule": ("cápsula", "cápsulas", "a"),
    "tablet or capsule": ("tableta o cápsula", "tabletas o cápsulas", "a"),
    "patch": ("parche", "parches", "o"),
    "film": ("película", "películas", "a"),
}
_WORDS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_TO_TWENTY_NINE = tuple(_WORDS.split())
_TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_HUNDREDS = ("ciento", "doscient", "trescient", "cuatrocient", "quinient", "seiscient", "setecient", "ochocient",
             "novecient")  # fmt: skip
_ONE = {"a": {1: "una", 21: "veintiuna"}, "o": {1: "un", 21: "veintiún"}}


def words_of(units: Sequence[tuple[Fraction, str]], form: str) -> str:
    """All units of one dose: (count, strength with unit), the largest strength first."""
    parts = [_part(count, strength, form) for count, strength in units]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} y {parts[-1]}"


def _part(count: Fraction, strength: str, form: str) -> str:
    if form == LIQUID:
        return f"{decimal_text(count)} mL de la solución de {strength}"
    one, many, gender = _FORMS[form]
    half = f"medi{gender}"
    whole, has_half = count.numerator // count.denominator, count.denominator == 2
    if whole == 0:
        return f"{half} {one} de {strength}"
    counted = f"{number_word(whole, gender)} {one if whole == 1 else many}"
    return f"{counted} y {half} de {strength}" if has_half else f"{counted} de {strength}"


def number_word(number: int, gender: str) -> str:
    """A whole number from 0 to 999 before a noun; `gender` is "a" or "o"."""
    if number >= 100:
        return _hundreds(number, gender)
    if number in _ONE[gender]:
        return _ONE[gender][number]
    if number < 30:
        return _TO_TWENTY_NINE[number]
    tens, ones = divmod(number, 10)
    last = _ONE[gender].get(ones, _TO_TWENTY_NINE[ones])
    return _TENS[tens - 3] + (f" y {last}" if ones else "")


def _hundreds(number: int, gender: str) -> str:
    hundreds, rest = divmod(number, 100)
    if number == 100:
        return "cien"
    stem = _HUNDREDS[hundreds - 1]
    word = stem if hundreds == 1 else f"{stem}{gender}s"
    return f"{word} {number_word(rest, gender)}" if rest else word
