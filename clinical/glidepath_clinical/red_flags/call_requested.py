"""The person asks to be called.

When: the person asks for a call.
Then: ORANGE: somebody calls the same day.
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

ID: Final = "call_requested"
DOMAIN: Final = "contact"
NEEDS: Final = ()
READS: Final = ("asks_for_call",)
LIMITS: Final = ("daily_answer_valid_hours",)
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to make sure that a wish to be called is heard the same day",
    output=(Urgency.ORANGE,),
    limits=("Speaks only when somebody asks."),
    fairness=("People with low trust ask less often; outreach must not depend on this rule alone."),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """A wish that was not spoken is no missing answer, so this rule is never unanswerable."""
    said = current(picture.asks_for_call, picture.as_of, limits.daily_answer_valid_hours)
    return conclude(ID, DOMAIN, CITES, sign(Urgency.ORANGE, "asks", said), ())
