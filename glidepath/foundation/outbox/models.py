"""Messages on their way, and the sign of life of each worker."""

from __future__ import annotations

from django.db import models

from glidepath.foundation.clock import now


class MessageState(models.TextChoices):
    """Where a message stands. A lease that runs out makes a leased message free again."""

    PENDING = "pending"
    LEASED = "leased"
    DONE = "done"
    QUARANTINED = "quarantined"


class OutboxMessage(models.Model):
    """One message. `idempotency_key` goes to the receiver, so that a second delivery changes nothing there."""

    id = models.BigAutoField(primary_key=True)
    topic = models.CharField(max_length=80)
    payload = models.JSONField()
    idempotency_key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=MessageState.choices, default=MessageState.PENDING)
    next_at = models.DateTimeField(help_text="Not before this moment")
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveIntegerField(
        default=0, help_text="Counted when a worker takes it, so that a crash counts"
    )
    last_error = models.CharField(
        max_length=120, blank=True, help_text="The kind of error only: its words may tell of a person"
    )
    created_at = models.DateTimeField(default=now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_at"], name="outbox_waiting"),
            models.Index(fields=["state", "lease_until"], name="outbox_leased"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="leased") | models.Q(lease_until__isnull=False),
                name="a_leased_message_has_an_end_of_lease",
            )
        ]


class WorkerBeat(models.Model):
    """When a worker was last alive, and which of its regular duties fail since when."""

    worker = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()
    failing = models.JSONField(default=dict, help_text="Name of the duty: since when it fails, ISO 8601")
