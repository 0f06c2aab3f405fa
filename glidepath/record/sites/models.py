"""A site is one clinic. Every row of the record belongs to one, and every query is scoped by it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glidepath.foundation.access import Role
from glidepath.foundation.clock import now
from glidepath.foundation.rows import Row

STAFF_ROLES = [(role.value, role.value.replace("_", " ")) for role in Role]


class Site(Row):
    """One clinic with its own limits, languages, crisis numbers and people on call."""

    name = models.CharField(max_length=120, unique=True)
    zone = models.CharField(
        max_length=60, default="America/Denver", help_text=_("IANA time zone, for example America/Denver")
    )
    languages = models.JSONField(default=list, help_text=_("Language codes offered to patients, first is the default"))
    phone = models.CharField(max_length=40, blank=True)
    after_hours_phone = models.CharField(max_length=40, blank=True)
    emergency_number = models.CharField(max_length=20, default="911")
    crisis_line = models.CharField(max_length=40, default="988")
    crisis_line_name = models.CharField(max_length=120, default="988 Suicide and Crisis Lifeline")
    limits = models.JSONField(default=dict, blank=True, help_text=_("Thresholds this site sets itself, by name"))

    def __str__(self) -> str:
        return self.name


class SiteRow(Row):
    """A row that belongs to a site."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class StaffMembership(SiteRow):
    """One role of one staff member at one site, from a moment until another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="staff_memberships")
    role = models.CharField(max_length=30, choices=STAFF_ROLES)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "user", "role"],
                condition=models.Q(until__isnull=True),
                name="one_open_membership_per_role",
            )
        ]


class OnCallShift(SiteRow):
    """Who answers, between two moments; `rank` 1 is called first."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["starts_at", "rank"]
        indexes = [models.Index(fields=["site", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_shift_ends_after_it_starts"
            )
        ]


class HandOver(SiteRow):
    """What one person on call tells the next. Only the two of them read the words."""

    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True, help_text=_("When the next person confirmed"))

    class Meta:
        indexes = [models.Index(fields=["site", "taken_at"])]


class LimitChange(SiteRow):
    """One threshold that the clinic set for itself: from what to what, who, when and why. Never changed afterwards."""

    name = models.CharField(max_length=60)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    reason = models.CharField(max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["site", "-at"])]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_limit_is_changed_for_a_reason"),
        ]
