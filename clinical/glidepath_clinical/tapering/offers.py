"""Other ways, worked out: what could be done when the agreed cap cannot be kept."""

from __future__ import annotations

from typing import Any

from glidepath_clinical.tapering.course import Course
from glidepath_clinical.tapering.request import PlanRequest


def offers_for(request: PlanRequest, course: Course) -> list[dict[str, Any]]:
    return []
