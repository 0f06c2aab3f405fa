"""Withdrawal that needs a clinician today.

When: the Clinical Opiate Withdrawal Scale, rated by a clinician in the last 24 hours, is at least 13
      and below the crisis score.
Then: ORANGE: a clinician looks today; consider a hold.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .answers import current, number, points
from .conclusion import Criterion, conclude

ID: Final = "withdrawal_moderate"
DOMAIN: Final = "withdrawal"
NEEDS: Final = ("cows_latest",)
LIMITS: Final = ("cows_moderate_score", "cows_crisis_score", "cows_valid_hours")
CITES: Final = ("cows-2003", "glidepath-monitoring")


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """ORANGE inside the range; the crisis rule speaks above it."""
    cows = current(picture.cows_latest, picture.as_of, limits.cows_valid_hours)
    if cows is None or cows.informant != "clinician":
        return conclude(ID, DOMAIN, CITES, (), NEEDS)
    if not limits.cows_moderate_score <= number(cows) < limits.cows_crisis_score:
        return None
    score, limit = points(number(cows)), points(limits.cows_moderate_score)
    met = Criterion(Urgency.ORANGE, "cows", {"score": score, "limit": limit}, (cows,))
    return conclude(ID, DOMAIN, CITES, [met], ())
