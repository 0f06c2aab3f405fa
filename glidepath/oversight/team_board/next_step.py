"""The next step and whether it may be released: the plan's own gate, in words, with the source of each line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from glidepath.care.tapering.presenters import readiness_view
from glidepath.care.tapering.queries import gate
from glidepath.record.plans.frozen import daily_text


@dataclass(frozen=True)
class NextStep:
    """What the card beside the picture shows."""

    number: int
    daily: str
    earliest_on: date | None
    readiness: dict[str, Any]
    plan_url: str
    release_url: str


def next_step_of(patient: Any, standing: Any | None, at: datetime) -> NextStep | None:
    """The gate of the next step; None when no plan stands or no step is left."""
    if standing is None or standing.next_step is None:
        return None
    step, plan = standing.next_step, standing.plan
    verdict = gate(patient.pk, plan, step, at)
    place = [patient.public_id, plan.public_id]
    return NextStep(
        number=step.number,
        daily=daily_text(step),
        earliest_on=verdict.earliest_on,
        readiness=readiness_view(verdict, patient, plan),
        plan_url=reverse("tapering:plan", args=place),
        release_url=reverse("tapering:release", args=[*place, step.number]),
    )
