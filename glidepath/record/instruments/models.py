"""A clinic's own content packs and its permissions. Nothing is overwritten: a newer row counts, an end is a date."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from glidepath.record.sites.models import SiteRow


class LoadedPack(SiteRow):
    """One content pack as a clinic loaded it. The newest of a scale counts."""

    scale = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    pack = models.JSONField()
    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["loaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "scale", "version"], name="a_version_of_a_pack_is_loaded_once")
        ]


class ScalePermission(SiteRow):
    """The permission of a rights holder to use one questionnaire at this clinic, as somebody recorded it."""

    scale = models.CharField(max_length=20)
    granted_by = models.CharField(max_length=200, help_text="Who gave the permission")
    reference = models.CharField(max_length=200, help_text="Where it is kept: a letter, a contract number")
    granted_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True, help_text="Its last day; empty: no end is agreed")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["site", "scale"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=models.F("granted_on")),
                name="a_permission_ends_after_it_begins",
            )
        ]
