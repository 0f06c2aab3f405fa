"""Lessons taken: every try at a question, and the completion with the version and answers it rests on."""

from __future__ import annotations

from django.db import models

from glidepath.record.patients.models import PatientRow


class LessonTry(PatientRow):
    """One answer to one question of a lesson, right or not. Nobody is marked by it; a nurse may call to help."""

    lesson = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    question = models.CharField(max_length=60)
    answer = models.CharField(max_length=60)
    right = models.BooleanField()
    language = models.CharField(max_length=10)
    tried_at = models.DateTimeField()

    class Meta:
        ordering = ["tried_at", "pk"]
        indexes = [models.Index(fields=["patient", "lesson", "question"])]


class LessonCompletion(PatientRow):
    """A lesson that was understood: each question answered right in the end."""

    lesson = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    answers = models.JSONField(help_text="Question to the answer that was right")
    tries = models.PositiveIntegerField(help_text="How many answers it took in all")
    completed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "lesson", "version"], name="a_lesson_is_completed_once_per_version"
            )
        ]
