"""In an emergency department or hospital.

When: anybody reports an unplanned visit to an emergency department or hospital.
Then: ORANGE: somebody calls the same day, learns why, and reconciles the medicines; the next step waits.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current
from .signs import judge_signs

ID: Final = "emergency_visit"
DOMAIN: Final = "hospital"
NEEDS: Final = ("emergency_visit",)
READS: Final = ("emergency_visit",)
LIMITS: Final = ("asked_weekly_valid_days",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to learn of hospital visits and of what was changed there",
    output=(Urgency.ORANGE,),
    limits=("Depends on somebody telling it; records of other hospitals come later or never."),
    fairness=("People without insurance or far from a hospital go less often with the same illness."),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """ORANGE on a yes; unanswerable when the question was not answered lately."""
    hours = limits.asked_weekly_valid_days * 24
    answers = {
        "emergency_visit": current(picture.emergency_visit, picture.as_of, hours),
    }
    return judge_signs(ID, DOMAIN, CITES, Urgency.ORANGE, answers)
