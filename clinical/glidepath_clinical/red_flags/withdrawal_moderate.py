"""Withdrawal that needs a clinician today.

When: the Clinical Opiate Withdrawal Scale, rated by a clinician in the last 24 hours, is at least 13
      and below the crisis score, or the Short Opiate Withdrawal Scale (SOWS, Gossop), answered by the person
      in the last 2 days, is 20 or more.
Then: ORANGE: a clinician looks today; consider a hold.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import by_a_clinician, by_the_person, current, number, points
from .conclusion import Criterion, conclude

ID: Final = "withdrawal_moderate"
DOMAIN: Final = "withdrawal"
NEEDS: Final = ("cows_latest", "sows_latest")
READS: Final = NEEDS
LIMITS: Final = (
    "cows_moderate_score",
    "cows_crisis_score",
    "cows_valid_hours",
    "sows_moderate_score",
    "sows_valid_hours",
)
CITES: Final = ("cows-2003", "sows-gossop", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to let a clinician see moderate opioid withdrawal the same day",
    output=(Urgency.ORANGE,),
    limits=("Only opioid withdrawal, and only when one of the two scales was answered lately."),
    fairness=("Signs on skin may be rated lower on darker skin."),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """ORANGE on either scale; the crisis rule speaks above its score; unanswerable when neither scale answers."""
    cows = current(by_a_clinician(picture.cows_latest), picture.as_of, limits.cows_valid_hours)
    sows = current(by_the_person(picture.sows_latest), picture.as_of, limits.sows_valid_hours)
    met = []
    if cows is not None and limits.cows_moderate_score <= number(cows) < limits.cows_crisis_score:
        met.append(_score("cows", cows, limits.cows_moderate_score))
    if sows is not None and number(sows) >= limits.sows_moderate_score:
        met.append(_score("sows", sows, limits.sows_moderate_score))
    return conclude(ID, DOMAIN, CITES, met, NEEDS if cows is None and sows is None else ())


def _score(key: str, reading: Reading, limit: Fraction) -> Criterion:
    values = {"score": points(number(reading)), "limit": points(limit)}
    return Criterion(Urgency.ORANGE, key, values, (reading,))
