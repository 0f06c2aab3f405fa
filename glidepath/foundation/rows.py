"""What every stored row has: a public id, a sensitivity label, and when it was written."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from glidepath.foundation.access.sensitivity import Sensitivity
from glidepath.foundation.clock import now

__all__ = ["Row", "Sensitivity", "new_public_id"]


def new_public_id() -> UUID:
    """A UUIDv7: names a row to the outside, grows with time, tells nothing of how many rows there are."""
    return UUID(int=uuid7().int)


class Row(models.Model):
    """The base of every table of the record."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    sensitivity = models.CharField(max_length=20, choices=Sensitivity.choices, default=Sensitivity.GENERAL)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True
