"""Reads about visits."""

from __future__ import annotations

from datetime import datetime

from glidepath.record.visits.models import Visit, VisitState


def next_visit(patient_id: int, at: datetime) -> Visit | None:
    """The next booked visit."""
    rows = Visit.objects.filter(patient_id=patient_id, state=VisitState.BOOKED, starts_at__gte=at)
    return rows.select_related("with_user").order_by("starts_at").first()


def visits_between(patient_id: int, start: datetime, end: datetime) -> list[Visit]:
    """Visits in a stretch of time, oldest first."""
    return list(
        Visit.objects.filter(patient_id=patient_id, starts_at__gte=start, starts_at__lt=end).order_by("starts_at")
    )


def last_held_at(patient_id: int, at: datetime) -> datetime | None:
    """When staff last met the person."""
    held = Visit.objects.filter(patient_id=patient_id, state=VisitState.HELD, held_at__lte=at)
    return held.order_by("-held_at").values_list("held_at", flat=True).first()


def open_visits(patient_id: int) -> list[Visit]:
    """Visits that are booked, also those whose time is past and nobody said what became of them, oldest first."""
    rows = Visit.objects.filter(patient_id=patient_id, state=VisitState.BOOKED)
    return list(rows.select_related("with_user").order_by("starts_at"))


def people_with_a_visit_left_open(start: datetime, end: datetime) -> list[int]:
    """The people with a visit in a stretch of time that was missed, or that nobody marked as held."""
    rows = Visit.objects.filter(
        state__in=[VisitState.BOOKED, VisitState.MISSED], starts_at__gte=start, starts_at__lt=end
    )
    return list(rows.order_by("patient_id").values_list("patient_id", flat=True).distinct())
