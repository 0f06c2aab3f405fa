"""Who cares for a person, and whom the person lets in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from glidepath.foundation.clock import now
from glidepath.record.patients.models import PatientRow
from glidepath.record.sites.models import STAFF_ROLES


class CareTeamMember(PatientRow):
    """One staff member's part in one person's care. Ending it ends the access at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="care_team_places")
    role = models.CharField(max_length=30, choices=STAFF_ROLES)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "until"])]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "user", "role"],
                condition=models.Q(until__isnull=True),
                name="one_open_place_per_person_and_role",
            )
        ]


class CaregiverGrant(PatientRow):
    """What the person lets a caregiver see, until when. Revoking works at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="caregiver_grants")
    relationship = models.CharField(max_length=60, blank=True)
    categories = models.JSONField(default=list)
    granted_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "expires_at"])]
