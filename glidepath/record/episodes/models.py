"""One taper of one person: its baseline, its plans, and the watch that goes on for 24 months."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from glidepath.record.patients.models import PatientRow
from glidepath.record.plans.models import Plan


class Episode(PatientRow):
    """One taper from baseline to the end of its watch. A person may have several, one open at a time."""

    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=models.Q(closed_on__isnull=True), name="one_open_episode"
            )
        ]


class Baseline(PatientRow):
    """Where the person stands before anything changes; saved in parts, finished once."""

    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="baseline")
    goals = models.TextField(blank=True, help_text="In the person's own words")
    sleep = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Sleep quality 0 to 10")
    pain = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Average pain 0 to 10")
    caregiver = models.CharField(max_length=200, blank=True)
    has_caregiver = models.CharField(max_length=10, blank=True, help_text="yes, no or unknown")
    transport = models.CharField(max_length=40, blank=True)
    devices = models.JSONField(default=list, blank=True)
    emergency_contact = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class EpisodePlan(PatientRow):
    """Which plans belong to which taper."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="plans")
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="in_episode")
