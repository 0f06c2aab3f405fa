"""One file of a device: where its reading stands, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from glidepath.record.patients.models import PatientRow


class FileState(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", _("Waiting")
    READING = "reading", _("Being read")
    DONE = "done", _("Read")
    REFUSED = "refused", _("Not read")
    UNDONE = "undone", _("Undone")


class DeviceFile(PatientRow):
    """A file that was sent. Its content lies in the data folder until it is read, and no longer."""

    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text="bytes as sent")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    sent_as = models.CharField(max_length=30, help_text="the role in which it was sent")
    state = models.CharField(max_length=20, choices=FileState.choices, default=FileState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    sign_of_life_at = models.DateTimeField(null=True, blank=True)
    bytes_done = models.BigIntegerField(default=0)
    bytes_total = models.BigIntegerField(default=0)
    format = models.CharField(max_length=40, blank=True)
    counts = models.JSONField(default=dict, help_text="days by measure and source, and what storing did")
    kept_rows = models.JSONField(default=list, help_text="keys of the observations that this file brought")
    faults = models.JSONField(default=list)
    fault_count = models.PositiveIntegerField(default=0)
    unused = models.JSONField(default=dict)
    refusal = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state", "sent_at"], name="device_files_by_state")]

    @property
    def ref(self) -> str:
        """How the audit trail names this file."""
        return f"device_file:{self.public_id}"
