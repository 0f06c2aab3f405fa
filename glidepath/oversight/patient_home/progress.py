"""What was kept and reached, before any milligram. Never a score, never a streak, never a warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from glidepath.foundation.pieces.charts import DosePeriod, Flag, Path
from glidepath.oversight.team_board.doses import dose_periods
from glidepath.oversight.team_board.sparks import SERIES
from glidepath.record.agreements.queries import milestones_of
from glidepath.record.alerts.queries import stops_doses
from glidepath.record.observations.queries import check_ins_since, totals_since
from glidepath.record.plans.frozen import daily_text
from glidepath.record.plans.queries import latest_started, standing_of

WEEKS = 8
FEWEST = 4  # fewer answers in a week make no mean


@dataclass(frozen=True)
class Week:
    """One week of the person's own answers; None: fewer than four answers, so no mean."""

    first_on: date
    means: list[str | None]


@dataclass(frozen=True)
class Progress:
    """The page Progress."""

    milestones: Sequence[Any]
    managed: Sequence[tuple[date, str]]
    function: Sequence[tuple[date, Any]]
    path: Path | None
    heads: list[str]
    weeks: list[Week]


SHOWN = ("interference", "sleep", "mood", "pain")


def progress_page(patient: Any, at: datetime) -> Progress:
    """Everything for one person."""
    today = at.astimezone(ZoneInfo(patient.zone)).date()
    since = today - timedelta(weeks=WEEKS)
    rows = [row for row in check_ins_since(patient.pk, since) if row.informant == "patient" and row.local_on <= today]
    milestones = milestones_of(patient.pk)
    return Progress(
        milestones=milestones,
        managed=_managed(rows),
        function=totals_since(patient.pk, "peg", today - timedelta(days=365))[-12:],
        path=path_of(patient, milestones, today),
        heads=[str(SERIES[name]()) for name in SHOWN],
        weeks=_weeks(rows, today),
    )


def _managed(rows: Sequence[Any]) -> list[tuple[date, str]]:
    """The person's own words about what was managed, newest first."""
    told = [(row.local_on, row.answers["accomplished"]) for row in rows if row.answers.get("accomplished")]
    return told[::-1][:7]


def _weeks(rows: Sequence[Any], today: date) -> list[Week]:
    weeks = []
    for back in range(WEEKS):
        last = today - timedelta(weeks=back)
        first = last - timedelta(days=6)
        inside = [row for row in rows if first <= row.local_on <= last]
        weeks.append(Week(first, [_mean(inside, name) for name in SHOWN]))
    return weeks


def _mean(rows: Sequence[Any], question: str) -> str | None:
    values = [row.answers[question] for row in rows if isinstance(row.answers.get(question), int)]
    return f"{sum(values) / len(values):.1f}" if len(values) >= FEWEST else None


def path_of(patient: Any, milestones: Sequence[Any], today: date) -> Path | None:
    """The person's own path so far with what was reached; None before a plan ran."""
    plan = latest_started(patient.pk)
    periods: tuple[DosePeriod, ...] = dose_periods(plan, today)
    if plan is None or len(periods) < 2 or stops_doses(patient.pk):
        return None
    now = standing_of(plan, today).step
    reached = [one for one in milestones if one.reached_on and one.reached_on <= today]
    return Path(
        key="path",
        title=_("Your path so far"),
        finding=_("You take %(daily)s a day now. Every step was yours to say yes to.") % {"daily": daily_text(now)},
        unit=str(now.rendering["step"]["medicines"][0]["unit"]),
        doses=periods,
        today=today,
        last_on=max(periods[-1].starts_on, today) + timedelta(days=28),
        flags=tuple(Flag(one.reached_on, one.words) for one in reached),
    )
