"""Joining and leaving a care team; granting and revoking what a caregiver sees."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from glidepath.foundation import audit
from glidepath.foundation.access import Actor, Role
from glidepath.record.care_team.models import CaregiverGrant, CareTeamMember
from glidepath.record.patients.models import Patient


@transaction.atomic
def join_team(*, by: Actor, at: datetime, patient: Patient, user: Any, role: Role) -> CareTeamMember:
    """Put a staff member on a person's team; twice is the same as once."""
    member, created = CareTeamMember.objects.get_or_create(
        patient=patient, site_id=patient.site_id, user=user, role=role.value, until=None, defaults={"since": at}
    )
    if created:
        _tell(by, "team.join", f"team:{member.public_id}", patient, at)
    return member


@transaction.atomic
def leave_team(*, by: Actor, at: datetime, member: CareTeamMember) -> CareTeamMember:
    """End a place on a team. Access ends with it, at once."""
    member.until = at
    member.save(update_fields=["until"])
    _tell(by, "team.leave", f"team:{member.public_id}", member.patient, at)
    return member


@transaction.atomic
def grant(
    *,
    by: Actor,
    at: datetime,
    patient: Patient,
    user: Any,
    categories: list[str],
    expires_at: datetime,
    relationship: str = "",
) -> CaregiverGrant:
    """The person lets a caregiver see some categories until a moment."""
    row = CaregiverGrant.objects.create(
        patient=patient,
        site_id=patient.site_id,
        user=user,
        categories=categories,
        granted_at=at,
        expires_at=expires_at,
        relationship=relationship,
    )
    _tell(by, "caregiver.grant", f"grant:{row.public_id}", patient, at)
    return row


@transaction.atomic
def revoke(*, by: Actor, at: datetime, row: CaregiverGrant) -> CaregiverGrant:
    """Take a grant back, at once."""
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    _tell(by, "caregiver.revoke", f"grant:{row.public_id}", row.patient, at)
    return row


def _tell(by: Actor, action: str, ref: str, patient: Patient, at: datetime) -> None:
    audit.record(by=by, action=action, object_ref=ref, patient_ref=patient.ref, at=at)
