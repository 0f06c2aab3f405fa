"""In which phase of a taper a local date lies."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from glidepath_clinical.protocol import Limits

from .months import months_after
from .situation import Prompt, Rest, Situation


class Phase(StrEnum):
    """Where a person stands on a day; each phase has its own cadence."""

    NOT_BEGUN = "not_begun"
    RUN_IN = "run_in"
    BEFORE_START = "before_start"
    AFTER_STEP = "after_step"
    BETWEEN = "between"
    HOLD_UNSETTLED = "hold_unsettled"
    HOLD_STABLE = "hold_stable"
    AFTER_STOP_WEEKLY = "after_stop_weekly"
    AFTER_STOP_MONTHLY = "after_stop_monthly"
    OVER = "over"


def phase_on(situation: Situation, day: date, limits: Limits) -> Phase:
    """The phase of a local date. The days after a step come first, also in a hold and after the end."""
    if situation.started_on is None or day < situation.started_on:
        return _before_the_taper(situation, day)
    step = situation.last_step_on(day)
    if step is not None and (day - step).days <= limits.step_watch_days:
        return Phase.AFTER_STEP
    if situation.stopped_on is not None and day >= situation.stopped_on:
        return _after_the_end(situation.stopped_on, day, limits)
    rest = next((one for one in situation.rests if one.covers(day)), None)
    if rest is not None:
        return Phase.HOLD_STABLE if _settled(situation, rest, day, limits) else Phase.HOLD_UNSETTLED
    return Phase.BETWEEN


def _before_the_taper(situation: Situation, day: date) -> Phase:
    if situation.run_in_began_on is None or day < situation.run_in_began_on:
        return Phase.NOT_BEGUN
    ended = situation.run_in_ended_on
    return Phase.RUN_IN if ended is None or day <= ended else Phase.BEFORE_START


def _after_the_end(stopped_on: date, day: date, limits: Limits) -> Phase:
    if day <= stopped_on + timedelta(weeks=int(limits.after_stop_weeks)):
        return Phase.AFTER_STOP_WEEKLY
    ends = months_after(stopped_on, int(limits.after_stop_months))
    return Phase.AFTER_STOP_MONTHLY if day <= ends else Phase.OVER


def _settled(situation: Situation, rest: Rest, day: date, limits: Limits) -> bool:
    """Stable days in a row within the hold, none of them a day of trouble, end the daily questions; trouble brings
    them back. A day without an answer is not a stable day."""
    in_a_row, settled = 0, False
    for passed in range((day - rest.began_on).days):
        one = rest.began_on + timedelta(days=passed)
        troubled = one in situation.restless_on
        in_a_row = in_a_row + 1 if situation.has_answered(Prompt.DAILY, one) and not troubled else 0
        settled = not troubled and (settled or in_a_row >= limits.hold_stable_days)
    return settled and day not in situation.restless_on
