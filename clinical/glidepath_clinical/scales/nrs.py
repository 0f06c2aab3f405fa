"""Numeric rating scale: pain now, 0 to 10. A generic scale in our own words."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from .answer_lists import zero_to_ten
from .scale import Band, Item, Licence, Scale, Scoring

NRS: Final = Scale(
    id="nrs",
    title="Pain now, 0 to 10 (numeric rating scale)",
    stem={"en": "Think of this moment.", "es": "Piense en este momento."},
    items=(
        Item(
            "nrs_now",
            {"en": "How strong is your pain right now?", "es": "¿Qué tan fuerte es su dolor ahora mismo?"},
            "72514-3",
            zero_to_ten("No pain", "Worst pain you can imagine", "Sin dolor", "El peor dolor que pueda imaginar"),
        ),
    ),
    recall="now",
    scoring=Scoring.SUM,
    highest=10,
    bands=(
        Band(Fraction(0), "none", "M"),
        Band(Fraction(1), "mild", "M"),
        Band(Fraction(4), "moderate", "M"),
        Band(Fraction(7), "severe", "M"),
    ),
    licence=Licence("none: generic scale, own wording", "free", "S"),
    loinc_panel=None,
    loinc_total="72514-3",
    source="generic 0 to 10 scale; question and ends in our own words, English and Spanish",
    mark="D",
    completed_by="patient",
    cites=("nrs-mid",),
    translations={"es": "own wording of a generic scale; to be read by a Spanish-speaking clinician of the site"},
)
