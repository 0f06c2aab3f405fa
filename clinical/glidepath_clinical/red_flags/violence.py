"""Violence or danger at home.

When: anybody reports that the person is hurt or threatened by somebody, or is not safe where they live: RED.
Then: RED: a person calls now, at the number that is safe to call; no message says why. The page shows whom to
      call.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current
from .signs import judge_signs

ID: Final = "violence"
DOMAIN: Final = "safety"
NEEDS: Final = ("unsafe_at_home",)
READS: Final = ("unsafe_at_home",)
LIMITS: Final = ("asked_weekly_valid_days",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to bring a person to somebody who is not safe with other people",
    output=(Urgency.RED,),
    limits=("People often cannot answer truly while somebody else reads along. A no clears nobody."),
    fairness=("Whom people trust with this answer differs by sex, age, culture and residence status."),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """RED on a yes; unanswerable when the question was not answered lately."""
    hours = limits.asked_weekly_valid_days * 24
    answers = {
        "unsafe_at_home": current(picture.unsafe_at_home, picture.as_of, hours),
    }
    return judge_signs(ID, DOMAIN, CITES, Urgency.RED, answers)
