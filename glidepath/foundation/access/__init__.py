"""Who may do what to whose record: one policy in words, one way to decide, one way to a row."""

from __future__ import annotations

from glidepath.foundation.access.current import actor_of
from glidepath.foundation.access.decide import Decision, OutOfReach, UnknownAction, can, one, scoped
from glidepath.foundation.access.enforce import policy
from glidepath.foundation.access.fresh import is_fresh, require_fresh
from glidepath.foundation.access.relations import ANYONE, GRANT, OWN, SELF, SITE, TEAM, Relation
from glidepath.foundation.access.roles import (
    ANONYMOUS,
    CLINICAL_ROLES,
    SIGNED_IN_ROLES,
    STAFF_ROLES,
    Actor,
    Role,
    system_actor,
)
from glidepath.foundation.access.routes import refuse_undeclared_routes
from glidepath.foundation.access.sensitivity import labels_seen_by

__all__ = [
    "ANONYMOUS",
    "ANYONE",
    "CLINICAL_ROLES",
    "GRANT",
    "OWN",
    "SELF",
    "SIGNED_IN_ROLES",
    "SITE",
    "STAFF_ROLES",
    "TEAM",
    "Actor",
    "Decision",
    "OutOfReach",
    "Relation",
    "Role",
    "UnknownAction",
    "actor_of",
    "can",
    "is_fresh",
    "labels_seen_by",
    "one",
    "policy",
    "refuse_undeclared_routes",
    "require_fresh",
    "scoped",
    "system_actor",
]
