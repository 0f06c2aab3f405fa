"""What an invented person is: a medicine, a story, a life around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Medicine:
    """What one person takes at the start, and how the order in the file reads."""

    product: str
    rxcui: str
    display: str
    strengths: tuple[str, ...]
    doses: dict[str, str]
    order_has_dose: bool = True


@dataclass(frozen=True)
class Person:
    """One invented patient and the story of their months."""

    key: str
    given: str
    family: str
    born_on: date
    gender: str
    language: str
    story: str
    medicine: Medicine
    framework: str = "va-slowest"
    goal_words: str = ""
    milestones: tuple[str, str] = ("Walk to the shop", "Sleep through the night")
    conditions: tuple[tuple[str, str], ...] = (("278860009", "Chronic low back pain"),)
    egfr: str = "84"
    weeks: int = 16
    extra: dict[str, str] = field(default_factory=dict)


MORPHINE = "morphine ER tablet"
OXYCODONE = "oxycodone ER tablet 12 h"


def morphine(daily: tuple[str, str, str], *, order_has_dose: bool = True) -> Medicine:
    """Morphine extended release three times a day."""
    doses = {time: dose for time, dose in zip(("morning", "noon", "evening"), daily, strict=True) if dose != "0"}
    return Medicine(
        MORPHINE,
        "891881",
        "Morphine Sulfate 15 MG Extended Release Oral Tablet",
        ("15", "30", "60"),
        doses,
        order_has_dose,
    )


def oxycodone(each: str, *, order_has_dose: bool = True) -> Medicine:
    """Oxycodone extended release twice a day."""
    doses = {"morning": each, "evening": each}
    return Medicine(
        OXYCODONE,
        "1049502",
        "12 HR Oxycodone Hydrochloride 10 MG Extended Release Oral Tablet",
        ("10", "15", "20", "30", "40"),
        doses,
        order_has_dose,
    )
