"""Sensitivity labels, and which role sees which. The one table; a role that is not in it sees nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from glidepath.foundation.access.roles import Role


class Sensitivity(models.TextChoices):
    """How closely a row is kept."""

    GENERAL = "general", _("General")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    PART2 = "part2", _("Substance use treatment (42 CFR Part 2)")
    PSYCHOTHERAPY = "psychotherapy", _("Psychotherapy note")


_GENERAL = frozenset({Sensitivity.GENERAL})
_WITH_MOOD = _GENERAL | {Sensitivity.MENTAL_HEALTH}
_TREATING = _WITH_MOOD | {Sensitivity.PART2}

SEES: Mapping[Role, frozenset[Sensitivity]] = {
    Role.PATIENT: _TREATING,
    Role.PRESCRIBER: _TREATING,
    Role.PHARMACIST: _TREATING,
    Role.NURSE: _TREATING,
    Role.PSYCHOLOGIST: _TREATING | {Sensitivity.PSYCHOTHERAPY},
    Role.SPECIALIST: _WITH_MOOD,
    Role.PRIMARY_CARE: _WITH_MOOD,
    Role.PHYSICAL_THERAPIST: _GENERAL,
    Role.CAREGIVER: _GENERAL,
    Role.INTERPRETER: _GENERAL,
    Role.PEER_FACILITATOR: _GENERAL,
    Role.PEER_MEMBER: _GENERAL,
    Role.API_CLIENT: _GENERAL,
    Role.SYSTEM: frozenset(Sensitivity),
    # A programme manager and an auditor see no person's rows at all: no rule gives them one.
    Role.PROGRAMME_MANAGER: frozenset(),
    Role.AUDITOR: frozenset(),
    Role.ANONYMOUS: frozenset(),
}


def labels_seen_by(role: Role) -> frozenset[Sensitivity]:
    """The labels a role sees; none for a role the table does not know."""
    return SEES.get(role, frozenset())
