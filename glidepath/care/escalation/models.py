"""What the rules said each time they were asked: what was found, what could not be said, and what broke."""

from __future__ import annotations

from django.db import models

from glidepath.record.patients.models import PatientRow


class AssessmentRecord(PatientRow):
    """One run of all rules over one person's picture. "Could not be said" is kept: it never reads as safe."""

    cause = models.CharField(max_length=120, help_text="What led to it, as kind:public id")
    at = models.DateTimeField()
    found = models.JSONField(default=list, help_text="rule, urgency, because, sources and missing of each finding")
    unanswerable = models.JSONField(default=list, help_text="rule and the answers it lacked")
    failed = models.JSONField(default=list, help_text="rule and the kind of error; nothing about the person")
    rules_version = models.CharField(max_length=40)
    limits = models.JSONField(default=dict, help_text="The site's own thresholds at that moment, by name")

    class Meta:
        indexes = [models.Index(fields=["patient", "cause"]), models.Index(fields=["patient", "-at"])]
