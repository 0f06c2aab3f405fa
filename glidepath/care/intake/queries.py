"""Reads about intake."""

from __future__ import annotations

from glidepath.care.intake.models import ImportReport
from glidepath.foundation.access import Actor, scoped


def recent_reports(actor: Actor, how_many: int = 10) -> list[ImportReport]:
    """The latest imports of people this actor cares for."""
    return list(scoped(actor, ImportReport, "import.run").select_related("patient")[:how_many])
