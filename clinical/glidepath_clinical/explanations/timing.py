"""When withdrawal can be expected after a reduction, by the half-life of the medicine."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from .course import Course

HALF_LIVES_TO_GO: Final = 5  # after five half-lives hardly anything of the old dose is left (M)
DAYS_OF_GRACE: Final = 2  # what begins up to two days later still counts (D)
LATEST_KNOWN: Final = (
    7  # benzodiazepine withdrawal may appear up to a week after a reduction (S, asam-benzodiazepine-2025)
)
EASES_WITHIN: Final = 10  # early symptoms usually resolve 5 to 10 days after a reduction (S, va-otdt)


@dataclass(frozen=True)
class Timing:
    """`latest_days`: days after the reduction until which a beginning fits; `eases_days`: until when it should ease."""

    half_life_hours: tuple[int, int]
    latest_days: int
    eases_days: int


@cache
def _data() -> Mapping[str, Any]:
    text = (resources.files("glidepath_clinical.explanations") / "data" / "half_lives.json").read_text("utf-8")
    data: Mapping[str, Any] = json.loads(text)
    return data


def known_medicines() -> tuple[str, ...]:
    """The medicines whose half-life is in the table."""
    return tuple(sorted(_data()["hours"]))


def timing_of(course: Course) -> Timing | None:
    """The expected times, None when the medicine or its half-life is not known."""
    table = _data()["through_skin"] if course.patch else _data()["hours"]
    hours = table.get(course.medicine or "") or _data()["hours"].get(course.medicine or "")
    if hours is None:
        return None
    low, high = hours
    days = math.ceil(HALF_LIVES_TO_GO * high / 24)
    return Timing((low, high), max(days + DAYS_OF_GRACE, LATEST_KNOWN), EASES_WITHIN + days)


def days_after_reduction(course: Course) -> int | None:
    """Days from the last reduction to the beginning; negative when it began before; None when a day is not known."""
    if course.onset_on is None or course.reduced_on is None:
        return None
    return (course.onset_on - course.reduced_on) // timedelta(days=1)
