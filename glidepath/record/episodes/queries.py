"""Reads about episodes."""

from __future__ import annotations

from glidepath.record.episodes.models import Baseline, CheckInDays, Episode


def open_episode(patient_id: int) -> Episode | None:
    """The taper now under way or being prepared."""
    return Episode.objects.filter(patient_id=patient_id, closed_on__isnull=True).first()


def baseline_of(patient_id: int) -> Baseline | None:
    """The baseline of the open taper."""
    return (
        Baseline.objects.filter(patient_id=patient_id, episode__closed_on__isnull=True)
        .select_related("episode")
        .first()
    )


def chosen_days(patient_id: int) -> CheckInDays | None:
    """The newest choice of weekdays and reminder, None while the person has not chosen."""
    return CheckInDays.objects.filter(patient_id=patient_id).order_by("chosen_at", "pk").last()


def reminder_hours() -> dict[int, int]:
    """Who wants a reminder, and at which hour of their own day, by the newest choice of each."""
    rows = CheckInDays.objects.order_by("chosen_at", "pk").values_list("patient_id", "remind_at_hour")
    return {key: hour for key, hour in dict(rows).items() if hour is not None}


def in_run_in() -> list[int]:
    """The people with an open taper who can sign in: they are watched from its first day, before any plan runs."""
    rows = Episode.objects.filter(closed_on__isnull=True, patient__user__isnull=False)
    return list(rows.order_by("patient_id").values_list("patient_id", flat=True))
