"""Activity has collapsed.

When: on each of 5 days in a row a shared device counted less than 60 percent of the person's own usual steps, which
      is the median of the 14 days before: YELLOW.
Then: YELLOW: on the list of the next working day: pain, mood, withdrawal, a fall, or only the device.
      A day without data is not known, never zero: unanswerable with a gap in these 5 days, with fewer than 7 days
      of data before them, and without data today or yesterday. Nothing for somebody without a device.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.baselines import middle
from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import NEVER, PatientPicture
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import number, points
from .conclusion import Criterion, conclude
from .series import Run, last_days, newest_day, run, worst_by_day

ID: Final = "activity_collapse"
DOMAIN: Final = "activity"
NEEDS: Final = ("steps_daily",)
READS: Final = ("steps_daily", "device_shared_since")
LIMITS: Final = ("steps_percent", "steps_days", "steps_baseline_days", "steps_baseline_answers")
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to notice that a person moves much less than they usually do",
    output=(Urgency.YELLOW,),
    limits=(
        "Steps are no function: wheelchairs, walking frames and phones left on a table count wrongly. A slow decline "
        "moves the baseline with it and is not seen."
    ),
    fairness="People without a device, or who do not walk, are not watched by this rule; it must not be the only one.",
)
_WHOLE: Final = 100


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Each person against their own steps; the most steps of a day count when two devices disagree."""
    if picture.device_shared_since is NEVER:
        return None
    window = limits.steps_days + limits.steps_baseline_days
    daily = worst_by_day(picture.steps_daily, picture.today, window)
    newest = newest_day(daily, picture.today)
    if newest is None:
        return Unanswerable(ID, NEEDS)
    judged = last_days(newest, limits.steps_days)
    before = last_days(newest, window)[len(judged) :]
    known = [number(daily[day]) for day in before if day in daily]
    if len(known) < limits.steps_baseline_answers:
        because = f"{len(known)} days with data in the baseline window, {limits.steps_baseline_answers} are needed"
        return Unanswerable(ID, NEEDS, (because,))
    usual = middle(known)
    few = usual * limits.steps_percent / _WHOLE
    result = run(daily, judged, lambda steps: steps < few)
    if result is not Run.MET:
        return conclude(ID, DOMAIN, CITES, (), NEEDS if result is Run.UNKNOWN else ())
    values = {"days": str(len(judged)), "percent": points(limits.steps_percent), "usual": points(usual)}
    met = Criterion(Urgency.YELLOW, "steps", values, tuple(daily[day] for day in judged))
    return conclude(ID, DOMAIN, CITES, [met], ())
