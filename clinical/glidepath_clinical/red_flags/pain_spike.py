"""Pain well above the person's own usual pain.

When: average pain is 3 points or more above the person's own median of the 14 days before, 2 days in a row:
      ORANGE. It is 2 points or more above it, and at least 3 times the person's own spread (MAD), 3 days in a
      row: YELLOW, which stays silent in the first 3 days after a step; ORANGE never does.
Then: ORANGE: a clinician looks today. YELLOW: on the list of the next working day.
      Unanswerable while the run-in lasts, with fewer than 7 answers in the window, without an answer today or
      yesterday, and when the usual pain leaves no room on the scale for such a rise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from glidepath_clinical.baselines import median_and_spread
from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import number, points
from .conclusion import Criterion, conclude
from .series import Daily, Run, last_days, newest_day, quiet_after_step, run, worst_by_day

ID: Final = "pain_spike"
DOMAIN: Final = "pain"
NEEDS: Final = ("pain_daily", "baseline_ended_on")
READS: Final = ("pain_daily", "baseline_ended_on", "last_step_on")
LIMITS: Final = (
    "pain_baseline_days",
    "pain_baseline_answers",
    "pain_orange_rise",
    "pain_orange_days",
    "pain_yellow_rise",
    "pain_yellow_days",
    "pain_spread_multiple",
    "pain_yellow_quiet_days",
)
CITES: Final = ("nrs-mid", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to show a rise in pain above the person's own usual pain",
    output=(Urgency.ORANGE, Urgency.YELLOW),
    limits=(
        "Cannot speak in the run-in, with few answers, or when usual pain is near 10. A slow rise moves the "
        "baseline with it and is not seen."
    ),
    fairness=(
        "People who answer less often are judged less often, so gaps in digital access become gaps in watching; "
        "the rule says unanswerable instead of staying silent."
    ),
)
_TOP_OF_SCALE: Final = 10


class _Usual(NamedTuple):
    """The person's usual pain and the values from which a day counts."""

    median: Fraction
    spread: Fraction
    orange_from: Fraction
    yellow_from: Fraction


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Compare the newest days with the person's own window before them."""
    daily = worst_by_day(picture.pain_daily, picture.today, window(limits))
    newest = newest_day(daily, picture.today)
    missing = _missing(picture, newest)
    if missing or newest is None:
        return Unanswerable(ID, missing)
    values = _baseline(daily, newest, limits)
    if len(values) < limits.pain_baseline_answers:
        because = f"{len(values)} answers in the baseline window, {limits.pain_baseline_answers} are needed"
        return Unanswerable(ID, ("pain_daily",), (because,))
    usual = _usual(values, limits)
    if min(usual.orange_from, usual.yellow_from) > _TOP_OF_SCALE:
        because = f"usual pain {points(usual.median)} leaves no room on the scale for a rise"
        return Unanswerable(ID, ("pain_daily",), (because,))
    return _judge(picture, limits, daily, newest, usual)


def _missing(picture: PatientPicture, newest: date | None) -> tuple[str, ...]:
    ended = picture.baseline_ended_on
    has_baseline = ended is not None and ended < picture.today
    known = {"pain_daily": newest is not None, "baseline_ended_on": has_baseline}
    return tuple(name for name in NEEDS if not known[name])


def window(limits: Limits) -> Fraction:
    """All days that can count: those judged and those of the baseline."""
    return max(limits.pain_orange_days, limits.pain_yellow_days) + limits.pain_baseline_days


def _baseline(daily: Daily, newest: date, limits: Limits) -> list[Fraction]:
    judged = int(max(limits.pain_orange_days, limits.pain_yellow_days))
    before = last_days(newest, window(limits))[judged:]
    return [number(daily[day]) for day in before if day in daily]


def _usual(values: Sequence[Fraction], limits: Limits) -> _Usual:
    middle, spread = median_and_spread(values)
    yellow_rise = max(limits.pain_yellow_rise, limits.pain_spread_multiple * spread)
    return _Usual(middle, spread, middle + limits.pain_orange_rise, middle + yellow_rise)


def _judge(
    picture: PatientPicture, limits: Limits, daily: Daily, newest: date, usual: _Usual
) -> Finding | Unanswerable | None:
    orange_days = last_days(newest, limits.pain_orange_days)
    yellow_days = last_days(newest, limits.pain_yellow_days)
    orange = run(daily, orange_days, lambda pain: pain >= usual.orange_from)
    yellow = run(daily, yellow_days, lambda pain: pain >= usual.yellow_from)
    if quiet_after_step(picture.last_step_on, picture.today, limits.pain_yellow_quiet_days):
        yellow = Run.NOT_MET
    met = []
    if orange is Run.MET:
        met.append(_criterion(Urgency.ORANGE, daily, orange_days, usual))
    if yellow is Run.MET:
        met.append(_criterion(Urgency.YELLOW, daily, yellow_days, usual))
    missing = ("pain_daily",) if Run.UNKNOWN in (orange, yellow) and not met else ()
    return conclude(ID, DOMAIN, CITES, met, missing)


def _criterion(urgency: Urgency, daily: Daily, days: Sequence[date], usual: _Usual) -> Criterion:
    readings = tuple(daily[day] for day in days)
    values = {
        "pain": points(min(number(reading) for reading in readings)),
        "days": str(len(days)),
        "median": points(usual.median),
        "spread": points(usual.spread),
    }
    return Criterion(urgency, "rise", values, readings)
