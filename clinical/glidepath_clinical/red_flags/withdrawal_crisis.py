"""Withdrawal that cannot wait.

When: the Clinical Opiate Withdrawal Scale, rated by a clinician in the last 24 hours, is 25 or more,
      or no fluids stayed down for 24 hours.
Then: RED: a person calls now; no step begins while the alert is open.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .answers import current, is_yes, number, points
from .conclusion import Criterion, conclude

ID: Final = "withdrawal_crisis"
DOMAIN: Final = "withdrawal"
NEEDS: Final = ("cows_latest", "cannot_keep_fluids_down")
LIMITS: Final = ("cows_crisis_score", "cows_valid_hours", "daily_answer_valid_hours")
CITES: Final = ("cows-2003", "glidepath-monitoring")


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """RED on either criterion; unanswerable when neither is met and an answer is missing or stale."""
    cows = current(picture.cows_latest, picture.as_of, limits.cows_valid_hours)
    if cows is not None and cows.informant != "clinician":
        cows = None
    fluids = current(picture.cannot_keep_fluids_down, picture.as_of, limits.daily_answer_valid_hours)
    met = []
    if cows is not None and number(cows) >= limits.cows_crisis_score:
        met.append(_score(cows, limits))
    if fluids is not None and is_yes(fluids):
        met.append(Criterion(Urgency.RED, "fluids", readings=(fluids,)))
    answers = {"cows_latest": cows, "cannot_keep_fluids_down": fluids}
    return conclude(ID, DOMAIN, CITES, met, [name for name in NEEDS if answers[name] is None])


def _score(cows: Reading, limits: Limits) -> Criterion:
    score, limit = points(number(cows)), points(limits.cows_crisis_score)
    return Criterion(Urgency.RED, "cows", {"score": score, "limit": limit}, (cows,))
