"""From the rows of the record to the one value that the rules may see. What is not known stays None."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from glidepath_clinical.picture import NEVER, Never, PatientPicture

from glidepath.record.alerts.models import Alert, AlertState
from glidepath.record.alerts.queries import last_red_or_orange_at
from glidepath.record.episodes.queries import baseline_of, open_episode
from glidepath.record.episodes.situations import expected_check_ins
from glidepath.record.medications.queries import next_refill_on
from glidepath.record.observations.models import CheckIn
from glidepath.record.observations.queries import check_ins_since
from glidepath.record.patients.models import Patient
from glidepath.record.picture.answers import (
    Told,
    daily,
    latest_told,
    series_told,
    signs_told,
    supply_lasts_until,
    texts_told,
)
from glidepath.record.picture.course import course_of
from glidepath.record.picture.measured import measured
from glidepath.record.picture.scores import scale_readings, suicide_screen
from glidepath.record.plans.queries import last_reduction_on, watched_since
from glidepath.record.visits.queries import last_held_at

READ = ("public_id", "happened_at", "received_at", "local_on", "informant", "source", "answers")  # of a check-in
LOOK_BACK = timedelta(days=120)  # long enough for a baseline, a step and the month after it


def build_picture(patient: Patient, at: datetime) -> PatientPicture:
    """Everything the rules may know about one person at one moment."""
    zone = ZoneInfo(patient.zone)
    today = at.astimezone(zone).date()
    rows = check_ins_since(patient.pk, today - LOOK_BACK).only(*READ)
    told = Told([row for row in rows if row.happened_at <= at], at, zone)
    baseline, since = baseline_of(patient.pk), expected_since(patient)
    return PatientPicture(
        as_of=at,
        today=today,
        baseline_ended_on=baseline.finished_on if baseline else None,
        last_step_on=last_reduction_on(patient.pk, today) or NEVER,
        last_red_or_orange_on=_day_or_never(last_red_or_orange_at(patient.pk, at), zone),
        check_in_dates=tuple(sorted({row.local_on for row in told.own})),
        expected_check_ins_since=since,
        expected_check_in_dates=_due(patient, told, since, today),
        reached_by_staff_on=_reached_on(patient, told.rows, at, zone),
        supply_lasts_until=supply_lasts_until(told),
        next_refill_on=next_refill_on(patient.pk, today),
        high_mood_score_reviewed_on=_mood_reviewed_on(patient, zone),
        suicide_screen=suicide_screen(patient.pk, at, zone),
        withdrawal_bother=latest_told(told, "withdrawal"),
        days_not_taken=latest_told(told, "days_not_taken"),
        free_texts=texts_told(told),
        **known_of(patient, told, baseline.finished_at if baseline else None),
    )


def known_of(patient: Patient, told: Told, baseline_at: datetime | None) -> dict[str, Any]:
    """The fields that the other modules of this folder read, by name."""
    devices = measured(patient.pk, told.at, told.zone)
    own_hours = daily(told.own, "sleep_hours", told.zone)
    return {
        **signs_told(told),
        **series_told(told),
        **devices,
        "sleep_hours_daily": (*own_hours, *devices["sleep_hours_daily"]),
        **course_of(patient, told.own, told.at),
        **scale_readings(patient.pk, told.at, told.zone, baseline_at),
    }


def expected_since(patient: Patient) -> date | None:
    """The day from which the person is watched: that of the plan, else of the run-in of somebody who can sign in."""
    since = watched_since(patient.pk)
    if since is not None or patient.user_id is None:
        return since
    episode = open_episode(patient.pk)
    return episode.opened_on if episode else None


def _due(patient: Patient, told: Told, since: date | None, today: date) -> tuple[date, ...]:
    """The days on which a check-in was due lately. Only somebody who may be silent needs them, so only then are they
    worked out; today is named too, which is never late, so that "none was due" is not read as "not known".
    """
    newest = max((row.local_on for row in told.own), default=None)
    if since is None or (newest is not None and newest >= today - timedelta(days=1)):
        return ()
    first = max(since, today - LOOK_BACK)
    return (*expected_check_ins(patient, first, today - timedelta(days=1)), today) if first < today else (today,)


def _reached_on(patient: Patient, rows: Sequence[CheckIn], at: datetime, zone: ZoneInfo) -> date | None:
    by_phone = [row.received_at for row in rows if row.source == "phone"]
    held = last_held_at(patient.pk, at)
    moments = [*by_phone, held] if held else by_phone
    return max(moments).astimezone(zone).date() if moments else None


def _mood_reviewed_on(patient: Patient, zone: ZoneInfo) -> date | Never:
    closed = Alert.objects.filter(patient=patient, domain="mood", state=AlertState.RESOLVED)
    return _day_or_never(closed.order_by("-resolved_at").values_list("resolved_at", flat=True).first(), zone)


def _day_or_never(moment: datetime | None, zone: ZoneInfo) -> date | Never:
    return moment.astimezone(zone).date() if moment else NEVER
