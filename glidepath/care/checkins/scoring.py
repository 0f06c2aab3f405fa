"""Scoring a validated scale by its definition in the clinical core."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from glidepath_clinical import __version__
from glidepath_clinical.scales import ScaleError, ScoreResult, find_scale

from glidepath.care.checkins.daily import AnswersRefused


def scored(scale_id: str, answers: Mapping[str, int], informant: str) -> dict[str, Any]:
    """The fields of a ScaleResponse: answers, exact total or none, band. Raises AnswersRefused.

    A caregiver never answers a scale for the person, and a clinician's scale is the clinician's alone.
    """
    try:
        scale = find_scale(scale_id)
        result = scale.score(answers)
    except ScaleError as wrong:
        raise AnswersRefused({wrong.item: wrong.message}) from wrong
    if informant != scale.completed_by:
        raise AnswersRefused({scale_id: _("Only the person named by this scale can answer it.")})
    if not answers:
        raise AnswersRefused({scale_id: _("Answer at least one question.")})
    return {
        "scale": scale.id,
        "answers": dict(answers),
        "total": _total(result),
        "band": result.band.name if result.band else "",
        "form_version": f"core {__version__}",
    }


def _total(result: ScoreResult) -> Decimal | None:
    """Three decimal places, as stored; a PEG mean of 4 2/3 is 4.667."""
    if result.total is None:
        return None
    exact = Decimal(result.total.numerator) / Decimal(result.total.denominator)
    return exact.quantize(Decimal("0.001"))
