"""What the rules said each time they were asked: what was found, what could not be said, and what broke."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from glidepath.record.patients.models import PatientRow
from glidepath.record.sites.models import SiteRow


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


class ChainTest(SiteRow):
    """The daily test of one clinic: it goes the whole way of an alert to the person on call, who confirms it."""

    on = models.DateField(help_text="The clinic's local day")
    started_at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True, help_text="When the team was told that it did not arrive")

    class Meta:
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["site", "on"], name="one_test_of_the_chain_a_day")]
