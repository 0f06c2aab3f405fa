"""Reads about clinics: their people on call and their own limits."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from glidepath.record.sites.models import LimitChange, OnCallShift, Site, StaffMembership
from glidepath.record.sites.shift_times import Hole, holes_in

LOOK_AHEAD = timedelta(days=14)  # mark D: no plan begins while this long a stretch has a hole
ONE_MOMENT = timedelta(microseconds=1)


def answering(site_id: int, start: datetime, end: datetime) -> QuerySet[OnCallShift]:
    """Shifts between two moments of people who can still sign in and still work here, by their start."""
    works_here = StaffMembership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=start), site_id=site_id, user_id=OuterRef("user_id")
    )
    rows = OnCallShift.objects.filter(site_id=site_id, ends_at__gt=start, starts_at__lt=end, user__is_active=True)
    return rows.filter(Exists(works_here)).order_by("starts_at", "rank", "pk")


def on_call_now(site_id: int, at: datetime) -> list[OnCallShift]:
    """The shifts that cover this moment, first to be called first."""
    shifts = answering(site_id, at, at + ONE_MOMENT)
    return list(shifts.select_related("user", "site").order_by("rank", "starts_at", "pk"))


def is_staffed(site_id: int, at: datetime) -> bool:
    """Whether somebody is on call at this clinic at this moment, so that an answer sent now is seen by a person."""
    return answering(site_id, at, at + ONE_MOMENT).exists()


def next_staffed_at(site_id: int, at: datetime) -> datetime | None:
    """When somebody is on call next; now if somebody is; None when no shift is planned."""
    shift = answering(site_id, at, at + timedelta(days=366)).first()
    return max(at, shift.starts_at) if shift else None


def rota_holes(site_id: int, start: datetime, end: datetime, needed: int = 1) -> list[Hole]:
    """Where fewer than `needed` people are on call between two moments; with 1, nobody."""
    rows = answering(site_id, start, end).values_list("user_id", "starts_at", "ends_at")
    return holes_in(rows, start, end, needed)


def hole_ahead(site_id: int, at: datetime) -> Hole | None:
    """The first hole of the next fourteen days: while there is one, no plan begins."""
    return next(iter(rota_holes(site_id, at, at + LOOK_AHEAD)), None)


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


def limit_changes(site_id: int, name: str = "") -> list[LimitChange]:
    """What the clinic changed about its thresholds, newest first; of one threshold when named."""
    rows = LimitChange.objects.filter(site_id=site_id, **({"name": name} if name else {}))
    return list(rows.select_related("by")[:200])
