"""The one frozen rendering of a step: what to take at each time of day, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from glidepath_clinical.quantities import parse_decimal
from glidepath_clinical.tapering.rendering import english, spanish

LANGUAGES = {"en": english.words_of, "es": spanish.words_of}
DAY_ORDER = ("morning", "noon", "evening", "bedtime")


@dataclass(frozen=True)
class DoseWords:
    """One dose of one step: its digits, its units, and the same in words."""

    product: str
    time_of_day: str
    amount: str
    unit: str
    units: tuple[tuple[str, str], ...]
    words: str

    def to_json(self) -> dict[str, Any]:
        """The dose as JSON; numbers stay decimal strings."""
        return {
            "product": self.product,
            "time_of_day": self.time_of_day,
            "amount": self.amount,
            "unit": self.unit,
            "units": [{"strength": strength, "count": count} for strength, count in self.units],
            "words": self.words,
        }


def step_words(step_json: Mapping[str, Any], language: str) -> list[DoseWords]:
    """The doses of a step in the order of the day; a step in which nothing is taken gives an empty list.

    Raises ValueError for a language that is not `en` or `es`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no words in {language!r}; known: {', '.join(LANGUAGES)}")
    return [
        _dose_words(medicine, time, language)
        for medicine in step_json["medicines"]
        for time in DAY_ORDER
        if time in medicine["doses"]
    ]


def _dose_words(medicine: Mapping[str, Any], time: str, language: str) -> DoseWords:
    dose = medicine["doses"][time]
    units = tuple((str(row["strength"]), str(row["count"])) for row in dose["units"])
    counted = [(parse_decimal(row["count"], "count"), _strength(row, medicine)) for row in dose["units"]]
    words = LANGUAGES[language](counted, medicine["form"])
    return DoseWords(medicine["product"], time, dose["amount"], medicine["unit"], units, capital(words))


def _strength(row: Mapping[str, Any], medicine: Mapping[str, Any]) -> str:
    """The strength as the package prints it: "60 mg", "5/325 mg", "2 mg/mL"."""
    partner = f"/{row['partner_strength']}" if "partner_strength" in row else ""
    return f"{row['strength']}{partner} {medicine.get('strength_unit', medicine['unit'])}"


def capital(words: str) -> str:
    """The words with their first letter large."""
    return words[:1].upper() + words[1:]
