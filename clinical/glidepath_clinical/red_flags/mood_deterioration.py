"""Mood or anxiety is getting worse.

When: the PHQ-9 total is 5 or more above the person's own baseline, or 15 or more; or the GAD-7 total is 15 or
      more: ORANGE. A high score that is known (the baseline is high too and the rise is below 3) and that a
      clinician has reviewed does not alarm again.
      PHQ-2 or GAD-2 is 3 or more and the long scale has not been answered since: YELLOW.
Then: ORANGE: a clinician looks today, the next step waits. YELLOW: ask the PHQ-9 or the GAD-7 within 24 hours.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .answers import by_the_person, current, number, points
from .conclusion import Criterion, conclude

ID: Final = "mood_deterioration"
DOMAIN: Final = "mood"
NEEDS: Final = ("phq9_total", "phq9_baseline", "gad7_total")
LIMITS: Final = (
    "phq9_rise",
    "phq9_high",
    "gad7_high",
    "known_high_rise",
    "phq2_positive",
    "gad2_positive",
    "mood_score_valid_days",
)
CITES: Final = ("phq-9", "phq-2", "gad-7", "glidepath-monitoring")


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """All criteria that are met; unanswerable when none is and a score or the baseline is missing."""
    phq9, gad7 = _now(picture, picture.phq9_total, limits), _now(picture, picture.gad7_total, limits)
    baseline = by_the_person(picture.phq9_baseline)
    found = [
        _rise(phq9, baseline, limits),
        _high(picture, "phq9_high", phq9, baseline, limits.phq9_high, limits),
        _high(picture, "gad7_high", gad7, by_the_person(picture.gad7_baseline), limits.gad7_high, limits),
        _short(picture, "phq2", picture.phq2_total, phq9, limits.phq2_positive, limits),
        _short(picture, "gad2", picture.gad2_total, gad7, limits.gad2_positive, limits),
    ]
    answers = {"phq9_total": phq9, "phq9_baseline": baseline, "gad7_total": gad7}
    met = [criterion for criterion in found if criterion is not None]
    return conclude(ID, DOMAIN, CITES, met, [name for name in NEEDS if answers[name] is None])


def _now(picture: PatientPicture, reading: Reading | None, limits: Limits) -> Reading | None:
    return current(by_the_person(reading), picture.as_of, limits.mood_score_valid_days * 24)


def _rise(phq9: Reading | None, baseline: Reading | None, limits: Limits) -> Criterion | None:
    if phq9 is None or baseline is None:
        return None
    rise = number(phq9) - number(baseline)
    if rise < limits.phq9_rise:
        return None
    values = {"score": points(number(phq9)), "rise": points(rise)}
    return Criterion(Urgency.ORANGE, "phq9_rise", values, (phq9, baseline))


def _high(
    picture: PatientPicture,
    key: str,
    score: Reading | None,
    baseline: Reading | None,
    high: Fraction,
    limits: Limits,
) -> Criterion | None:
    if score is None or number(score) < high or _known(picture, score, baseline, high, limits):
        return None
    values = {"score": points(number(score)), "limit": points(high)}
    return Criterion(Urgency.ORANGE, key, values, (score,))


def _known(picture: PatientPicture, score: Reading, baseline: Reading | None, high: Fraction, limits: Limits) -> bool:
    if baseline is None or not isinstance(picture.high_mood_score_reviewed_on, date):
        return False
    return number(baseline) >= high and number(score) - number(baseline) < limits.known_high_rise


def _short(
    picture: PatientPicture,
    key: str,
    reading: Reading | None,
    long_scale: Reading | None,
    positive: Fraction,
    limits: Limits,
) -> Criterion | None:
    short = _now(picture, reading, limits)
    if short is None or number(short) < positive or (long_scale is not None and long_scale.at >= short.at):
        return None
    values = {"score": points(number(short)), "limit": points(positive)}
    return Criterion(Urgency.YELLOW, key, values, (short,))
