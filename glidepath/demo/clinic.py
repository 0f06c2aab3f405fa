"""Opening the demo clinic: one site, its staff with sign-ins, everybody on call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from glidepath.demo.cast import STAFF, ZONE
from glidepath.foundation.access import CLINICAL_ROLES, Actor, Role, system_actor
from glidepath.record.sites.models import Site
from glidepath.record.sites.operations import join_staff, open_site, put_on_call
from glidepath.record.sites.rota import plan_shifts
from glidepath.record.sites.shift_times import moment_of

PLAYER = system_actor("demo")
SITE_NAME = "Cedar Hollow Pain Clinic"
MAIL = "demo.invalid"
DAY_BEGINS, NIGHT_BEGINS = time(8), time(20)


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
        return [(self.users[key], role) for key, role in self.roles.items() if role in CLINICAL_ROLES]


def open_clinic(at: datetime, until: datetime) -> Clinic:
    """Create the clinic; somebody is on call from `at` until three weeks after `until`."""
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
    fill_rota(site, users, at, until)
    return Clinic(site, users, {member.key: member.role for member in STAFF})


def fill_rota(site: Site, users: dict[str, Any], at: datetime, until: datetime) -> None:
    """The same three people up to tomorrow; from then on days and nights of twelve hours, planned for three weeks."""
    first = until.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=2)
    change = moment_of(first, DAY_BEGINS, ZONE)
    for rank, key in enumerate(("nurse", "night", "prescriber"), 1):
        put_on_call(by=PLAYER, at=at, site=site, user=users[key], starts_at=at, ends_at=change, rank=rank)
    days = [first + timedelta(days=number) for number in range(21)]
    light, dark = {"begins": DAY_BEGINS, "ends": NIGHT_BEGINS}, {"begins": NIGHT_BEGINS, "ends": DAY_BEGINS}
    planned = (("nurse", light, 1), ("night", dark, 1), ("prescriber", light, 2), ("psychologist", dark, 2))
    for key, hours, rank in planned:
        plan_shifts(by=PLAYER, at=at, site=site, user=users[key], days=days, rank=rank, **hours)


def new_user(key: str, name: str, language: str) -> Any:
    """A sign-in that only the demo's links can open: it has no password."""
    return get_user_model().objects.create_user(
        email=f"{key}@{MAIL}", password=None, name=name, language=language, zone=ZONE
    )
