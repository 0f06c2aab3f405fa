"""On which local dates the daily set is due. Days without an answer among these are what silence counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from glidepath_clinical.protocol import Limits

from .months import is_monthly
from .phase import Phase, phase_on
from .situation import Situation, weekdays_on

_EVERY_DAY: Final = (Phase.RUN_IN, Phase.AFTER_STEP, Phase.HOLD_UNSETTLED)
_CHOSEN_DAYS: Final = (Phase.BEFORE_START, Phase.BETWEEN, Phase.HOLD_STABLE)


def daily_reason(situation: Situation, day: date, limits: Limits) -> str | None:
    """Why the daily set is due on a local date, as a key of REASONS; None when it is not."""
    phase = phase_on(situation, day, limits)
    if phase in _EVERY_DAY or (phase in _CHOSEN_DAYS and day.isoweekday() in weekdays_on(situation, day)):
        return f"daily_{phase}"
    stopped = situation.stopped_on
    if stopped is None or day == stopped:
        return None
    weekly = phase is Phase.AFTER_STOP_WEEKLY and (day - stopped).days % 7 == 0
    monthly = phase is Phase.AFTER_STOP_MONTHLY and is_monthly(stopped, day)
    return f"daily_{phase}" if weekly or monthly else None


def expected_days(situation: Situation, first: date, last: date, limits: Limits) -> tuple[date, ...]:
    """The local dates from `first` to `last`, both counted, on which the daily set was or will be due."""
    days = (first + timedelta(days=passed) for passed in range((last - first).days + 1))
    return tuple(day for day in days if daily_reason(situation, day, limits) is not None)
