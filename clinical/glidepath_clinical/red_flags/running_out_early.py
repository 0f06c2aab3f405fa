"""The medicine will not last until the refill.

When: the person says it will run out early, or the supply at home ends before the next refill,
      or more than 1 extra dose a day was taken on 2 days in a row.
Then: ORANGE: somebody calls today and asks why, without blame; a gap in supply is an abrupt stop.
"""

from __future__ import annotations

from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture
from glidepath_clinical.protocol import Limits

from .answers import current, is_yes, points
from .conclusion import Criterion, conclude
from .series import Run, last_days, newest_day, run, worst_by_day

ID: Final = "running_out_early"
DOMAIN: Final = "supply"
NEEDS: Final = ("says_running_out", "extra_doses_daily")
LIMITS: Final = ("extra_doses_a_day", "extra_doses_days", "early_run_out_days", "daily_answer_valid_hours")
CITES: Final = ("glidepath-monitoring",)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """Known supply and refill days answer the first question as well as the person's own word does."""
    says = current(picture.says_running_out, picture.as_of, limits.daily_answer_valid_hours)
    met = []
    if says is not None and is_yes(says):
        met.append(Criterion(Urgency.ORANGE, "says_so", readings=(says,)))
    short_by = _days_short(picture)
    if short_by is not None and short_by >= limits.early_run_out_days:
        met.append(_supply(short_by))
    extra, extra_is_known = _extra_doses(picture, limits)
    met.extend([extra] if extra else [])
    known = {"says_running_out": says is not None or short_by is not None, "extra_doses_daily": extra_is_known}
    return conclude(ID, DOMAIN, CITES, met, [name for name in NEEDS if not known[name]])


def _days_short(picture: PatientPicture) -> int | None:
    """Days without medicine before the refill; 0 or less when it lasts; None when a day is not known."""
    if picture.supply_lasts_until is None or picture.next_refill_on is None:
        return None
    return (picture.next_refill_on - picture.supply_lasts_until).days - 1


def _supply(days: int) -> Criterion:
    return Criterion(Urgency.ORANGE, "supply", {"days": str(days)})


def _extra_doses(picture: PatientPicture, limits: Limits) -> tuple[Criterion | None, bool]:
    """The criterion if it is met, and whether the question could be answered at all."""
    daily = worst_by_day(picture.extra_doses_daily, picture.today)
    newest = newest_day(daily, picture.today)
    if newest is None:
        return None, False
    days = last_days(newest, limits.extra_doses_days)
    result = run(daily, days, lambda doses: doses > limits.extra_doses_a_day)
    if result is not Run.MET:
        return None, result is Run.NOT_MET
    allowed = points(limits.extra_doses_a_day)
    values = {"allowed": allowed, "days": str(len(days))}
    return Criterion(Urgency.ORANGE, "extra_doses", values, tuple(daily[day] for day in days)), True
