"""Opening a taper's episode and filling its baseline, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from glidepath_clinical.cadence import CadenceError, WeekdayChoice

from glidepath.foundation import audit
from glidepath.foundation.access import Actor
from glidepath.record.episodes.models import Baseline, CheckInDays, Episode, EpisodePlan
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan


@transaction.atomic
def open_baseline(*, by: Actor, at: datetime, on: date, patient: Patient) -> Baseline:
    """The baseline of the open episode; both are opened when there is none."""
    episode, opened = Episode.objects.get_or_create(
        patient=patient, site_id=patient.site_id, closed_on=None, defaults={"opened_at": at, "opened_on": on}
    )
    baseline, _ = Baseline.objects.get_or_create(
        episode=episode, defaults={"patient": patient, "site_id": patient.site_id, "started_at": at}
    )
    if opened:
        _tell(by, "episode.open", f"episode:{episode.public_id}", patient, at)
    return baseline


@transaction.atomic
def save_part(*, by: Actor, at: datetime, baseline: Baseline, answers: Mapping[str, Any]) -> Baseline:
    """Save some of the baseline's own fields; the rest stays as it was."""
    for name, value in answers.items():
        setattr(baseline, name, value)
    baseline.save(update_fields=list(answers))
    _tell(by, "baseline.save", f"baseline:{baseline.public_id}", baseline.patient, at)
    return baseline


@transaction.atomic
def finish_baseline(*, by: Actor, at: datetime, on: date, baseline: Baseline) -> Baseline:
    """Close the baseline. `on` is the person's local date and ends the run-in."""
    baseline.finished_at, baseline.finished_on, baseline.finished_by_id = at, on, by.user_id
    baseline.save(update_fields=["finished_at", "finished_on", "finished_by"])
    _tell(by, "baseline.finish", f"baseline:{baseline.public_id}", baseline.patient, at)
    return baseline


def add_plan(*, episode: Episode, plan: Plan) -> EpisodePlan:
    """Hang a plan on its episode; part of the caller's transaction."""
    row, _ = EpisodePlan.objects.get_or_create(
        plan=plan, defaults={"episode": episode, "patient_id": plan.patient_id, "site_id": plan.site_id}
    )
    return row


@transaction.atomic
def choose_days(
    *, by: Actor, at: datetime, on: date, patient: Patient, weekdays: Iterable[int], remind_at_hour: int | None
) -> CheckInDays:
    """Keep the weekdays (ISO numbers) and the hour of the reminder. Raises CadenceError for days that cannot be used.

    The choice counts from the local date `on`; days before it stay as they were expected then.
    """
    choice = WeekdayChoice(on, frozenset(weekdays))
    if remind_at_hour is not None and not 0 <= remind_at_hour <= 23:
        raise CadenceError("a reminder comes at an hour from 0 to 23")
    row = CheckInDays.objects.create(
        patient=patient,
        site_id=patient.site_id,
        weekdays=sorted(choice.days),
        remind_at_hour=remind_at_hour,
        chosen_on=on,
        chosen_at=at,
        chosen_by_id=by.user_id,
    )
    _tell(by, "check_in_days.choose", f"check_in_days:{row.public_id}", patient, at)
    return row


def _tell(by: Actor, action: str, ref: str, patient: Patient, at: datetime) -> None:
    audit.record(by=by, action=action, object_ref=ref, patient_ref=patient.ref, at=at)
