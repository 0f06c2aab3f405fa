"""Sleep has collapsed.

When: the person rates sleep 3 or less of 10 on 3 nights in a row, or sleep lasts less than 5 hours on 3 nights in a
      row, as a device or the person tells: YELLOW, which stays silent in the first 3 days after a step.
Then: YELLOW: on the list of the next working day: withdrawal, pain, mood, other medicines; consider a hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import PatientPicture, Reading
from glidepath_clinical.protocol import Limits

from .about_rule import AboutRule
from .answers import points
from .conclusion import Criterion, conclude
from .series import Run, last_days, lowest_by_day, newest_day, quiet_after_step, run

ID: Final = "sleep_collapse"
DOMAIN: Final = "sleep"
NEEDS: Final = ("sleep_daily",)
READS: Final = ("sleep_daily", "sleep_hours_daily", "last_step_on")
LIMITS: Final = ("sleep_low", "sleep_short_hours", "sleep_days", "sleep_quiet_days")
CITES: Final = ("glidepath-monitoring",)
ABOUT: Final = AboutRule(
    purpose="to notice several bad nights in a row, which often come before mood and pain get worse",
    output=(Urgency.YELLOW,),
    limits=(
        "Devices guess sleep from movement and pulse and are often wrong in people with pain. A night without data is "
        "not known, never good."
    ),
    fairness="Shift work, caring for others and noise look like bad nights; devices are less exact on darker skin.",
)


def check(picture: PatientPicture, limits: Limits) -> Finding | Unanswerable | None:
    """The person's own rating is needed; hours alone can find something but cannot say that sleep is well."""
    own, own_says = _nights(picture, picture.sleep_daily, limits, lambda rated: rated <= limits.sleep_low)
    short, _ = _nights(picture, picture.sleep_hours_daily, limits, lambda hours: hours < limits.sleep_short_hours)
    met = []
    if not quiet_after_step(picture.last_step_on, picture.today, limits.sleep_quiet_days):
        met += [_criterion("rated", own, limits.sleep_low)] if own else []
        met += [_criterion("short", short, limits.sleep_short_hours)] if short else []
    return conclude(ID, DOMAIN, CITES, met, NEEDS if own_says is Run.UNKNOWN else ())


def _nights(
    picture: PatientPicture, readings: Sequence[Reading], limits: Limits, bad: Callable[[Fraction], bool]
) -> tuple[tuple[Reading, ...], Run]:
    """The nights in a row that were all bad, else none; and whether that could be said at all."""
    daily = lowest_by_day(readings, picture.today, limits.sleep_days)
    newest = newest_day(daily, picture.today)
    if newest is None:
        return (), Run.UNKNOWN
    nights = last_days(newest, limits.sleep_days)
    result = run(daily, nights, bad)
    return (tuple(daily[night] for night in nights) if result is Run.MET else ()), result


def _criterion(key: str, nights: tuple[Reading, ...], limit: Fraction) -> Criterion:
    return Criterion(Urgency.YELLOW, key, {"days": str(len(nights)), "limit": points(limit)}, nights)
