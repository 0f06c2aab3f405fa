"""The roles of people and machines, and who is acting in one request or one job."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Every role of the product. What each may do stands in `rules.py`."""

    PATIENT = "patient"
    CAREGIVER = "caregiver"
    PRESCRIBER = "prescriber"
    PHARMACIST = "pharmacist"
    PHYSICAL_THERAPIST = "physical_therapist"
    PSYCHOLOGIST = "psychologist"
    NURSE = "nurse_coordinator"
    SPECIALIST = "specialist"
    PRIMARY_CARE = "primary_care"
    PEER_FACILITATOR = "peer_facilitator"
    PEER_MEMBER = "peer_member"
    PROGRAMME_MANAGER = "programme_manager"
    AUDITOR = "auditor"
    INTERPRETER = "interpreter"
    API_CLIENT = "api_client"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


CLINICAL_ROLES = (
    Role.PRESCRIBER,
    Role.PHARMACIST,
    Role.PHYSICAL_THERAPIST,
    Role.PSYCHOLOGIST,
    Role.NURSE,
    Role.SPECIALIST,
    Role.PRIMARY_CARE,
)
# Everybody who works for a clinic: a second factor is asked of them, and their sessions end sooner.
STAFF_ROLES = (
    *CLINICAL_ROLES,
    Role.PEER_FACILITATOR,
    Role.PROGRAMME_MANAGER,
    Role.AUDITOR,
    Role.INTERPRETER,
    Role.API_CLIENT,
)
SIGNED_IN_ROLES = (*STAFF_ROLES, Role.PATIENT, Role.CAREGIVER, Role.PEER_MEMBER)


@dataclass(frozen=True)
class Actor:
    """Who acts: a person in one role at one site, or the system by name. `mfa`: a second factor in this session."""

    user_id: int | None
    name: str
    role: Role
    site_id: int | None
    patient_id: int | None = None
    mfa: bool = False
    user_public_id: str | None = None

    @property
    def ref(self) -> str:
        """How the audit trail names this actor."""
        who = self.user_public_id or self.name
        return f"{self.role.value}:{who}"


ANONYMOUS = Actor(user_id=None, name="", role=Role.ANONYMOUS, site_id=None)


def system_actor(name: str, site_id: int | None = None) -> Actor:
    """The product itself at work: the worker, the importer, a rule."""
    return Actor(user_id=None, name=name, role=Role.SYSTEM, site_id=site_id)
