"""Pain that may be made by the opioid itself.

When: pain is up, the median of the last 7 days 2 points or more above that of the 7 days that ended 4 weeks ago, or
      the PEG 30 percent or more above one answered 4 weeks or more ago; and pain has spread to 2 new regions or more,
      or light touch hurts; and the SOWS is below 10; and no new injury or illness explains it; and there was no
      reduction in the last 14 days: YELLOW.
Then: YELLOW: a clinician considers opioid-induced hyperalgesia, tolerance, withdrawal and a new cause. Never a
      diagnosis: no agreed criteria exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from glidepath_clinical.baselines import middle
from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import by_the_person, current, is_yes, number, points
from .conclusion import Criterion, conclude
from .series import Daily, last_days, newest_day, quiet_after_step, worst_by_day

ID: Final = "opioid_induced_hyperalgesia"
DOMAIN: Final = "pain"
NEEDS: Final = (
    "pain_daily",
    "last_step_on",
    "allodynia",
    "new_pain_regions",
    "sows_latest",
    "new_injury_or_illness",
)
READS: Final = (*NEEDS, "peg_totals")
LIMITS: Final = (
    "oih_pain_rise",
    "oih_window_days",
    "oih_window_answers",
    "oih_weeks",
    "oih_new_regions",
    "oih_sows_low",
    "oih_quiet_days",
    "peg_rise_percent",
    "peg_valid_days",
    "asked_weekly_valid_days",
    "sows_valid_hours",
)
CITES: Final = ("oih-recognition", "peg-2009", "sows-gossop", "glidepath-monitoring")
ABOUT: Final = AboutRule(
    purpose="to make a clinician think of pain that a higher dose would make worse",
    output=(Urgency.YELLOW,),
    limits=(
        "No standard criteria exist. Early in a taper pain can rise for a while, so the rule is silent for 14 days "
        "after each reduction. It tells hyperalgesia, tolerance and withdrawal apart only roughly."
    ),
    fairness="Body maps and the question about touch depend on language; some groups are believed less about pain.",
)
_WEEK: Final = 7
_WHOLE: Final = 100


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """All parts must hold. One part that is known not to hold is enough for nothing; else a missing part is named."""
    if quiet_after_step(picture.last_step_on, picture.today, limits.oih_quiet_days):
        return None
    windows = _windows(picture, limits)
    rise = (_pain_rise(windows, limits) if windows else None) or _peg_rise(picture, limits)
    if rise is None:
        return conclude(ID, DOMAIN, CITES, (), () if windows else ["pain_daily"])
    parts = _parts(picture, limits)
    spreads = (parts["allodynia"], parts["new_pain_regions"])
    rest = (parts["sows_latest"], parts["new_injury_or_illness"])
    if all(part is False for part in spreads) or False in rest:
        return None
    needed = ["last_step_on"] if picture.last_step_on is None else []
    needed += [name for name in ("sows_latest", "new_injury_or_illness") if parts[name] is None]
    if True not in spreads:
        needed += [name for name in ("allodynia", "new_pain_regions") if parts[name] is None]
    return conclude(ID, DOMAIN, CITES, () if needed else [rise], needed)


def _parts(picture: PatientPicture, limits: Limits) -> Mapping[str, bool | None]:
    """Each part: does it speak for hyperalgesia, against it, or is it not known."""
    hours = limits.asked_weekly_valid_days * 24
    touch = current(picture.allodynia, picture.as_of, hours)
    regions = current(picture.new_pain_regions, picture.as_of, hours)
    sows = current(by_the_person(picture.sows_latest), picture.as_of, limits.sows_valid_hours)
    injury = current(picture.new_injury_or_illness, picture.as_of, hours)
    return {
        "allodynia": None if touch is None else is_yes(touch),
        "new_pain_regions": None if regions is None else number(regions) >= limits.oih_new_regions,
        "sows_latest": None if sows is None else number(sows) < limits.oih_sows_low,
        "new_injury_or_illness": None if injury is None else not is_yes(injury),
    }


class _Windows(NamedTuple):
    """Pain by day, the answered days of the newest stretch, and those of the earlier one."""

    daily: Daily
    now: list[date]
    then: list[date]


def window(limits: Limits) -> Fraction:
    """All days that can count: from the first of the earlier stretch."""
    return limits.oih_weeks * _WEEK + limits.oih_window_days


def _windows(picture: PatientPicture, limits: Limits) -> _Windows | None:
    """The two stretches; None when either has too few answers."""
    back = limits.oih_weeks * _WEEK
    daily = worst_by_day(picture.pain_daily, picture.today, window(limits))
    newest = newest_day(daily, picture.today)
    if newest is None:
        return None
    ends = (newest, newest - timedelta(days=int(back)))
    now, then = ([day for day in last_days(end, limits.oih_window_days) if day in daily] for end in ends)
    enough = min(len(now), len(then)) >= limits.oih_window_answers
    return _Windows(daily, now, then) if enough else None


def _pain_rise(windows: _Windows, limits: Limits) -> Criterion | None:
    daily = windows.daily
    usual, before = (middle([number(daily[day]) for day in days]) for days in (windows.now, windows.then))
    if usual - before < limits.oih_pain_rise:
        return None
    values = {"pain": points(usual), "before": points(before), "weeks": points(limits.oih_weeks)}
    return Criterion(Urgency.YELLOW, "pain", values, tuple(daily[day] for day in windows.now))


def _peg_rise(picture: PatientPicture, limits: Limits) -> Criterion | None:
    own = [one for one in picture.peg_totals if by_the_person(one) is not None and one.on <= picture.today]
    totals: list[Reading] = sorted(own, key=lambda reading: reading.at)
    newest = current(totals[-1], picture.as_of, limits.peg_valid_days * 24) if totals else None
    weeks = int(limits.oih_weeks)
    earlier = [one for one in totals if newest is not None and (newest.on - one.on).days >= weeks * _WEEK]
    before = number(earlier[-1]) if earlier else None
    if newest is None or not before or (number(newest) - before) * _WHOLE < before * limits.peg_rise_percent:
        return None
    values = {"score": points(number(newest)), "before": points(before), "weeks": str(weeks)}
    return Criterion(Urgency.YELLOW, "peg", values, (newest,))
