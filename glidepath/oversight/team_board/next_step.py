"""The next step and whether it may be released: the plan's own gate, in words, with the source of each line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glidepath.care.tapering.queries import gate
from glidepath.care.tapering.wording import sentence, source_name


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
    return NextStep(
        number=step.number,
        daily=f"{step.daily.normalize():f}",
        earliest_on=verdict.earliest_on,
        readiness={
            "verdict": verdict.verdict,
            "sentence": _in_one_sentence(verdict, standing.step),
            "speaks_for": _lines(verdict.speaks_for, patient),
            "against": _lines((*verdict.blocks, *verdict.speaks_against), patient),
            "unknown": _lines(verdict.unknown, patient),
        },
        plan_url=reverse("tapering:plan", args=[patient.public_id, plan.public_id]),
        release_url=reverse("tapering:release", args=[patient.public_id, plan.public_id, step.number]),
    )


def _in_one_sentence(verdict: Any, present: Any) -> str:
    stays = _("Until then the present dose of %(daily)s stays.") % {"daily": f"{present.daily.normalize():f}"}
    number = len(verdict.unknown)
    if verdict.blocks or not number:
        return stays if verdict.blocks else ""
    missing = ngettext("%(n)s answer is missing.", "%(n)s answers are missing.", number) % {"n": number}
    return f"{missing} {stays}"


def _lines(reasons: Iterable[Any], patient: Any) -> list[dict[str, str]]:
    pages = {
        "alerts": "#h-a",
        "baseline": reverse("intake:baseline", args=[patient.public_id]),
        "medicines": reverse("intake:reconcile", args=[patient.public_id]),
    }
    return [
        {"text": sentence(one), "source": source_name(one.source), "url": pages.get(one.source, "")} for one in reasons
    ]
