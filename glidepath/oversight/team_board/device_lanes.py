"""Steps and hours asleep under the doses, with the person's own usual before the first step.

A day without a value is a gap, and so is a day on which only another device than the usual one told something.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from glidepath_clinical.baselines import Usual, usual_of
from glidepath_clinical.protocol import Limits

from glidepath.foundation.pieces.charts import Band, Lane, Point, sleep_lane, steps_lane
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.observations.device_reads import MAIN_SILENT, SLEEP_HOURS, STEPS, chosen_days
from glidepath.record.plans.queries import first_reduction_on

SCALED = Fraction(148, 100)  # makes a median distance comparable with a standard deviation, as in charts.own_band
LANES: tuple[tuple[str, Callable[[Sequence[Point], Band | None], Lane]], ...] = (
    (STEPS, steps_lane),
    (SLEEP_HOURS, sleep_lane),
)


def device_lanes(patient_id: int, first: date, today: date) -> tuple[Lane, ...]:
    """A lane for each of the two that any device of the person told about; none for somebody without a device."""
    run_in = _run_in(patient_id)
    since = min(first, run_in[0]) if run_in else first
    lanes = []
    for code, lane in LANES:
        days = chosen_days(patient_id, code, since, today)
        values = {day.on: day.value for day in days if day.why != MAIN_SILENT}
        points = [Point(on, value) for on, value in sorted(values.items()) if on >= first]
        if points:
            lanes.append(lane(points, _band(values, run_in)))
    return tuple(lanes)


def _run_in(patient_id: int) -> tuple[date, date] | None:
    """The last days before the first dose reduction, or up to the end of the baseline; None without both."""
    first_step, baseline = first_reduction_on(patient_id), baseline_of(patient_id)
    last = first_step - timedelta(days=1) if first_step else baseline and baseline.finished_on
    return (last - timedelta(days=int(Limits().steps_baseline_days) - 1), last) if last else None


def _band(values: dict[date, Decimal], run_in: tuple[date, date] | None) -> Band | None:
    """The usual range; None, and so no band, when the core cannot say what is usual."""
    if run_in is None:
        return None
    exact = {on: Fraction(value) for on, value in values.items()}
    usual = usual_of(exact, *run_in, needed=int(Limits().steps_baseline_answers))
    if not isinstance(usual, Usual):
        return None
    room = max(usual.spread * SCALED, Fraction(1, 2))
    low, high = (Decimal(round(edge * 100)).scaleb(-2) for edge in (max(usual.median - room, 0), usual.median + room))
    return Band(low, high, usual.first_on, usual.last_on)
