"""May this actor do this, and to which rows? The only way to a row of the record from a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.module_loading import import_string

from glidepath.foundation.access.relations import ANYONE, SELF, Relation
from glidepath.foundation.access.roles import Actor, Role
from glidepath.foundation.access.rules import RULES, Rule
from glidepath.foundation.access.sensitivity import labels_seen_by

M = TypeVar("M", bound=Model)


class UnknownAction(LookupError):
    """No row of the policy names this action."""


class OutOfReach(TypeError):
    """A relation cannot be resolved for this table: it has no path to a person, site or account."""


@dataclass(frozen=True)
class Decision:
    """The answer and its reason in words."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


def rule_for(action: str) -> Rule:
    """The row of an action. Raises UnknownAction."""
    try:
        return RULES[action]
    except KeyError:
        raise UnknownAction(f"No rule for {action!r}: add a row to foundation/access/rules.py") from None


def can(actor: Actor, action: str, obj: Model | None = None) -> Decision:
    """May the actor do this at all, and to this object when one is given?"""
    relation = rule_for(action).roles.get(actor.role)
    if relation is None:
        return Decision(False, f"{actor.role.value} may not {action}")
    if obj is not None and not scoped(actor, type(obj), action).filter(pk=obj.pk).exists():
        return Decision(False, f"{action}: not within reach of this {actor.role.value}")
    return Decision(True, f"{action}: {actor.role.value} by {relation.name}")


def scoped(actor: Actor, model: type[M], action: str) -> QuerySet[M]:
    """The rows of a table this actor may do this to: by relation, within their site, by sensitivity label."""
    relation = rule_for(action).roles.get(actor.role)
    rows = model._default_manager.all()
    if relation is None:
        return rows.none()
    rows = _within_site(rows, actor)
    rows = _by_sensitivity(rows, actor)
    return _by_relation(rows, actor, relation)


def one(actor: Actor, model: type[M], action: str, public_id: UUID | str) -> M:
    """One row by its public id, or Http404: a foreign row answers like one that is not there."""
    row = scoped(actor, model, action).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def patients_within(actor: Actor, relation: Relation) -> QuerySet[Any]:
    """The people a relation reaches, as the record resolves it."""
    found: QuerySet[Any] = _subject_scope(settings.GLIDEPATH_SUBJECT_SCOPE)(actor, relation)
    return found


@cache
def _subject_scope(path: str) -> Callable[[Actor, Relation], QuerySet[Any]]:
    found: Callable[[Actor, Relation], QuerySet[Any]] = import_string(path)
    return found


def _within_site(rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    return rows.filter(site_id=actor.site_id) if _has(rows.model, "site") else rows


def _by_sensitivity(rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    """Labels guard rows about a person; a clinic's own rows, such as its rota, tell of nobody's health."""
    if not _has(rows.model, "sensitivity") or getattr(rows.model, "PATIENT_PATH", None) is None:
        return rows
    return rows.filter(sensitivity__in=[label.value for label in labels_seen_by(actor.role)])


def _by_relation(rows: QuerySet[M], actor: Actor, relation: Relation) -> QuerySet[M]:
    if relation == SELF:
        return _of_account(rows, actor)
    path = getattr(rows.model, "PATIENT_PATH", None)
    if path is None:
        return _of_site(rows, relation)
    if relation == ANYONE:
        raise OutOfReach(f"{rows.model.__name__} is about a person; give the role OWN, TEAM, SITE or GRANT")
    lookup = f"{path}__in" if path else "pk__in"
    rows = rows.filter(**{lookup: patients_within(actor, relation).values("pk")})
    return _as_a_person_sees(rows, actor)


def _of_account(rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    if rows.model._meta.label == settings.AUTH_USER_MODEL:
        return rows.filter(pk=actor.user_id)
    if not _has(rows.model, "user"):
        raise OutOfReach(f"{rows.model.__name__} belongs to no account")
    return rows.filter(user_id=actor.user_id)


def _of_site(rows: QuerySet[M], relation: Relation) -> QuerySet[M]:
    if relation == ANYONE and _has(rows.model, "site"):
        return rows
    raise OutOfReach(f"{rows.model.__name__} has no PATIENT_PATH; {relation.name} cannot reach it")


def _as_a_person_sees(rows: QuerySet[M], actor: Actor) -> QuerySet[M]:
    """A table may say in `PATIENT_SEES` (a Q) which of its rows exist for the person and those they let in."""
    limit = getattr(rows.model, "PATIENT_SEES", None)
    if limit is None or actor.role not in (Role.PATIENT, Role.CAREGIVER):
        return rows
    return rows.filter(limit)


@cache
def _has(model: type[Model], field: str) -> bool:
    try:
        model._meta.get_field(field)
    except FieldDoesNotExist:
        return False
    return True
