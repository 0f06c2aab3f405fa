"""The people of the foundation's tests: one per role at one clinic, one patient each side, and outsiders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client

from glidepath.foundation.access import Actor, Role
from glidepath.foundation.access.fresh import DEMO_SESSION
from glidepath.foundation.accounts.models import User
from glidepath.record.care_team.models import CaregiverGrant, CareTeamMember
from glidepath.record.patients.models import Patient
from glidepath.record.sites.models import Site, StaffMembership

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
PASSWORD = "meadow-lantern-42"


@dataclass
class Cast:
    """Paul is a patient at Elm clinic; each `role` has somebody on his team; Olga is a patient at another clinic."""

    site: Site
    other_site: Site
    patient: Patient
    stranger: Patient
    users: dict[Role, User] = field(default_factory=dict)

    def actor(self, role: Role) -> Actor:
        """The person of a role, as the product sees them."""
        from glidepath.record.care_team.queries import actor_for

        return actor_for(self.users[role], {"mfa": True})


def user(name: str) -> User:
    """An account with the one password of the tests."""
    return User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name)


def make_cast(*roles: Role) -> Cast:
    """The clinic with somebody in each wanted role, all of them on Paul's team."""
    site = Site.objects.create(name="Elm clinic", languages=["en"])
    other = Site.objects.create(name="Oak clinic", languages=["en"])
    paul = Patient.objects.create(site=site, user=user("Paul"), given_name="Paul", family_name="Patient")
    olga = Patient.objects.create(site=other, user=user("Olga"), given_name="Olga", family_name="Outsider")
    cast = Cast(site, other, paul, olga, {Role.PATIENT: paul.user})
    for role in roles:
        cast.users[role] = join(cast, role)
    return cast


def join(cast: Cast, role: Role, on_team: bool = True) -> User:
    """A new person in a role at the clinic, on Paul's team or not."""
    person = user(f"{role.value.replace('_', '-')}-{'in' if on_team else 'out'}")
    if role is Role.CAREGIVER:
        grant(cast, person, ["plan"])
        return person
    StaffMembership.objects.create(site=cast.site, user=person, role=role.value, since=LONG_AGO)
    if on_team:
        place = {"patient": cast.patient, "site": cast.site, "user": person, "role": role.value}
        CareTeamMember.objects.create(**place, since=LONG_AGO)
    return person


def grant(cast: Cast, person: User, categories: list[str], **when: Any) -> CaregiverGrant:
    """Paul lets somebody in."""
    times = {"granted_at": LONG_AGO, "expires_at": NOON + dt.timedelta(days=3650)} | when
    return CaregiverGrant.objects.create(
        patient=cast.patient, site=cast.site, user=person, categories=categories, **times
    )


def signed_in(person: User, *, mfa: bool = True, fresh: bool = False, **session: Any) -> Client:
    """A browser with a session of this person. `fresh`: a second factor was shown just now."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    store = client.session
    store.update({"mfa": mfa, **({DEMO_SESSION: True} if fresh else {}), **session})
    store.save()
    return client
