"""Who has seen a person's record, in words the person knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from glidepath.foundation.access import Role

ROLES = {
    Role.PRESCRIBER: _("prescriber"),
    Role.PHARMACIST: _("pharmacist"),
    Role.PHYSICAL_THERAPIST: _("physical therapist"),
    Role.PSYCHOLOGIST: _("psychologist"),
    Role.NURSE: _("nurse"),
    Role.SPECIALIST: _("specialist"),
    Role.PRIMARY_CARE: _("primary care"),
    Role.CAREGIVER: _("caregiver"),
    Role.AUDITOR: _("auditor"),
}
PARTS = {
    "patient page": _("your page"),
    "alert": _("an alert about you"),
    "answers": _("your answers"),
    "medicines": _("your medicines"),
    "plan": _("your plan"),
    "baseline": _("where you started"),
}


@dataclass(frozen=True)
class LookView:
    """One look: when, who, and at what."""

    at: datetime
    name: str
    role: Any
    what: Any


def looks_of(looks: Iterable[Any]) -> list[LookView]:
    """The looks in words; a part without a name of its own is "your record"."""
    return [
        LookView(look.at, look.name, ROLES.get(look.role, look.role.value), PARTS.get(look.what, _("your record")))
        for look in looks
    ]
