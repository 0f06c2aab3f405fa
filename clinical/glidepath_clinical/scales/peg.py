"""PEG: pain on average, enjoyment of life, general activity; the mean of three answers from 0 to 10."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from .answer_lists import zero_to_ten
from .scale import Band, Item, Licence, Scale, Scoring

_PAIN = zero_to_ten("No pain", "Pain as bad as you can imagine")
_INTERFERES = zero_to_ten("Does not interfere", "Completely interferes")
_ASKED = "What number best describes how, during the past week, pain has interfered with your"

PEG: Final = Scale(
    id="peg",
    title="PEG (Pain, Enjoyment of life, General activity)",
    stem={"en": "Think of the past week.", "es": None},
    items=(
        Item(
            "peg_pain",
            {"en": "What number best describes your pain on average in the past week?", "es": None},
            "75893-8",
            _PAIN,
        ),
        Item("peg_enjoyment", {"en": f"{_ASKED} enjoyment of life?", "es": None}, "91145-3", _INTERFERES),
        Item("peg_activity", {"en": f"{_ASKED} general activity?", "es": None}, "91146-1", _INTERFERES),
    ),
    recall="past week",
    scoring=Scoring.MEAN,
    highest=10,
    bands=(
        Band(Fraction(0), "mild", "M"),
        Band(Fraction(4), "moderate", "M"),
        Band(Fraction(7), "severe", "M"),
    ),
    licence=Licence(
        "Krebs and colleagues, Journal of General Internal Medicine 2009 (open access)",
        "free to use; the statement that no permission is needed has not been checked word for word",
        "M",
    ),
    loinc_panel="91148-7",
    loinc_total="91147-9",
    source="Krebs 2009; wording of the items as in LOINC 75893-8, 91145-3 and 91146-1. The opening line is ours",
    mark="S",
    completed_by="patient",
    cites=("peg-2009",),
)
