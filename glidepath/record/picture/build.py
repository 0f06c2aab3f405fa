"""From the rows of the record to the one value that the rules may see. What is not known stays None."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import NEVER, Never, PatientPicture
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import days_looked_at

from glidepath.record.episodes.situations import expected_check_ins
from glidepath.record.patients.models import Patient
from glidepath.record.picture.answers import (
    Told,
    latest_told,
    series_told,
    signs_told,
    supply_lasts_until,
    texts_told,
    told_by,
)
from glidepath.record.picture.course import course_of, next_refill_on, watched_since
from glidepath.record.picture.facts import Fact, Facts, facts_of
from glidepath.record.picture.measured import measured
from glidepath.record.picture.scores import scale_readings
from glidepath.record.visits.models import VisitState

LEAST_DAYS = 14  # of each series, whatever the rules need; people read the newest days too
LOOK_BACK = timedelta(days=120)  # long enough for a baseline, a step and the month after it


def build_picture(patient: Patient, at: datetime) -> PatientPicture:
    """Everything the rules may know about one person at one moment. Four reads, whatever the record holds."""
    zone = ZoneInfo(patient.zone)
    now = at.astimezone(zone)
    today = now.date()
    told, facts = told_by(patient.pk, today - LOOK_BACK, at, zone), facts_of(patient.pk, at, today)
    baseline, since = _first(facts["baseline"]), expected_since(patient, facts)
    return PatientPicture(
        as_of=at,
        today=today,
        baseline_ended_on=baseline.day if baseline else None,
        last_step_on=(facts["release"][-1].day if facts["release"] else None) or NEVER,
        last_red_or_orange_on=_day_or_never(_first(facts["urgent"]), zone),
        check_in_dates=tuple(sorted({row.local_on for row in told.own})),
        expected_check_ins_since=since,
        expected_check_in_dates=_due(patient, told, since, today),
        reached_by_staff_on=_reached_on(facts, told, zone),
        supply_lasts_until=supply_lasts_until(told),
        next_refill_on=next_refill_on(facts["refill"], now, today),
        high_mood_score_reviewed_on=_day_or_never(_first(facts["mood"]), zone),
        withdrawal_bother=latest_told(told, "withdrawal"),
        days_not_taken=latest_told(told, "days_not_taken"),
        free_texts=texts_told(told),
        **known_of(patient, told, facts, baseline.moment if baseline else None),
    )


def known_of(patient: Patient, told: Told, facts: Facts, baseline_at: datetime | None) -> dict[str, Any]:
    """The fields that the other modules of this folder read, by name."""
    devices = measured(patient.pk, told.at, told.zone)
    own = series_told(told, _first_days(patient, told))
    return {
        **signs_told(told),
        **devices,
        **own,
        "sleep_hours_daily": (*own["sleep_hours_daily"], *devices["sleep_hours_daily"]),
        **course_of(facts, told.own, told.at, told.zone),
        **scale_readings(patient.pk, told.at, told.zone, baseline_at),
    }


def _first_days(patient: Patient, told: Told) -> dict[str, date]:
    """From which day on each series is read: no rule of this clinic looks further back."""
    today = told.at.astimezone(told.zone).date()
    looked_at = days_looked_at(Limits().with_overrides(patient.site.limits))
    return {name: today - timedelta(days=max(int(days), LEAST_DAYS)) for name, days in looked_at.items()}


def expected_since(patient: Patient, facts: Facts) -> date | None:
    """The day from which the person is watched: that of the plan, else of the run-in of somebody who can sign in."""
    since = watched_since(facts["plan"])
    if since is not None or patient.user_id is None:
        return since
    taper = _first(facts["taper"])
    return taper.day if taper else None


def _first(rows: list[Fact]) -> Fact | None:
    return rows[0] if rows else None


def _due(patient: Patient, told: Told, since: date | None, today: date) -> tuple[date, ...]:
    """The days on which a check-in was due lately. Only somebody who may be silent needs them, so only then are they
    worked out; today is named too, which is never late, so that "none was due" is not read as "not known".
    """
    newest = max((row.local_on for row in told.own), default=None)
    if since is None or (newest is not None and newest >= today - timedelta(days=1)):
        return ()
    first = max(since, today - LOOK_BACK)
    return (*expected_check_ins(patient, first, today - timedelta(days=1)), today) if first < today else (today,)


def _reached_on(facts: Facts, told: Told, zone: ZoneInfo) -> date | None:
    by_phone = [row.received_at for row in told.rows if row.source == "phone"]
    visits = (row.second for row in facts["visit"] if row.words == VisitState.HELD)
    moments = [*by_phone, *(held_at for held_at in visits if held_at is not None and held_at <= told.at)]
    return max(moments).astimezone(zone).date() if moments else None


def _day_or_never(fact: Fact | None, zone: ZoneInfo) -> date | Never:
    return fact.moment.astimezone(zone).date() if fact and fact.moment else NEVER
