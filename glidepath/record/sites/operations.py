"""Setting up a clinic: the site itself, its staff, and who is on call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from glidepath_clinical.protocol import Limits

from glidepath.foundation import audit
from glidepath.foundation.access import Actor, Role
from glidepath.record.sites.models import LimitChange, OnCallShift, Site, StaffMembership

STAFF_IS_NOT = (Role.PATIENT, Role.CAREGIVER)


@transaction.atomic
def open_site(*, by: Actor, at: datetime, name: str, zone: str, languages: list[str], **numbers: str) -> Site:
    """Create a clinic. `numbers` are its phone, after_hours_phone, emergency_number, crisis_line, crisis_line_name."""
    site = Site.objects.create(name=name, zone=zone, languages=languages, **numbers)
    audit.record(by=by, action="site.open", object_ref=f"site:{site.public_id}", patient_ref=None, at=at)
    return site


@transaction.atomic
def set_limits(*, by: Actor, at: datetime, site: Site, limits: dict[str, str], reason: str) -> Site:
    """Replace the clinic's own thresholds, and keep who changed which, when and why.

    The core refuses unknown names, values that make no sense, and what would switch a rule off or make a RED limit
    less careful (LimitsError). Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Say why the limits are changed.")
    row = Site.objects.select_for_update().get(pk=site.pk)
    old, new = (Limits().with_overrides(given).describe() for given in (row.limits, limits))
    changed = [(was, now) for was, now in zip(old, new, strict=True) if was.value != now.value]
    own = {"site": row, "reason": reason.strip(), "by_id": by.user_id, "at": at}
    LimitChange.objects.bulk_create(
        LimitChange(**own, name=now.name, before=str(was.value), after=str(now.value)) for was, now in changed
    )
    before, row.limits = row.limits, limits
    row.save(update_fields=["limits"])
    audit.record(
        by=by,
        action="site.limits",
        object_ref=f"site:{row.public_id}",
        patient_ref=None,
        at=at,
        before=before,
        after={"limits": limits, "reason": reason.strip()},
    )
    return row


@transaction.atomic
def change_limit(*, by: Actor, at: datetime, site: Site, name: str, value: str, reason: str) -> Site:
    """Set one threshold; the default takes the clinic's own number away. Raises as `set_limits`."""
    row = Site.objects.select_for_update().get(pk=site.pk)
    usual = {limit.name: str(limit.value) for limit in Limits().describe()}
    limits = {**row.limits, name: value}
    if usual.get(name) == value:
        del limits[name]
    return set_limits(by=by, at=at, site=row, limits=limits, reason=reason)


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
