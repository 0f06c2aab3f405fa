"""The signs: each speaks for or against one explanation, or is not known. The words stand in data/words.json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from glidepath_clinical.protocol import Limits

from .course import Course, Direction
from .timing import Timing, days_after_reduction

SLEEP_LOST_HOURS: Final = Fraction(1)  # D: from an hour a night on, sleep counts as changed
WEEKS_OF_HYPERALGESIA: Final = 4  # D: monitoring plan, pain up over four weeks
STRONG: Final = 2
WEAK: Final = 1


@dataclass(frozen=True)
class Setting:
    """What every sign may look at."""

    course: Course
    timing: Timing | None
    limits: Limits


Looks = Callable[[Setting], bool | None]


@dataclass(frozen=True)
class Sign:
    """One sign of one explanation. `looks` gives True for, False against, None not known; `facts` are what it needs."""

    key: str
    looks: Looks
    facts: tuple[str, ...]
    cite: str
    weight: int


def soon_after_reduction(at: Setting) -> bool | None:
    """Whether it began within the days in which withdrawal begins."""
    if at.course.never_reduced:
        return False
    days = days_after_reduction(at.course)
    if days is None or at.timing is None:
        return None
    return 0 <= days <= at.timing.latest_days


def _eases_in_time(at: Setting) -> bool | None:
    if at.course.never_reduced:
        return False
    if at.course.reduced_on is None or at.timing is None or at.course.direction is None:
        return None
    in_time = (at.course.today - at.course.reduced_on).days <= at.timing.eases_days
    return in_time or at.course.direction is Direction.EASING


def _spread_or_touch(at: Setting) -> bool | None:
    answers = (at.course.pain_beyond_usual_place, at.course.touch_hurts)
    return True if True in answers else None if None in answers else False


def _long_after_reduction(at: Setting) -> bool | None:
    if at.course.never_reduced:
        return True
    if at.course.reduced_on is None:
        return None
    return (at.course.today - at.course.reduced_on).days > at.limits.step_watch_days


def _lasts_weeks(at: Setting) -> bool | None:
    if at.course.onset_on is None:
        return None
    return (at.course.today - at.course.onset_on).days >= 7 * WEEKS_OF_HYPERALGESIA


def _pain_rose(at: Setting) -> bool | None:
    return None if at.course.pain_rise is None else at.course.pain_rise >= at.limits.pain_yellow_rise


def _phq9_rose(at: Setting) -> bool | None:
    return None if at.course.phq9_rise is None else at.course.phq9_rise >= at.limits.phq9_rise


def _sleep_lost(at: Setting) -> bool | None:
    return None if at.course.sleep_hours_lost is None else at.course.sleep_hours_lost >= SLEEP_LOST_HOURS


def _told(name: str) -> Looks:
    def look(at: Setting) -> bool | None:
        answer: bool | None = getattr(at.course, name)
        return answer

    return look


def _opposite(look: Looks) -> Looks:
    def turned(at: Setting) -> bool | None:
        answer = look(at)
        return None if answer is None else not answer

    return turned


_NO_BODY_SIGNS = Sign("no_body_signs", _opposite(_told("body_signs")), ("body_signs",), "oih-recognition", WEAK)
_WHEN = ("onset_on", "reduced_on", "medicine")

SIGNS: Final[Mapping[str, tuple[Sign, ...]]] = {
    "withdrawal": (
        Sign("began_after_reduction", soon_after_reduction, _WHEN, "explanations-half-lives", STRONG),
        Sign("body_signs", _told("body_signs"), ("body_signs",), "va-otdt", STRONG),
        Sign("eases_in_time", _eases_in_time, ("reduced_on", "medicine", "direction"), "va-otdt", WEAK),
        Sign(
            "better_after_a_dose", _told("better_after_a_dose"), ("better_after_a_dose",), "explanations-memory", WEAK
        ),
    ),
    "flare": (
        Sign("trigger", _told("trigger"), ("trigger",), "explanations-memory", STRONG),
        Sign(
            "usual_place",
            _opposite(_told("pain_beyond_usual_place")),
            ("pain_beyond_usual_place",),
            "oih-recognition",
            STRONG,
        ),
        Sign("pain_rose", _pain_rose, ("pain_rise",), "glidepath-monitoring", WEAK),
        _NO_BODY_SIGNS,
        Sign("apart_from_a_reduction", _opposite(soon_after_reduction), _WHEN, "explanations-half-lives", WEAK),
    ),
    "mood": (
        Sign("phq9_rose", _phq9_rose, ("phq9_rise",), "phq-9", STRONG),
        Sign("mood_fell_first", _told("mood_fell_first"), ("mood_fell_first",), "explanations-memory", STRONG),
        Sign("sleep_lost", _sleep_lost, ("sleep_hours_lost",), "explanations-memory", WEAK),
        _NO_BODY_SIGNS,
    ),
    "hyperalgesia": (
        Sign(
            "spread_or_touch",
            _spread_or_touch,
            ("pain_beyond_usual_place", "touch_hurts"),
            "oih-recognition",
            STRONG,
        ),
        Sign("raise_did_not_help", _told("worse_after_a_raise"), ("worse_after_a_raise",), "oih-recognition", STRONG),
        Sign("long_after_reduction", _long_after_reduction, ("reduced_on",), "glidepath-monitoring", STRONG),
        Sign("lasts_weeks", _lasts_weeks, ("onset_on",), "glidepath-monitoring", WEAK),
        _NO_BODY_SIGNS,
        Sign(
            "not_better_after_a_dose",
            _opposite(_told("better_after_a_dose")),
            ("better_after_a_dose",),
            "explanations-memory",
            WEAK,
        ),
    ),
}
