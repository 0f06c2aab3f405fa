"""Meetings with the team: planned, held or missed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glidepath.record.patients.models import PatientRow


class VisitKind(models.TextChoices):
    """What a visit is for."""

    STARTING = "starting", _("Starting visit")
    BEFORE_STEP = "before_step", _("Visit before a step")
    FOLLOW_UP = "follow_up", _("Follow-up")


class VisitState(models.TextChoices):
    """Where a visit stands."""

    BOOKED = "booked", _("Booked")
    HELD = "held", _("Held")
    MISSED = "missed", _("Not held")
    CANCELLED = "cancelled", _("Cancelled")


class Visit(PatientRow):
    """One meeting. The zone is the patient's, so that the time on her page is her own."""

    kind = models.CharField(max_length=20, choices=VisitKind.choices)
    state = models.CharField(max_length=20, choices=VisitState.choices, default=VisitState.BOOKED)
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=60)
    way = models.CharField(max_length=20, default="phone", help_text="phone, video or in_person")
    with_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["patient", "state", "starts_at"])]
