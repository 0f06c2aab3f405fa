"""Opening the demo clinic: one site, its staff with sign-ins, everybody on call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from glidepath.demo.cast import STAFF, ZONE
from glidepath.foundation.access import Actor, Role, system_actor
from glidepath.record.sites.models import Site
from glidepath.record.sites.operations import join_staff, open_site, put_on_call

PLAYER = system_actor("demo")
SITE_NAME = "Cedar Hollow Pain Clinic"
MAIL = "demo.invalid"


@dataclass(frozen=True)
class Clinic:
    """The site and the sign-ins of its staff, by key."""

    site: Site
    users: dict[str, Any]
    roles: dict[str, Role]

    def actor(self, key: str) -> Actor:
        """A staff member at work."""
        user = self.users[key]
        return Actor(
            user_id=user.pk,
            name=user.name,
            role=self.roles[key],
            site_id=self.site.pk,
            mfa=True,
            user_public_id=str(user.public_id),
        )

    def team(self) -> list[tuple[Any, Role]]:
        """Who joins the care team of everybody."""
        return [(self.users[key], self.roles[key]) for key in self.users]


def open_clinic(at: datetime, until: datetime) -> Clinic:
    """Create the clinic; somebody is on call from `at` until two weeks after `until`."""
    site = open_site(
        by=PLAYER,
        at=at,
        name=SITE_NAME,
        zone=ZONE,
        languages=["en", "es"],
        phone="555-0142",
        after_hours_phone="555-0199",
    )
    users = {member.key: new_user(member.key, member.name, "en") for member in STAFF}
    for member in STAFF:
        join_staff(by=PLAYER, at=at, site=site, user=users[member.key], role=member.role)
    end = until + timedelta(days=15)
    for rank, key in enumerate(("nurse", "night", "prescriber"), 1):
        put_on_call(by=PLAYER, at=at, site=site, user=users[key], starts_at=at, ends_at=end, rank=rank)
    return Clinic(site, users, {member.key: member.role for member in STAFF})


def new_user(key: str, name: str, language: str) -> Any:
    """A sign-in that only the demo's links can open: it has no password."""
    return get_user_model().objects.create_user(
        email=f"{key}@{MAIL}", password=None, name=name, language=language, zone=ZONE
    )
