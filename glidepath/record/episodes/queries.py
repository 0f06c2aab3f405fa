"""Reads about episodes."""

from __future__ import annotations

from glidepath.record.episodes.models import Baseline, Episode


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
