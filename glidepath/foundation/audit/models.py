"""Append-only events in sixteen chains. The database itself refuses to change or delete one (see the migration)."""

from __future__ import annotations

from django.db import models

LOOK = "record.look"


class AuditShard(models.Model):
    """The end of one chain. Its row is the lock under which the next event is added."""

    shard = models.PositiveSmallIntegerField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")


class AuditEvent(models.Model):
    """One deed. `mac` is keyed over all other fields and the event before it in the same chain."""

    id = models.BigAutoField(primary_key=True)
    shard = models.PositiveSmallIntegerField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=120, blank=True)
    site = models.BigIntegerField(null=True, help_text="The actor's clinic, by row number")
    action = models.CharField(max_length=80)
    object_ref = models.CharField(max_length=200, blank=True)
    patient_ref = models.CharField(max_length=64, null=True, blank=True)
    purpose = models.CharField(max_length=40, default="care")
    decision = models.CharField(max_length=20, default="allowed")
    before_hash = models.CharField(max_length=64, blank=True)
    after_hash = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["patient_ref", "action", "-at"], name="audit_by_person"),
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
        ]
        constraints = [models.UniqueConstraint(fields=["shard", "seq"], name="a_place_in_a_chain_is_taken_once")]
