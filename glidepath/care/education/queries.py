"""Reads about lessons."""

from __future__ import annotations

from glidepath.care.education.models import LessonCompletion, LessonTry

BEFORE_YOU_START = "before-you-start"


def lesson_done(patient_id: int, lesson: str = BEFORE_YOU_START) -> bool:
    """Whether the person has understood a lesson, in any version and language."""
    return LessonCompletion.objects.filter(patient_id=patient_id, lesson=lesson).exists()


def completion_of(patient_id: int, lesson: str = BEFORE_YOU_START) -> LessonCompletion | None:
    """The newest completion of a lesson."""
    return LessonCompletion.objects.filter(patient_id=patient_id, lesson=lesson).order_by("-completed_at").first()


def answered_right(patient_id: int, lesson: str, version: str) -> dict[str, str]:
    """Questions of this version already answered right, with the answer."""
    rows = LessonTry.objects.filter(patient_id=patient_id, lesson=lesson, version=version, right=True)
    return {row.question: row.answer for row in rows}


def tries_of(patient_id: int, lesson: str, version: str) -> list[LessonTry]:
    """Every answer given to this version of a lesson, oldest first."""
    return list(LessonTry.objects.filter(patient_id=patient_id, lesson=lesson, version=version))
