"""Signs that are answered with yes or no: any yes is a finding, a missing answer is never a no."""

from __future__ import annotations

from collections.abc import Mapping

from glidepath_clinical.findings import Finding, Unanswerable, Urgency
from glidepath_clinical.picture import Reading

from .answers import is_yes
from .conclusion import Criterion, conclude


def sign(urgency: Urgency, key: str, reading: Reading | None) -> list[Criterion]:
    """One criterion for a yes. A device alone is never RED: then it is ORANGE, and somebody asks the person."""
    if reading is None or not is_yes(reading):
        return []
    by_device = reading.informant == "device"
    return [Criterion(Urgency.ORANGE if by_device and urgency is Urgency.RED else urgency, key, readings=(reading,))]


def judge_signs(
    rule: str, domain: str, cites: tuple[str, ...], urgency: Urgency, answers: Mapping[str, Reading | None]
) -> Finding | Unanswerable | None:
    """What a rule of signs alone says. `answers` holds each field's current answer; the field is the reason key."""
    met = [criterion for name, reading in answers.items() for criterion in sign(urgency, name, reading)]
    return conclude(rule, domain, cites, met, [name for name, reading in answers.items() if reading is None])
