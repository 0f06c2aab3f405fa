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

from .about_rule import AboutRule
from .answers import by_a_clinician, by_a_person, current, number, points
from .conclusion import Criterion, conclude
from .signs import sign

ID: Final = "withdrawal_crisis"
DOMAIN: Final = "withdrawal"
NEEDS: Final = ("cows_latest", "cannot_keep_fluids_down")
READS: Final = ("cows_latest", "cannot_keep_fluids_down")
LIMITS: Final = ("cows_crisis_score", "cows_valid_hours", "daily_answer_valid_hours")
CITES: Final = ("cows-2003", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to bring a person to somebody in severe opioid withdrawal at once",
    output=(Urgency.RED,),
    limits=(
        "The scale needs a clinician; pupils and gooseflesh are hard to see on video. Withdrawal from "
        "benzodiazepines, baclofen, gabapentinoids or alcohol is not measured by this scale."
    ),
    fairness=(
        "Signs on skin are described for light skin and may be rated lower on darker skin. The question about "
        "fluids depends on being asked in the person's language."
    ),
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """RED on either criterion; unanswerable when neither is met and an answer is missing or stale."""
    cows = current(by_a_clinician(picture.cows_latest), picture.as_of, limits.cows_valid_hours)
    fluids = current(by_a_person(picture.cannot_keep_fluids_down), picture.as_of, limits.daily_answer_valid_hours)
    met = []
    if cows is not None and number(cows) >= limits.cows_crisis_score:
        met.append(_score(cows, limits))
    met += sign(Urgency.RED, "fluids", fluids)
    answers = {"cows_latest": cows, "cannot_keep_fluids_down": fluids}
    return conclude(ID, DOMAIN, CITES, met, [name for name in NEEDS if answers[name] is None])


def _score(cows: Reading, limits: Limits) -> Criterion:
    score, limit = points(number(cows)), points(limits.cows_crisis_score)
    return Criterion(Urgency.RED, "cows", {"score": score, "limit": limit}, (cows,))
