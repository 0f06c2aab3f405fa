"""Who is acting, and whose records a relation reaches. The access rules call these two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from glidepath.foundation.access import ANONYMOUS, GRANT, OWN, SITE, TEAM, Actor, Relation, Role
from glidepath.foundation.clock import now
from glidepath.record.care_team.models import CaregiverGrant, CareTeamMember
from glidepath.record.patients.models import Patient
from glidepath.record.sites.queries import open_memberships

# A caregiver's grant is a list of categories; the database filters by person and time, Python by category,
# because SQLite has no containment test for JSON lists. A caregiver has a handful of grants at most.


def actor_for(user: Any, session: Any) -> Actor:
    """The actor a signed-in user is in this session: staff by membership, else patient, else caregiver."""
    if not user.is_authenticated:
        return ANONYMOUS
    at = now()
    for find in (_staff_actor, _patient_actor, _caregiver_actor):
        actor = find(user, session, at)
        if actor is not None:
            return actor
    return ANONYMOUS


def _staff_actor(user: Any, session: Any, at: datetime) -> Actor | None:
    memberships = open_memberships(user.pk, at)
    if not memberships:
        return None
    wanted = session.get("membership")
    chosen = next((m for m in memberships if str(m.public_id) == wanted), memberships[0])
    return _actor(user, session, Role(chosen.role), chosen.site_id)


def _patient_actor(user: Any, session: Any, at: datetime) -> Actor | None:
    patient = Patient.objects.filter(user_id=user.pk).first()
    if patient is None:
        return None
    return _actor(user, session, Role.PATIENT, patient.site_id, patient_id=patient.pk)


def _caregiver_actor(user: Any, session: Any, at: datetime) -> Actor | None:
    grant = open_grants(user.pk, at).first()
    return _actor(user, session, Role.CAREGIVER, grant.site_id) if grant else None


def _actor(user: Any, session: Any, role: Role, site_id: int, patient_id: int | None = None) -> Actor:
    return Actor(
        user_id=user.pk,
        user_public_id=str(user.public_id),
        name=user.name,
        role=role,
        site_id=site_id,
        patient_id=patient_id,
        mfa=bool(session.get("mfa")),
    )


def open_grants(user_id: int, at: datetime) -> QuerySet[CaregiverGrant]:
    """Grants that hold at this moment."""
    return CaregiverGrant.objects.filter(
        user_id=user_id, granted_at__lte=at, expires_at__gt=at, revoked_at__isnull=True
    ).order_by("pk")


def patients_for(actor: Actor, relation: Relation) -> QuerySet[Patient]:
    """The people a relation reaches for this actor, always inside the actor's own clinic."""
    at_site = Patient.objects.filter(site_id=actor.site_id)
    if relation == SITE:
        return at_site
    if relation == OWN:
        return at_site.filter(pk=actor.patient_id) if actor.patient_id else at_site.none()
    if relation == TEAM:
        return at_site.filter(pk__in=team_places(actor.user_id, actor.role, now()).values("patient_id"))
    if isinstance(relation, GRANT):
        granted = [g.patient_id for g in open_grants(actor.user_id, now()) if relation.category in g.categories]
        return at_site.filter(pk__in=granted)
    return at_site.none()


def team_places(user_id: int | None, role: Role, at: datetime) -> QuerySet[CareTeamMember]:
    """Places on care teams that are open at this moment, in the role now acted in."""
    open_now = Q(until__isnull=True) | Q(until__gt=at)
    return CareTeamMember.objects.filter(open_now, user_id=user_id, role=role.value, since__lte=at)


def nurses_of_many(patient_ids: Sequence[int]) -> dict[int, list[CareTeamMember]]:
    """The nurses on the teams of several people at this moment, in one query."""
    at = now()
    open_now = Q(until__isnull=True) | Q(until__gt=at)
    rows = CareTeamMember.objects.filter(open_now, patient_id__in=set(patient_ids), since__lte=at)
    found: dict[int, list[CareTeamMember]] = {}
    for row in rows.filter(role=Role.NURSE.value).select_related("user").order_by("user__name", "pk"):
        found.setdefault(row.patient_id, []).append(row)
    return found


def team_of(patient_id: int, at: datetime) -> list[CareTeamMember]:
    """Everybody on one person's team at this moment."""
    open_now = Q(until__isnull=True) | Q(until__gt=at)
    rows = CareTeamMember.objects.filter(open_now, patient_id=patient_id, since__lte=at)
    return list(rows.select_related("user").order_by("role", "pk"))
