"""Questionnaires: official wording, answer codes, scoring, bands and licence. A missing item is no score."""

from typing import Final

from .answer_lists import ALSO_ACCEPTED
from .cows import COWS
from .gad import GAD2, GAD7
from .nrs import NRS
from .peg import PEG
from .phq import PHQ2, PHQ9, PHQ9_SUICIDE_ITEM
from .scale import (
    TRANSLATION_NOT_LOADED,
    Answer,
    Band,
    Item,
    Licence,
    Scale,
    ScaleError,
    ScoreResult,
    Scoring,
)

SCALES: Final = (PEG, NRS, PHQ2, PHQ9, GAD2, GAD7, COWS)


def find_scale(scale_id: str) -> Scale:
    """The scale with this id. Raises ScaleError naming the ids there are."""
    found = next((scale for scale in SCALES if scale.id == scale_id), None)
    if found is None:
        raise ScaleError(scale_id, f"no scale has this id; there are {', '.join(scale.id for scale in SCALES)}")
    return found


__all__ = [
    "ALSO_ACCEPTED",
    "COWS",
    "GAD2",
    "GAD7",
    "NRS",
    "PEG",
    "PHQ2",
    "PHQ9",
    "PHQ9_SUICIDE_ITEM",
    "SCALES",
    "TRANSLATION_NOT_LOADED",
    "Answer",
    "Band",
    "Item",
    "Licence",
    "Scale",
    "ScaleError",
    "ScoreResult",
    "Scoring",
    "find_scale",
]
