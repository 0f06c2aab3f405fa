"""The doses of a person over time, as periods to draw. The way itself is told by the plans; nothing is computed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from glidepath.care.tapering.journey import AHEAD, REST, TAKEN, Landing, journey
from glidepath.foundation.pieces.charts import DosePeriod, Kind

DAY = timedelta(days=1)
KINDS = {TAKEN: Kind.TAKEN, REST: Kind.HOLD, AHEAD: Kind.PLANNED}


def dose_periods(plan: Any | None, today: date) -> tuple[DosePeriod, ...]:
    """What held from when to when, oldest first, and the next step as planned and not yet released."""
    if plan is None:
        return ()
    landings = journey(plan, today)
    behind = [_period(one, one.starts_on) for one in landings if one.kind != AHEAD]
    ahead = [_period(one, max(one.starts_on, today + DAY)) for one in landings if one.kind == AHEAD]
    return (*behind, *ahead[:1])


def _period(landing: Landing, starts_on: date) -> DosePeriod:
    ends_on = None if landing.kind == AHEAD else landing.ends_on
    return DosePeriod(starts_on, ends_on, landing.step.daily, KINDS[landing.kind])
