"""Every route, for every role, with one's own record and with a foreign one: the whole of the policy, from outside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from glidepath.foundation.access import SIGNED_IN_ROLES, Role
from glidepath.foundation.access.routes import Route, routes, undeclared
from glidepath.foundation.access.rules import RULES
from glidepath.foundation.tests.cast import Cast, make_cast, signed_in
from glidepath.record.alerts.models import Urgency
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan

NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
# Values for what is no object of a person.
WORDS = {"key": "pain", "slug": "peg", "product": "oxycodone", "step": 1, "token": "forged"}
OBJECTS = ("patient_id", "plan_id", "plan", "alert_id", "entry_id", "visit_id", "public_id")


@dataclass(frozen=True)
class Reach:
    """The ids a request is made with: all of Paul's record, or all of Olga's at the other clinic."""

    patient: UUID
    plan: UUID
    alert: UUID

    def value(self, name: str) -> object:
        """What stands in an address for one of its parts; an object nobody made is one that does not exist."""
        ids = {"patient_id": self.patient, "plan_id": self.plan, "plan": self.plan, "alert_id": self.alert}
        return WORDS[name] if name in WORDS else ids.get(name, uuid4())


@pytest.fixture
def cast(db) -> Cast:
    """The clinic with somebody in every role."""
    others = [role for role in SIGNED_IN_ROLES if role not in (Role.PATIENT, Role.PEER_MEMBER)]
    return make_cast(*others)


def reach_of(patient: Patient, cast: Cast) -> Reach:
    """One person's record with an alert and, for the foreign one, a plan. One's own plan has tests of its own."""
    reason = Reason(because=["made for this test"])
    found = raise_alert(
        patient=patient, rule="silence", urgency=Urgency.YELLOW, domain="contact", cause="test", reason=reason, at=NOW
    )
    if patient == cast.patient:
        return Reach(patient.public_id, uuid4(), found.public_id)
    signer = {"proposed_by": cast.users[Role.PRESCRIBER], "signed_by": cast.users[Role.PRESCRIBER]}
    plan = Plan.objects.create(
        **{"patient": patient, "site_id": patient.site_id, "state": "running", "framework": "test", "frozen": {}},
        **{"content_hash": "x", "engine_version": "0", "certificate_holds": True, "proposed_at": NOW, **signer},
    )
    return Reach(patient.public_id, plan.public_id, found.public_id)


def ours() -> list[Route]:
    """Every route that declares an action."""
    return [route for route in routes() if route.action]


def names_in(route: Route) -> list[str]:
    """The parts of an address that have to be filled in."""
    return [part.partition(">")[0].rpartition(":")[2] for part in route.pattern.split("<")[1:]]


def address(route: Route, reach: Reach) -> str:
    return reverse(route.name, kwargs={name: reach.value(name) for name in names_in(route)})


def concerns_a_person(route: Route) -> bool:
    return any(name in OBJECTS for name in names_in(route))


def may(route: Route, role: Role) -> bool:
    return role in RULES[str(route.action)].roles


def test_no_route_is_without_a_policy():
    assert undeclared() == []


def test_every_part_of_every_address_is_known_to_this_test():
    assert {name for route in ours() for name in names_in(route)} <= {*WORDS, *OBJECTS}


def test_a_stranger_is_led_to_the_sign_in_from_everywhere_but_the_open_doors(cast):
    reach = reach_of(cast.patient, cast)
    for route in ours():
        answer = Client().get(address(route, reach))
        to_sign_in = answer.status_code == 302 and answer.url.startswith("/accounts/login/?next=")
        assert to_sign_in is not may(route, Role.ANONYMOUS) or route.name == "home", route


@pytest.mark.hazard("HZ-31", "HZ-37")
@pytest.mark.parametrize("role", [role for role in SIGNED_IN_ROLES if role is not Role.PEER_MEMBER])
def test_a_role_reaches_what_the_policy_gives_it_and_nothing_else(cast, role):
    own, foreign = reach_of(cast.patient, cast), reach_of(cast.stranger, cast)
    client = signed_in(cast.users[role], fresh=True)
    for route in ours():
        if route.name == "feed:live" and may(route, role):
            continue  # a stream without end has its own tests
        where = f"{role.value} at {route.name}"
        status = client.get(address(route, own)).status_code
        if not may(route, role):
            assert status == 403, where
            assert client.post(address(route, own)).status_code == 403, where
            continue
        assert status in (200, 302, 404, 405), where
        if concerns_a_person(route):
            assert_foreign_is_not_there(client, address(route, foreign), where)


def assert_foreign_is_not_there(client: Client, path: str, where: str) -> None:
    answers = {client.get(path).status_code, client.post(path).status_code}
    assert 404 in answers and answers <= {404, 405}, f"{where}: {answers}"


@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.PHARMACIST, Role.NURSE])
def test_a_foreign_plan_is_not_reached_through_ones_own_patient(cast, role):
    own, foreign = reach_of(cast.patient, cast), reach_of(cast.stranger, cast)
    mixed = Reach(own.patient, foreign.plan, foreign.alert)
    client = signed_in(cast.users[role], fresh=True)
    tried = [route for route in ours() if "plan_id" in names_in(route) and may(route, role)]
    assert tried
    for route in tried:
        assert_foreign_is_not_there(client, address(route, mixed), f"{role.value} at {route.name}")


def test_the_pages_of_ones_own_patient_open_for_the_team(cast):
    own: Any = reach_of(cast.patient, cast)
    nurse = signed_in(cast.users[Role.NURSE])
    for name in ("team_board:patient", "intake:reconcile", "checkins:for_patient", "checkins:cows"):
        assert nurse.get(reverse(name, args=[own.patient])).status_code == 200, name
    assert nurse.get(reverse("escalation:alert", args=[own.alert])).status_code == 200
