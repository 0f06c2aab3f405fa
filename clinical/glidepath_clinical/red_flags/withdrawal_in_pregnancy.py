"""Withdrawal in pregnancy.

When: the person is pregnant and shows withdrawal: COWS 5 or more in the last 24 hours, SOWS 10 or more in the last
      2 days, or withdrawal bothers 4 or more of 10 in the last 2 days: RED.
      The same while it is not known whether the person is pregnant: unanswerable, which is never safe.
Then: RED: a person calls now; no step begins; obstetrics and the prescriber decide together.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import by_a_clinician, by_a_person, by_the_person, current, is_yes, number, points
from .conclusion import Criterion, conclude

ID: Final = "withdrawal_in_pregnancy"
DOMAIN: Final = "withdrawal"
NEEDS: Final = ("pregnant", "withdrawal_bother")
READS: Final = ("pregnant", "cows_latest", "sows_latest", "withdrawal_bother")
LIMITS: Final = (
    "pregnancy_cows_score",
    "pregnancy_sows_score",
    "pregnancy_withdrawal_bother",
    "cows_valid_hours",
    "sows_valid_hours",
    "daily_answer_valid_hours",
)
CITES: Final = ("cows-2003", "sows-gossop", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to bring a pregnant person in withdrawal to somebody at once, because withdrawal endangers the pregnancy",
    output=(Urgency.RED,),
    limits=(
        "Early pregnancy may not be known. Sickness of pregnancy looks like withdrawal and is counted as such here."
    ),
    fairness=(
        "Pregnant people may fear reports to authorities and answer less; how a site handles that must be told to them "
        "beforehand."
    ),
)


class _Measure(NamedTuple):
    """One way in which withdrawal was measured, and from which value it counts."""

    key: str
    reading: Reading | None
    limit: Fraction


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """RED on any measure; nothing for somebody who is not pregnant."""
    pregnant = picture.pregnant
    if pregnant is not None and not is_yes(pregnant):
        return None
    measures = _measures(picture, limits)
    met = [_criterion(one, one.reading) for one in measures if one.reading and number(one.reading) >= one.limit]
    measured = any(one.reading is not None for one in measures)
    missing = [] if measured else ["withdrawal_bother"]
    if pregnant is None:
        return conclude(ID, DOMAIN, CITES, (), ["pregnant", *missing] if met or missing else ())
    return conclude(ID, DOMAIN, CITES, met, missing)


def _measures(picture: PatientPicture, limits: Limits) -> tuple[_Measure, ...]:
    cows = current(by_a_clinician(picture.cows_latest), picture.as_of, limits.cows_valid_hours)
    sows = current(by_the_person(picture.sows_latest), picture.as_of, limits.sows_valid_hours)
    bother = current(by_a_person(picture.withdrawal_bother), picture.as_of, limits.daily_answer_valid_hours)
    return (
        _Measure("cows", cows, limits.pregnancy_cows_score),
        _Measure("sows", sows, limits.pregnancy_sows_score),
        _Measure("bother", bother, limits.pregnancy_withdrawal_bother),
    )


def _criterion(measure: _Measure, reading: Reading) -> Criterion:
    values = {"score": points(number(reading)), "limit": points(measure.limit)}
    return Criterion(Urgency.RED, measure.key, values, (reading,))
