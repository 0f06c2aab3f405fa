"""Answers of invented people to validated scales."""

from __future__ import annotations

import random
from datetime import datetime

from glidepath_clinical.scales import find_scale

from glidepath.care.checkins.operations import submit_scale
from glidepath.foundation.access import Actor
from glidepath.record.patients.models import Patient

ITEMS = {"peg": 3, "phq9": 9, "gad7": 7, "phq2": 2, "gad2": 2}
LOW_MOOD = (2, 3, 2, 2, 1, 2, 1, 0, 1)  # PHQ-9 total 14, item 9 answered 1


def send_scale(
    patient: Patient, by: Actor, scale: str, at: datetime, rng: random.Random, answers: tuple[int, ...] | None = None
) -> None:
    """Answer one scale as the person, by default without trouble."""
    given = answers or _usual(scale, rng)
    submit_scale(
        by=by,
        patient=patient,
        scale=scale,
        answers={item.code: value for item, value in zip(find_scale(scale).items, given, strict=True)},
        happened_at=at,
        zone=patient.zone,
        informant="patient",
        source="app",
        at=at,
    )


def _usual(scale: str, rng: random.Random) -> tuple[int, ...]:
    if scale == "peg":
        return tuple(rng.choice((4, 5, 5, 6)) for _ in range(ITEMS[scale]))
    last_is_zero = scale == "phq9"
    values = [rng.choice((0, 0, 1)) for _ in range(ITEMS[scale])]
    return tuple([*values[:-1], 0] if last_is_zero else values)
