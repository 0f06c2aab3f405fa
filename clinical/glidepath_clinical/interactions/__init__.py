"""Combinations of medicines: what starts, rises, falls or stops beside what is taken, and what then may happen.

`evaluate` answers as the red flags do: found, unanswerable by name, failed. One rule per row of the list.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, Final

from glidepath_clinical.findings import Evaluation, Failed, Finding, Unanswerable
from glidepath_clinical.protocol import Limits

from . import source_attributes as _attributes
from .classes import CLASSES, MedicineClass
from .combination import Combination, Moment, Then
from .combinations import COMBINATIONS
from .judging import DOMAIN, judge
from .languages import in_language
from .names import ReadName, ingredients, read_name
from .reading_json import situation_from_json
from .reasons import REASONS
from .situation import (
    MEASURED_WORDS,
    TOLD_WORDS,
    Change,
    ChangeKind,
    Measured,
    Medicine,
    Situation,
    SituationError,
)
from .taken import know

INTERACTIONS_VERSION: Final = _attributes.INTERACTIONS_VERSION


class UnknownCombination(LookupError):
    """No combination has this id; `nearest` names the ones that look like it."""

    def __init__(self, row_id: str, nearest: tuple[str, ...]) -> None:
        super().__init__(f"no combination is called {row_id}; nearest: {', '.join(nearest)}")
        self.row_id = row_id
        self.nearest = nearest


def evaluate(situation: Situation, limits: Limits, rows: Sequence[Combination] = COMBINATIONS) -> Evaluation:
    """What every combination says. Never raises for a row that breaks: that one is `failed`, the others still speak.

    A finding for which a fact was missing stands in both lists, found and unanswerable.
    """
    known = know(situation, limits)
    found: list[Finding] = []
    unanswerable: list[Unanswerable] = []
    failed: list[Failed] = []
    for row in rows:
        # Whatever breaks inside one row must neither hide itself nor stop the others.
        try:
            answer = judge(row, known)
        except Exception as error:
            failed.append(Failed(row.id, type(error).__name__))
            continue
        if isinstance(answer, Finding):
            found.append(answer)
            unanswerable.extend([Unanswerable(row.id, answer.missing)] if answer.missing else [])
        elif isinstance(answer, Unanswerable):
            unanswerable.append(answer)
    found.sort(key=lambda finding: finding.urgency.rank)
    return Evaluation(tuple(found), tuple(unanswerable), tuple(failed))


def find_combination(row_id: str) -> Combination:
    """The combination with this id, such as I14. Raises UnknownCombination with the nearest ids."""
    ids = [row.id for row in COMBINATIONS]
    if row_id.upper() not in ids:
        raise UnknownCombination(row_id, tuple(difflib.get_close_matches(row_id.upper(), ids, n=3)) or tuple(ids))
    return COMBINATIONS[ids.index(row_id.upper())]


def source_attributes(row_id: str) -> dict[str, Any]:
    """The source attributes of a combination, ready for JSON. Raises UnknownCombination."""
    return _attributes.source_attributes(find_combination(row_id))


__all__ = [
    "CLASSES",
    "COMBINATIONS",
    "DOMAIN",
    "INTERACTIONS_VERSION",
    "MEASURED_WORDS",
    "REASONS",
    "TOLD_WORDS",
    "Change",
    "ChangeKind",
    "Combination",
    "Measured",
    "Medicine",
    "MedicineClass",
    "Moment",
    "ReadName",
    "Situation",
    "SituationError",
    "Then",
    "UnknownCombination",
    "evaluate",
    "find_combination",
    "in_language",
    "ingredients",
    "know",
    "read_name",
    "situation_from_json",
    "source_attributes",
]
