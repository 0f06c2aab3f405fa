"""Constipation that lasts.

When: the person reports no bowel movement for more than 3 days.
Then: YELLOW: on the list of the next working day: laxatives, fluids, other medicines.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current
from .signs import judge_signs

ID: Final = "constipation"
DOMAIN: Final = "bowel"
NEEDS: Final = ("constipation",)
READS: Final = ("constipation",)
LIMITS: Final = ("daily_answer_valid_hours",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to treat constipation before it becomes an emergency",
    output=(Urgency.YELLOW,),
    limits=("Belly pain with vomiting is an emergency that this rule does not know."),
    fairness=("Shame keeps people from telling; the question is the same for everybody."),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """YELLOW on a yes; unanswerable when the question was not answered lately."""
    hours = limits.daily_answer_valid_hours
    answers = {
        "constipation": current(picture.constipation, picture.as_of, hours),
    }
    return judge_signs(ID, DOMAIN, CITES, Urgency.YELLOW, answers)
