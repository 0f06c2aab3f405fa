"""A caregiver is worried.

When: a caregiver says that they are worried about the person.
Then: ORANGE: somebody calls the caregiver and the person the same day. Nothing that the person did not grant is
      told.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import current
from .conclusion import conclude
from .signs import sign

ID: Final = "caregiver_concern"
DOMAIN: Final = "contact"
NEEDS: Final = ()
READS: Final = ("caregiver_concern",)
LIMITS: Final = ("daily_answer_valid_hours",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to hear a worried caregiver the same day",
    output=(Urgency.ORANGE,),
    limits=("Speaks only when a caregiver says so. A worry never answers for the person."),
    fairness=("People without a caregiver have nobody who speaks up; outreach must not depend on this rule."),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """A worry that was not spoken is no missing answer, so this rule is never unanswerable."""
    said = current(picture.caregiver_concern, picture.as_of, limits.daily_answer_valid_hours)
    return conclude(ID, DOMAIN, CITES, sign(Urgency.ORANGE, "worried", said), ())
