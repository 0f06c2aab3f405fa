"""Which phone belongs to which person, and every text that came in with what was made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from glidepath.foundation.rows import new_public_id
from glidepath.record.patients.models import PatientRow


class PhoneLine(PatientRow):
    """One person's phone. It counts once a text with the person's own code has come from it.

    The code is kept as a hash. `stopped_at`: the person said STOP; nothing more is sent until START.
    """

    phone = models.CharField(max_length=20, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_ends_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], name="one_phone_line_for_a_person"),
            models.UniqueConstraint(fields=["phone"], condition=~models.Q(phone=""), name="one_person_for_a_phone"),
        ]


class PhoneTakenOff(PatientRow):
    """The team took a phone off text messages, for example because it was lost. Who, when and why stays here."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    last_digits = models.CharField(max_length=4, blank=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["-at", "-pk"]


class IncomingText(models.Model):
    """One text as it came. The gateway's own id makes a second delivery the same text.

    What a phone that nobody joined writes is not kept; only that it wrote, so that it is answered once a day.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    gateway_id = models.CharField(max_length=120, unique=True)
    patient = models.ForeignKey("patients.Patient", null=True, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20)
    words = models.CharField(max_length=1600, blank=True)
    understood_as = models.CharField(max_length=20)
    reply = models.CharField(max_length=400, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["phone", "-received_at"], name="texts_by_phone")]
