"""The chapters in the top bar, by role, and the page each person starts on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from glidepath.foundation.access import ANONYMOUS, Actor, Role, can

PATIENT = [
    ("patient_home:today", _("Today"), "home.read"),
    ("tapering:my_plan", _("My plan"), "plan.read"),
    ("patient_home:progress", _("Progress"), "home.read"),
    ("education:lesson", _("Learn"), "lesson.take"),
]
CLINIC = [
    ("team_board:board", _("Board"), "board.read"),
    ("escalation:worklist", _("Worklist"), "board.read"),
    ("team_board:patients", _("Patients"), "patient.list"),
    ("tapering:queue", _("Review queue"), "plan.queue"),
    ("checkins:questionnaires", _("Questionnaires"), "scale.list"),
    ("fhir:import", _("Import"), "import.run"),
    ("rota:rota", _("On call"), "rota.read"),
    ("escalation:limits", _("Limits"), "limits.read"),
]


@dataclass(frozen=True)
class NavEntry:
    """One entry of the top bar: address, words, and whether this page lies in it."""

    url: str
    label: object
    current: bool


def navigation_for(request: HttpRequest) -> list[NavEntry]:
    """The entries this actor may open; none before sign-in."""
    actor = getattr(request, "actor", ANONYMOUS)
    if actor == ANONYMOUS:
        return []
    entries = PATIENT if actor.role in (Role.PATIENT, Role.CAREGIVER) else CLINIC
    return [
        NavEntry(url=reverse(name), label=label, current=request.path.startswith(reverse(name)))
        for name, label, action in entries
        if can(actor, action).allowed
    ]


def home_url(actor: Actor) -> str:
    """Where a person lands after sign-in."""
    starts = {Role.PATIENT: "patient_home:today", Role.CAREGIVER: "tapering:my_plan"}
    if actor.role in starts:
        return reverse(starts[actor.role])
    # Roles without a page of their own yet land where everybody may be, never on a refusal.
    for page, action in (("team_board:board", "board.read"), ("rota:rota", "rota.plan")):
        if can(actor, action):
            return reverse(page)
    return reverse("escalation:help")
