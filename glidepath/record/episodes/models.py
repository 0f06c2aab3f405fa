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


class CheckInDays(PatientRow):
    """Which weekdays the person chose for the time between steps, and when a notice reminds. The newest counts."""

    weekdays = models.JSONField(help_text="ISO weekdays, 1 is Monday; at least two")
    remind_at_hour = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Hour of the person's own day, 0 to 23; empty: no reminder"
    )
    chosen_on = models.DateField(help_text="The person's local date; the choice counts from then on")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["chosen_at", "pk"]
        indexes = [models.Index(fields=["patient", "chosen_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(remind_at_hour__isnull=True) | models.Q(remind_at_hour__lte=23),
                name="a_reminder_comes_at_an_hour_of_the_day",
            )
        ]
