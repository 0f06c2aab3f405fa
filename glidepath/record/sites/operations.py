"""Setting up a clinic: the site itself, its staff, and who is on call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from glidepath_clinical.protocol import Limits

from glidepath.foundation import audit
from glidepath.foundation.access import Actor, Role
from glidepath.record.sites.models import OnCallShift, Site, StaffMembership

STAFF_IS_NOT = (Role.PATIENT, Role.CAREGIVER)


@transaction.atomic
def open_site(*, by: Actor, at: datetime, name: str, zone: str, languages: list[str], **numbers: str) -> Site:
    """Create a clinic. `numbers` are its phone, after_hours_phone, emergency_number, crisis_line, crisis_line_name."""
    site = Site.objects.create(name=name, zone=zone, languages=languages, **numbers)
    audit.record(by=by, action="site.open", object_ref=f"site:{site.public_id}", patient_ref=None, at=at)
    return site


@transaction.atomic
def set_limits(*, by: Actor, at: datetime, site: Site, limits: dict[str, str], reason: str) -> Site:
    """Replace the clinic's own thresholds. The core refuses unknown names and values that make no sense."""
    Limits().with_overrides(limits)
    before, site.limits = site.limits, limits
    site.save(update_fields=["limits"])
    audit.record(
        by=by,
        action="site.limits",
        object_ref=f"site:{site.public_id}",
        patient_ref=None,
        at=at,
        before=before,
        after={"limits": limits, "reason": reason},
    )
    return site


@transaction.atomic
def join_staff(*, by: Actor, at: datetime, site: Site, user: Any, role: Role) -> StaffMembership:
    """Give a staff member one role at one site."""
    if role in STAFF_IS_NOT:
        raise ValueError(f"{role.value} is not a staff role")
    member, _ = StaffMembership.objects.get_or_create(
        site=site, user=user, role=role.value, until=None, defaults={"since": at}
    )
    ref = f"membership:{member.public_id}"
    audit.record(by=by, action="staff.join", object_ref=ref, patient_ref=None, at=at, after={"role": role.value})
    return member


@transaction.atomic
def put_on_call(
    *, by: Actor, at: datetime, site: Site, user: Any, starts_at: datetime, ends_at: datetime, rank: int = 1
) -> OnCallShift:
    """Add a shift; rank 1 is called first."""
    shift = OnCallShift.objects.create(site=site, user=user, starts_at=starts_at, ends_at=ends_at, rank=rank)
    audit.record(by=by, action="on_call.add", object_ref=f"shift:{shift.public_id}", patient_ref=None, at=at)
    return shift
