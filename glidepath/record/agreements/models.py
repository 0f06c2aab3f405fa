"""What a person agreed to. The words shown are kept with the hash of exactly what they were about."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from glidepath.record.patients.models import PatientRow


class Consent(PatientRow):
    """One yes to one thing: a plan, or one step of it. It holds only for the plan with this hash."""

    kind = models.CharField(max_length=20, help_text="plan or step")
    plan_ref = models.UUIDField()
    plan_hash = models.CharField(max_length=80)
    step_number = models.PositiveIntegerField(default=0)
    text_key = models.CharField(max_length=60)
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    text_shown = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan_ref", "kind", "step_number"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_standing_consent_per_step",
            )
        ]


class Milestone(PatientRow):
    """Something that matters to the person, in the person's own words."""

    words = models.CharField(max_length=200)
    named_at = models.DateTimeField()
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["named_at", "pk"]
