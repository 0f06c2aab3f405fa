"""Mood or anxiety is getting worse.

When: the PHQ-9 total is 5 or more above the person's own baseline, or 15 or more; or the GAD-7 total is 15 or
      more: ORANGE. A high score that is known (the baseline is high too and the rise is below 3) and that a
      clinician has reviewed does not alarm again.
      PHQ-2 or GAD-2 is 3 or more and the long scale has not been answered since: YELLOW.
      The daily mood is 2 or less on 3 days in a row and the PHQ-9 has not been answered since: YELLOW.
      A PHQ-9 is sent that has no total because an answer is missing, and none with a total since: YELLOW.
Then: ORANGE: a clinician looks today, the next step waits. YELLOW: ask the PHQ-9 or the GAD-7 within 24 hours.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import by_the_person, current, is_yes, number, points
from .conclusion import Criterion, conclude
from .series import Run, last_days, lowest_by_day, newest_day, run

ID: Final = "mood_deterioration"
DOMAIN: Final = "mood"
NEEDS: Final = ("phq9_total", "phq9_baseline", "gad7_total")
READS: Final = (
    "phq9_total",
    "phq9_baseline",
    "gad7_total",
    "gad7_baseline",
    "phq2_total",
    "gad2_total",
    "high_mood_score_reviewed_on",
    "mood_daily",
    "phq9_incomplete",
)
LIMITS: Final = (
    "phq9_rise",
    "phq9_high",
    "gad7_high",
    "known_high_rise",
    "phq2_positive",
    "gad2_positive",
    "mood_score_valid_days",
    "daily_mood_low",
    "daily_mood_days",
)
CITES: Final = ("phq-9", "phq-2", "gad-7", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to notice low mood or anxiety that is getting worse during a taper",
    output=(Urgency.ORANGE, Urgency.YELLOW),
    limits=("Screening scales make no diagnosis. Sleep, appetite and energy items also rise with withdrawal and pain."),
    fairness=("Cut-offs come mostly from English-speaking primary care and may differ by language, age and culture."),
)


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
        _low_days(picture, phq9, limits),
        _without_total(picture, phq9, limits),
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


def _low_days(picture: PatientPicture, phq9: Reading | None, limits: Limits) -> Criterion | None:
    daily = lowest_by_day(picture.mood_daily, picture.today, limits.daily_mood_days)
    newest = newest_day(daily, picture.today)
    if newest is None:
        return None
    days = last_days(newest, limits.daily_mood_days)
    if run(daily, days, lambda mood: mood <= limits.daily_mood_low) is not Run.MET:
        return None
    readings = tuple(daily[day] for day in days)
    first = readings[-1]
    if phq9 is not None and phq9.at >= first.at:
        return None
    values = {"limit": points(limits.daily_mood_low), "days": str(len(days))}
    return Criterion(Urgency.YELLOW, "low_days", values, readings)


def _without_total(picture: PatientPicture, phq9: Reading | None, limits: Limits) -> Criterion | None:
    sent = _now(picture, picture.phq9_incomplete, limits)
    if sent is None or not is_yes(sent) or (phq9 is not None and phq9.at >= sent.at):
        return None
    return Criterion(Urgency.YELLOW, "phq9_incomplete", readings=(sent,))
