"""Reads of the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model

from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import LOOK, AuditEvent


@dataclass(frozen=True)
class Look:
    """One look at a person's record: when, who in which role, and at what part."""

    at: datetime
    name: str
    role: Role
    what: str


def who_looked(patient_ref: str, limit: int) -> list[Look]:
    """Who has seen a person's record, newest first; the person's own looks are left out."""
    own = f"{Role.PATIENT.value}:"
    events = AuditEvent.objects.filter(patient_ref=patient_ref, action=LOOK).exclude(actor__startswith=own)
    found = list(events.order_by("-at", "-pk")[:limit])
    names = _names({event.actor.partition(":")[2] for event in found})
    return [_look(event, names) for event in found]


def _look(event: AuditEvent, names: dict[str, str]) -> Look:
    role, _, who = event.actor.partition(":")
    return Look(at=event.at, name=names.get(who, who), role=Role(role), what=event.object_ref)


def _names(refs: set[str]) -> dict[str, str]:
    people = get_user_model().objects.filter(public_id__in=[ref for ref in refs if _is_uuid(ref)])
    return {str(public_id): name for public_id, name in people.values_list("public_id", "name")}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
