"""Whoever of the team reads a person's record leaves a trace, and the person sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.access.routes import Route
from glidepath.foundation.audit.models import LOOK, AuditEvent
from glidepath.foundation.tests.cast import signed_in
from tests.access.asking import OPENS, address, names_an_object, ours
from tests.access.clinic import AT, Clinic
from tests.access.expected import outcome

pytestmark = pytest.mark.hazard("HZ-41", "HZ-42")
ELEVEN_MINUTES = timedelta(minutes=11)
STAFF = (Role.NURSE, Role.PHARMACIST, Role.PRESCRIBER)
# Addresses that only take something, and lead to a page that is noted itself.
SHOW_NOTHING = {
    *(
        "escalation:acknowledge",
        "escalation:resolve",
        "escalation:snooze",
        "escalation:dose_stands",
        "team_board:book_visit",
        "team_board:settle_visit",
    ),
    "medicine_changes:mistake",
    *("supply:count", "supply:dispense", "supply:refill"),
    *("wearables:send", "wearables:link", "wearables:stop", "wearables:undo"),
    *(
        "tapering:review",
        "tapering:sign",
        "tapering:withdraw",
        "tapering:hold",
        "tapering:resume",
        "tapering:read_together",
    ),
}


def read_by(role: Role) -> list[Route]:
    """The addresses of one person's record that a role of the team reads, each in the first role that may."""
    routes = (route for route in ours() if names_an_object(route) and route.name not in SHOW_NOTHING)
    firsts = ((route, [one for one in STAFF if outcome(route, one)[0] == OPENS]) for route in routes)
    return [route for route, roles in firsts if roles and roles[0] is role]


def looks(clinic: Clinic) -> int:
    return AuditEvent.objects.filter(action=LOOK, patient_ref=clinic.own.patient.ref).count()


@pytest.mark.parametrize("role", STAFF)
def test_every_page_of_a_record_that_the_team_reads_leaves_a_trace(clinic, role):
    client, read = signed_in(clinic.team[role], fresh=True), read_by(role)
    assert [route.name for number, route in enumerate(read) if not noted(clinic, client, route, number)] == []


def noted(clinic: Clinic, client: Client, route: Route, number: int) -> bool:
    """Whether reading is noted; a look again within ten minutes is one look, so each page is read later than that."""
    with clock.at(AT + number * ELEVEN_MINUTES):
        before = looks(clinic)
        assert client.get(address(route, clinic.own)).status_code == 200, route.name
        return looks(clinic) == before + 1


def test_the_addresses_of_a_record_that_the_team_reads_are_all_tried():
    assert sum(len(read_by(role)) for role in STAFF) >= 14


def test_pages_that_only_take_something_show_nothing_of_a_record(clinic):
    for role in STAFF:
        client = signed_in(clinic.team[role], fresh=True)
        for route in ours():
            if route.name in SHOW_NOTHING and outcome(route, role)[0] == OPENS:
                assert client.get(address(route, clinic.own)).status_code in (302, 405), route.name


def test_the_person_sees_who_looked_and_nobody_of_another_record(clinic):
    nurse, name = signed_in(clinic.team[Role.NURSE]), clinic.team[Role.NURSE].name
    me, neighbour = (signed_in(place.patient.user) for place in (clinic.own, clinic.neighbour))
    page = reverse("patient_home:who_looked")
    count = me.get(page).content.decode().count(name)
    nurse.get(reverse("team_board:patient", args=[clinic.own.patient.public_id]))
    assert me.get(page).content.decode().count(name) == count + 1
    assert clinic.own.patient.ref not in neighbour.get(page).content.decode()


def test_a_refused_reading_is_kept_in_the_trail_as_refused(clinic):
    auditor = signed_in(clinic.team[Role.AUDITOR])
    before = AuditEvent.objects.filter(decision="denied").count()
    auditor.get(reverse("team_board:patient", args=[clinic.own.patient.public_id]))
    assert AuditEvent.objects.filter(decision="denied").count() == before + 1
    assert AuditEvent.objects.filter(decision="denied").last().actor.startswith("auditor:")
