"""Answering the questions of a lesson. A wrong answer explains and asks again; it never closes the door."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from glidepath.care.education.lessons import Answer, Lesson, Question
from glidepath.care.education.models import LessonCompletion, LessonTry
from glidepath.care.education.queries import answered_right, tries_of
from glidepath.foundation import audit, events
from glidepath.foundation.access import Actor
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.patients.models import Patient

TRIES_BEFORE_A_CALL = 2
TEACH_BACK_RULE = "teach_back"


@transaction.atomic
def answer(
    *, by: Actor, at: datetime, patient: Patient, lesson: Lesson, question: Question, answer: Answer
) -> LessonCompletion | None:
    """Keep one answer. The second wrong answer to one question asks a nurse to call; the last right one completes."""
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    row = LessonTry.objects.create(
        patient=patient,
        site_id=patient.site_id,
        lesson=lesson.key,
        version=lesson.version,
        question=question.key,
        answer=answer.key,
        right=answer.right,
        language=lesson.language,
        tried_at=at,
    )
    if not row.right:
        _call_if_hard(patient, lesson, question, at)
        return None
    return _complete(by, at, patient, lesson)


def _call_if_hard(patient: Patient, lesson: Lesson, question: Question, at: datetime) -> None:
    tries = tries_of(patient.pk, lesson.key, lesson.version)
    wrong = sum(1 for row in tries if row.question == question.key and not row.right)
    if wrong < TRIES_BEFORE_A_CALL:
        return
    because = [f"lesson {lesson.key}: {wrong} answers to '{question.key}' were not right", "explain it by phone"]
    raise_alert(
        patient=patient,
        rule=TEACH_BACK_RULE,
        urgency="YELLOW",
        domain="education",
        cause=f"lesson:{lesson.key}:{lesson.version}:{question.key}",
        reason=Reason(because=because, reason_key=TEACH_BACK_RULE, values={"question": question.key}),
        at=at,
    )


def _complete(by: Actor, at: datetime, patient: Patient, lesson: Lesson) -> LessonCompletion | None:
    right = answered_right(patient.pk, lesson.key, lesson.version)
    if any(question.key not in right for question in lesson.questions):
        return None
    row, created = LessonCompletion.objects.get_or_create(
        patient=patient,
        site_id=patient.site_id,
        lesson=lesson.key,
        version=lesson.version,
        defaults={
            "language": lesson.language,
            "answers": right,
            "tries": len(tries_of(patient.pk, lesson.key, lesson.version)),
            "completed_at": at,
        },
    )
    if created:
        ref = f"lesson:{row.public_id}"
        audit.record(by=by, action="lesson.complete", object_ref=ref, patient_ref=patient.ref, at=at)
        events.publish("lesson.completed", patient_id=patient.pk, by=by, at=at)
    return row
