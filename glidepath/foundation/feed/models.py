"""One line for each change that an open page may want to show."""

from __future__ import annotations

from django.db import models

from glidepath.foundation.clock import now


class Audience(models.TextChoices):
    """Who is told."""

    TEAM = "team"
    PATIENT = "patient"


class FeedEntry(models.Model):
    """Something changed. `id` is the event id of the stream."""

    id = models.BigAutoField(primary_key=True)
    site_id = models.BigIntegerField(help_text="The clinic, by row number; foundation does not know the table")
    patient_ref = models.CharField(max_length=64, null=True, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    topic = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["site_id", "audience", "id"], name="feed_by_site")]
