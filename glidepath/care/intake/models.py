"""What an import did, so that a person can read every repair."""

from __future__ import annotations

from django.db import models

from glidepath.record.patients.models import PatientRow


class ImportReport(PatientRow):
    """One file about one person: what came in, what was already there, what was repaired."""

    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=120)
    added = models.JSONField(default=dict)
    unchanged = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    repairs = models.JSONField(default=list)
    not_used = models.JSONField(default=dict)
    dose_unknown = models.JSONField(default=list, help_text="Orders whose dose a pharmacist has to find out")

    class Meta:
        ordering = ["-imported_at"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "file_hash"], name="a_file_is_reported_once_per_person"),
        ]
