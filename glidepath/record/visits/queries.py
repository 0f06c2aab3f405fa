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
    return list(Visit.objects.filter(patient_id=patient_id, starts_at__gte=start, starts_at__lt=end).order_by("starts_at"))
