"""Reads about clinics: their people on call and their own limits."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from glidepath.record.sites.models import OnCallShift, Site, StaffMembership


def on_call_now(site_id: int, at: datetime) -> list[OnCallShift]:
    """The shifts that cover this moment, first to be called first."""
    shifts = OnCallShift.objects.filter(site_id=site_id, starts_at__lte=at, ends_at__gt=at)
    return list(shifts.select_related("user", "site").order_by("rank"))


def open_memberships(user_id: int, at: datetime) -> list[StaffMembership]:
    """The roles a staff member holds at this moment, oldest first."""
    rows = StaffMembership.objects.filter(Q(until__isnull=True) | Q(until__gt=at), user_id=user_id, since__lte=at)
    return list(rows.select_related("site").order_by("since", "pk"))


def site_of(site_id: int) -> Site:
    """The clinic itself."""
    return Site.objects.get(pk=site_id)


def staff_of(site_id: int, at: datetime) -> list[StaffMembership]:
    """Everybody who works at a clinic at this moment, by role and name."""
    rows = StaffMembership.objects.filter(Q(until__isnull=True) | Q(until__gt=at), site_id=site_id, since__lte=at)
    return list(rows.select_related("user").order_by("role", "user__name"))


def only_site() -> Site | None:
    """The clinic of an installation that has one; with several, a stranger's clinic is not known."""
    sites = list(Site.objects.order_by("pk")[:2])
    return sites[0] if len(sites) == 1 else None
