"""Questionnaires: official wording, answer codes, scoring, bands and licence. A missing item is no score.

Each is a content pack, one file in `packs/`; a site may load packs of its own.
"""

from collections.abc import Mapping
from typing import Final

from .pack_writing import scale_to_pack
from .packs import FORMAT, PackError, packaged, scale_from_pack, scale_from_text
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
    Skip,
)

PEG: Final = packaged("peg")
NRS: Final = packaged("nrs")
PHQ2: Final = packaged("phq2")
PHQ9: Final = packaged("phq9")
GAD2: Final = packaged("gad2")
GAD7: Final = packaged("gad7")
COWS: Final = packaged("cows")
CSSRS: Final = packaged("cssrs")
AUDIT_C: Final = packaged("auditc")
PGIC: Final = packaged("pgic")
SOWS_GOSSOP: Final = packaged("sowsg")
SCALES: Final = (PEG, NRS, PHQ2, PHQ9, GAD2, GAD7, COWS, CSSRS, AUDIT_C, PGIC, SOWS_GOSSOP)

PHQ9_SUICIDE_ITEM: Final = "phq9_9"
PHQ2_SAFETY_ITEM: Final = "phq2_safety"
"""Item 9 of the PHQ-9, asked after the PHQ-2; it is not counted."""

ALSO_ACCEPTED: Final[Mapping[str, str]] = {"LA18938-3": "LA6570-1"}
"""Seen in the wild for "More than half the days": accepted on import, never emitted."""


def find_scale(scale_id: str) -> Scale:
    """The scale with this id. Raises ScaleError naming the ids there are."""
    found = next((scale for scale in SCALES if scale.id == scale_id), None)
    if found is None:
        raise ScaleError(scale_id, f"no scale has this id; there are {', '.join(scale.id for scale in SCALES)}")
    return found


__all__ = [
    "ALSO_ACCEPTED",
    "AUDIT_C",
    "COWS",
    "CSSRS",
    "FORMAT",
    "GAD2",
    "GAD7",
    "NRS",
    "PEG",
    "PGIC",
    "PHQ2",
    "PHQ2_SAFETY_ITEM",
    "PHQ9",
    "PHQ9_SUICIDE_ITEM",
    "SCALES",
    "SOWS_GOSSOP",
    "TRANSLATION_NOT_LOADED",
    "Answer",
    "Band",
    "Item",
    "Licence",
    "PackError",
    "Scale",
    "ScaleError",
    "ScoreResult",
    "Scoring",
    "Skip",
    "find_scale",
    "scale_from_pack",
    "scale_from_text",
    "scale_to_pack",
]
