"""The person fell.

When: anybody reports a fall.
Then: ORANGE: somebody calls the same day: injury, head, blood pressure, sedation, other medicines.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current
from .signs import judge_signs

ID: Final = "fall"
DOMAIN: Final = "fall"
NEEDS: Final = ("fall",)
READS: Final = ("fall",)
LIMITS: Final = ("daily_answer_valid_hours",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to look at a fall the same day",
    output=(Urgency.ORANGE,),
    limits=("Falls that were forgotten or not told are not seen."),
    fairness=("Older people report falls less often than they have them, out of fear for their independence."),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """ORANGE on a yes; unanswerable when the question was not answered lately."""
    hours = limits.daily_answer_valid_hours
    answers = {
        "fall": current(picture.fall, picture.as_of, hours),
    }
    return judge_signs(ID, DOMAIN, CITES, Urgency.ORANGE, answers)
