"""The picture of one person: doses above, answers below, visits and alerts between. For the page, and for Progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from glidepath.care.tapering.presenters import load_text
from glidepath.foundation.pieces.charts import (
    AlertMark,
    Band,
    DosePeriod,
    Lane,
    Picture,
    Point,
    Visit,
    cut_scale,
    function_lane,
    own_band,
    pain_lane,
)
from glidepath.oversight.team_board.device_lanes import device_lanes
from glidepath.oversight.team_board.doses import dose_periods
from glidepath.record.alerts.queries import raised_between
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.medications.queries import current_regimens
from glidepath.record.observations.queries import check_ins_since, totals_since
from glidepath.record.plans.frozen import product_name
from glidepath.record.plans.queries import latest_started, standing_of
from glidepath.record.visits.queries import visits_between

SPANS = {"10w": 70, "6m": 182, "all": 3650}
AHEAD = timedelta(days=42)
BAND_DAYS = 14


def picture_of(patient: Any, at: datetime, span: str = "6m") -> Picture | None:
    """What is known over a span of time; None when no dose is known, because a chart of nothing says nothing."""
    zone = ZoneInfo(patient.zone)
    today = at.astimezone(zone).date()
    plan = latest_started(patient.pk)
    doses = dose_periods(plan, today) or _as_taken(patient, zone)
    if not doses:
        return None
    first = max(today - timedelta(days=SPANS.get(span, SPANS["6m"])), _earliest(patient, doses))
    first = min(first, today - timedelta(days=14))
    name, unit = _medicine(plan, patient)
    start = datetime.combine(first, datetime.min.time(), zone)
    return Picture(
        key="picture",
        title=_("Dose and answers of %(name)s") % {"name": patient},
        finding=_finding(doses, unit, today),
        medicine=name,
        unit=unit,
        doses=doses,
        lanes=lanes_of(patient, first, today),
        first_on=first,
        today=today,
        last_on=today + AHEAD,
        visits=tuple(_visits(patient, start, at, zone)),
        alerts=tuple(_alerts(patient, start, at, zone)),
        note=_note(plan, today),
    )


def _as_taken(patient: Any, zone: ZoneInfo) -> tuple[DosePeriod, ...]:
    """Before any plan: the reconciled daily dose, when there is exactly one medicine to draw."""
    rows = current_regimens(patient.pk)
    if len(rows) != 1:
        return ()
    daily = sum((Decimal(amount) for amount in rows[0].doses.values()), Decimal(0))
    return (DosePeriod(rows[0].recorded_at.astimezone(zone).date(), None, daily),) if daily else ()


def _earliest(patient: Any, doses: Sequence[DosePeriod]) -> date:
    baseline = baseline_of(patient.pk)
    began = baseline.episode.opened_on if baseline else doses[0].starts_on
    return min(began, doses[0].starts_on)


def _medicine(plan: Any | None, patient: Any) -> tuple[str, str]:
    if plan is not None:
        step = plan.steps.all()[0]
        return product_name(step), str(step.rendering["step"]["medicines"][0]["unit"])
    rows = current_regimens(patient.pk)
    return (rows[0].product, rows[0].unit) if rows else ("", "")


def _note(plan: Any | None, today: date) -> str:
    """The load of the step in force, as frozen, with the name of its factor set."""
    return load_text(standing_of(plan, today).step.rendering["step"]) if plan else ""


def _visits(patient: Any, start: datetime, at: datetime, zone: ZoneInfo) -> list[Visit]:
    rows = visits_between(patient.pk, start, at + AHEAD)
    shown = [row for row in rows if row.state in ("held", "booked")]
    return [Visit((row.held_at or row.starts_at).astimezone(zone).date(), row.state == "booked") for row in shown]


def _alerts(patient: Any, start: datetime, at: datetime, zone: ZoneInfo) -> list[AlertMark]:
    return [AlertMark(one.at.astimezone(zone).date(), one.urgency) for one in raised_between(patient.pk, start, at)]


def lanes_of(patient: Any, first: date, today: date) -> tuple[Lane, ...]:
    """Pain, function, mood, sleep, withdrawal: the person's own answers with the person's own usual range."""
    rows = [row for row in check_ins_since(patient.pk, first) if row.informant == "patient" and row.local_on <= today]
    band_ends = _band_ends(patient, first)
    pain, mood = _points(rows, "pain"), _points(rows, "mood")
    sleep, withdrawal = _points(rows, "sleep"), _points(rows, "withdrawal")
    peg = [Point(on, total) for on, total in totals_since(patient.pk, "peg", first)]
    higher, lower = _("0–10, higher is better"), _("0–10, lower is better")
    drawn = [
        pain_lane(pain, own_band(pain, first, band_ends)),
        function_lane(peg, own_band(peg, first, band_ends)) if peg else None,
        _daily_lane(_("Mood"), higher, mood, own_band(mood, first, band_ends), "below"),
        _daily_lane(_("Sleep"), higher, sleep, own_band(sleep, first, band_ends), "below"),
        _daily_lane(_("Withdrawal"), lower, withdrawal, own_band(withdrawal, first, band_ends), "above"),
    ]
    return (*(lane for lane in drawn if lane is not None), *device_lanes(patient.pk, first, today))


def _band_ends(patient: Any, first: date) -> date:
    """The run-in ends with the baseline; without one the first two weeks stand for it."""
    baseline = baseline_of(patient.pk)
    ends = baseline.finished_on if baseline else None
    return max(ends, first + timedelta(days=BAND_DAYS)) if ends else first + timedelta(days=BAND_DAYS)


def _daily_lane(title: str, unit: str, points: list[Point], band: Band | None, bad_side: str) -> Lane:
    low, high = cut_scale(points, band, 0, 10)
    return Lane(title, unit, tuple(points), low, high, band, 1, 7, bad_side)


def _points(rows: Sequence[Any], question: str) -> list[Point]:
    given = {row.local_on: row.answers.get(question) for row in rows}
    return [Point(on, Decimal(value) if isinstance(value, int) else None) for on, value in sorted(given.items())]


def _finding(doses: Sequence[DosePeriod], unit: str, today: date) -> str:
    begun = [period for period in doses if period.starts_on <= today]
    words = _("Daily dose %(first)s %(unit)s on %(on)s, now %(now)s %(unit)s. The numbers are in the table below.")
    first, now = begun[0], begun[-1]
    shown = {"first": _plain(first.daily), "now": _plain(now.daily), "unit": unit}
    return words % {**shown, "on": date_format(first.starts_on, "DATE_FORMAT")}


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
