"""Whom a visitor of the demo can be: one sign-in for each role, and the people with a story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import reverse

from glidepath.demo.cast import STAFF
from glidepath.demo.clinic import MAIL
from glidepath.demo.named import NAMED
from glidepath.foundation.accounts.demo_links import are_open_for, path_for

STORY = {
    "smooth": "going smoothly, in Spanish",
    "withdrawal_crisis": "withdrawal crisis last night",
    "low_mood": "low mood",
    "running_out": "running out early",
    "silent": "silent for four days",
    "stalled": "a late step",
    "kidney_disease": "kidney disease",
    "held_by_patient": "paused the taper",
    "caregiver": "with a caregiver",
    "new_order_unknown": "new, dose unknown",
}


def visitors() -> Iterator[tuple[str, Any]]:
    """Title and sign-in of everybody a visitor can be, staff first."""
    users = {user.email.split("@")[0]: user for user in get_user_model().objects.filter(email__endswith=f"@{MAIL}")}
    for member in STAFF:
        yield f"{member.role.value.replace('_', ' ')}: {member.name}", users[member.key]
    for person in NAMED:
        if person.key in users:
            yield f"patient: {person.given}, {STORY[person.story]}", users[person.key]
        if f"{person.key}-caregiver" in users:
            yield f"caregiver: {person.extra['caregiver']}", users[f"{person.key}-caregiver"]


def doors_on_sign_in(request: HttpRequest) -> dict[str, object]:
    """The same people as doors on the sign-in page, and only where the links themselves would open."""
    if request.path != reverse("account_login") or not are_open_for(request):
        return {}
    return {"demo_people": [_door(title, user) for title, user in visitors()]}


def _door(title: str, user: Any) -> dict[str, str]:
    what, _, name = title.partition(": ")
    icon = {"patient": "user", "caregiver": "users"}.get(what, "shield-check")
    return {"name": name.split(",")[0], "what": _told(what, name), "url": path_for(user), "icon": icon}


def _told(what: str, name: str) -> str:
    _, comma, story = name.partition(", ")
    return f"{what}: {story}" if comma else what
