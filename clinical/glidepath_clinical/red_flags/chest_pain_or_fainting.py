"""Chest pain or fainting.

When: anybody reports chest pain or that the person fainted: RED. Reported by a device alone: ORANGE, and ask now.
Then: RED: the emergency number on the screen at once, a person calls now. With methadone or ondansetron think of
      the QT interval.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current
from .signs import judge_signs

ID: Final = "chest_pain_or_fainting"
DOMAIN: Final = "heart"
NEEDS: Final = ("chest_pain_or_fainting",)
READS: Final = ("chest_pain_or_fainting",)
LIMITS: Final = ("daily_answer_valid_hours",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to bring help at once for chest pain or fainting",
    output=(Urgency.RED, Urgency.ORANGE),
    limits=("Chest pain has many causes; the rule does not tell them apart and clears nobody."),
    fairness=(
        "Heart attacks show with other signs more often in women, older people and people with diabetes; the "
        "question does not ask for those."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """RED on a yes, whoever reports it; unanswerable when the question was not answered lately."""
    hours = limits.daily_answer_valid_hours
    answers = {"chest_pain_or_fainting": current(picture.chest_pain_or_fainting, picture.as_of, hours)}
    return judge_signs(ID, DOMAIN, CITES, Urgency.RED, answers)
