"""Somebody asks to be called.

When: the person asks for a call, or a caregiver says they are worried.
Then: ORANGE: somebody calls the same day.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .answers import current, is_yes
from .conclusion import Criterion, conclude

ID: Final = "call_requested"
DOMAIN: Final = "contact"
NEEDS: Final = ()
LIMITS: Final = ("daily_answer_valid_hours",)
CITES: Final = ("glidepath-monitoring",)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """A wish that was not spoken is no missing answer, so this rule is never unanswerable."""
    hours = limits.daily_answer_valid_hours
    asks = current(picture.asks_for_call, picture.as_of, hours)
    worried = current(picture.caregiver_concern, picture.as_of, hours)
    met = []
    if asks is not None and is_yes(asks):
        met.append(Criterion(Urgency.ORANGE, "asks", readings=(asks,)))
    if worried is not None and is_yes(worried):
        met.append(Criterion(Urgency.ORANGE, "caregiver", readings=(worried,)))
    return conclude(ID, DOMAIN, CITES, met, ())
