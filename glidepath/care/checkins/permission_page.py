"""The list of questionnaires as the clinic reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from glidepath.care.checkins.scoring import why_not_usable
from glidepath.record.instruments.queries import instruments_of


@dataclass(frozen=True)
class QuestionnaireRow:
    """One questionnaire: what it is, its terms, and what keeps it from being used (empty: nothing)."""

    scale: Any
    languages: str
    lacks: str
    own_copy: bool
    permission: Any | None


def questionnaire_rows(site_id: int, on: date) -> list[QuestionnaireRow]:
    """Every questionnaire the clinic knows."""
    found = instruments_of(site_id, on).values()
    return [
        QuestionnaireRow(
            scale=one.scale,
            languages=", ".join(one.scale.languages()) or _("no wording loaded"),
            lacks=why_not_usable(one) if one.lacks else "",
            own_copy=one.own_copy,
            permission=one.permission,
        )
        for one in found
    ]
