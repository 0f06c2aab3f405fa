"""How an actor stands to the person a row is about. A rule gives a role a relation; the record resolves it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Relation:
    """One way of standing to a record."""

    name: str


@dataclass(frozen=True)
class GRANT(Relation):
    """`GRANT("plan")`: the person has given this caregiver one category of their record."""

    name: str = field(default="grant", init=False)
    category: str = ""


OWN = Relation("own")  # the actor is the person
TEAM = Relation("team")  # the actor is on the person's care team now, in the role they act in
SITE = Relation("site")  # the person belongs to the actor's clinic
ANYONE = Relation("anyone")  # the action concerns no person's record; rows of the actor's clinic only
SELF = Relation("self")  # the actor's own account
