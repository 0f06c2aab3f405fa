"""Scoring a validated scale by its definition in the clinical core."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from glidepath_clinical import __version__
from glidepath_clinical.scales import Scale, ScaleError, ScoreResult

from glidepath.care.checkins.daily import AnswersRefused
from glidepath.record.instruments.queries import PERMISSION, WORDING, Instrument, instrument_of


def scored(scale: Scale, answers: Mapping[str, int | None], informant: str) -> dict[str, Any]:
    """The fields of a ScaleResponse: answers, exact total or none, band. Raises AnswersRefused.

    An item that the person would rather not answer is stored as None, so that rules see it as declined; an item that
    was not shown is not stored. A caregiver never answers a scale for the person, and a clinician's scale is the
    clinician's alone.
    """
    try:
        known_items(scale, answers)
        result = scale.score({code: value for code, value in answers.items() if value is not None})
    except ScaleError as wrong:
        raise AnswersRefused({wrong.item: wrong.message}) from wrong
    if informant != scale.completed_by:
        raise AnswersRefused({scale.id: _("Only the person named by this scale can answer it.")})
    if not answers:
        raise AnswersRefused({scale.id: _("Answer at least one question.")})
    return {
        "scale": scale.id,
        "answers": dict(answers),
        "total": _total(result),
        "band": result.band.name if result.band else "",
        "form_version": f"{scale.version} · {__version__}"[:20],
    }


def usable_scale(site_id: int, scale_id: str, on: date) -> Scale:
    """The clinic's wording of a scale. Raises AnswersRefused naming what keeps the clinic from using it."""
    found = instrument_of(site_id, scale_id, on)
    if found is None:
        raise AnswersRefused({scale_id: _("No questionnaire has this name.")})
    if not found.usable:
        raise AnswersRefused({scale_id: why_not_usable(found)})
    return found.scale


def why_not_usable(found: Instrument) -> str:
    """What a clinic must do before this questionnaire may be used."""
    words = {
        PERMISSION: _("Its rights holder must permit it first: record the permission on the page Questionnaires."),
        WORDING: _("Its wording is not loaded here: load the clinic's own licensed copy."),
    }
    return " ".join(words[name] for name in found.lacks)


def known_items(scale: Scale, answers: Mapping[str, int | None]) -> None:
    """Raises ScaleError for an item the scale does not have, declined or not."""
    codes = {item.code for item in (*scale.items, *scale.unscored)}
    for code in answers:
        if code not in codes:
            raise ScaleError(code, f"{scale.title} has no such item")


def _total(result: ScoreResult) -> Decimal | None:
    """Three decimal places, as stored; a PEG mean of 4 2/3 is 4.667."""
    if result.total is None:
        return None
    exact = Decimal(result.total.numerator) / Decimal(result.total.denominator)
    return exact.quantize(Decimal("0.001"))
