"""Every address for every role, with one's own record and with foreign ones, as the page `matrix.md` says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from glidepath.foundation.access import SELF, Role
from glidepath.foundation.access.foreign_routes import FOREIGN_ROUTES, Door
from glidepath.foundation.access.routes import Route, routes, undeclared
from glidepath.foundation.access.rules import RULES, Rule
from glidepath.foundation.tests.cast import signed_in
from tests.access.asking import (
    NOT_THERE,
    REFUSED,
    SIGN_IN,
    address,
    both_ways,
    foreign_places,
    names_an_object,
    ours,
    parts,
    word_for,
)
from tests.access.clinic import Clinic, new_id
from tests.access.expected import ROLES, lines, outcome, written

HZ = pytest.mark.hazard


def browser(clinic: Clinic, role: Role) -> Client:
    """A browser of the own person's team member in this role; a stranger's for ANONYMOUS."""
    return Client() if role is Role.ANONYMOUS else signed_in(clinic.team[role], fresh=True)


@HZ("HZ-32")
def test_no_route_is_without_a_policy():
    assert undeclared() == []


@HZ("HZ-32")
def test_the_page_that_is_signed_and_the_policy_say_the_same():
    wanted, page = [line.text() for line in lines()], written()
    gone, new = set(page) - set(wanted), set(wanted) - set(page)
    assert not gone, "No right like this any more; take it off matrix.md:\n" + "\n".join(sorted(gone))
    assert not new, "Write this on matrix.md, if it is meant:\n" + "\n".join(sorted(new))
    assert len(page) == len(wanted)


def without(action: str, role: Role | None) -> dict[str, Rule]:
    """The policy without one row, or without one role in a row."""
    rules = dict(RULES)
    rule = rules.pop(action)
    if role is not None:
        rules[action] = replace(rule, roles={name: rel for name, rel in rule.roles.items() if name is not role})
    return rules


@HZ("HZ-31", "HZ-32")
def test_taking_any_row_or_any_role_out_of_the_policy_changes_the_page():
    page = {line.text() for line in lines()}
    cuts: list[tuple[str, Role | None]] = [(action, None) for action in RULES]
    cuts += [(action, role) for action, rule in RULES.items() for role in rule.roles]
    unseen = [cut for cut in cuts if {line.text() for line in lines(without(*cut))} == page]
    assert unseen == []
    assert len(cuts) > 200


@pytest.fixture
def policy_without(monkeypatch: pytest.MonkeyPatch) -> Any:
    def cut(action: str, role: Role | None) -> None:
        monkeypatch.setattr("glidepath.foundation.access.decide.RULES", without(action, role))

    return cut


@HZ("HZ-32")
@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.PATIENT, Role.CAREGIVER])
def test_the_running_product_obeys_the_row_that_was_taken_out(clinic, policy_without, role):
    client, tried = browser(clinic, role), 0
    for route in ours():
        if Role.ANONYMOUS in RULES[str(route.action)].roles or role not in RULES[str(route.action)].roles:
            continue
        policy_without(str(route.action), role)
        assert word_for(both_ways(client, address(route, clinic.own))) == REFUSED, route.name
        tried += 1
    assert tried >= 4


@HZ("HZ-31", "HZ-32", "HZ-41")
@pytest.mark.parametrize("role", ROLES)
def test_a_role_meets_at_every_address_what_the_page_says(clinic, role):
    client = browser(clinic, role)
    wrong = [f"{route.name}: {text}" for route in ours() for text in differences(client, clinic, route, role)]
    assert not wrong, f"{role.value}:\n" + "\n".join(wrong)


def differences(client: Client, clinic: Clinic, route: Route, role: Role) -> Iterator[str]:
    """Where a route answers otherwise than the page says. Foreign records first: the own one may change."""
    own, foreign = outcome(route, role)
    for place in foreign_places(clinic) if names_an_object(route) and foreign == NOT_THERE else ():
        met = word_for(both_ways(client, address(route, place)))
        if met != foreign:
            yield f"{place.name}: {met}, not {foreign}"
    met = word_for(both_ways(client, address(route, clinic.own)))
    if met != own:
        yield f"own: {met}, not {own}"


@HZ("HZ-31")
@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.PHARMACIST, Role.NURSE, Role.PATIENT, Role.CAREGIVER])
def test_ones_own_patient_is_no_way_to_a_foreign_plan_nor_the_other_way_round(clinic, role):
    client, tried = browser(clinic, role), 0
    for route in ours():
        if {"patient_id", "plan_id"} <= set(parts(route)) and role in RULES[str(route.action)].roles:
            for place in foreign_places(clinic):
                for mixed in ({"plan_id": place.plan.public_id}, {"patient_id": place.patient.public_id}):
                    assert word_for(both_ways(client, address(route, clinic.own, **mixed))) == NOT_THERE, route.name
                    tried += 1
    assert tried


@HZ("HZ-31")
@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.PHARMACIST, Role.NURSE, Role.PATIENT, Role.CAREGIVER])
def test_a_foreign_record_answers_word_for_word_like_one_that_nobody_has(clinic, role):
    client = browser(clinic, role)
    for route in ours():
        if not names_an_object(route) or role not in RULES[str(route.action)].roles:
            continue
        nobody = {part: new_id() for part in parts(route) if part in clinic.own.ids(route.name)}
        foreign, none = (client.get(address(route, clinic.neighbour, **ids)) for ids in ({}, nobody))
        assert foreign.status_code == none.status_code, route.name
        assert without_numbers(foreign) == without_numbers(none), route.name


def without_numbers(answer: Any) -> str:
    """A page without what differs each time: the number of the request, the form's token, the address itself."""
    import re

    text = answer.content.decode()
    return re.sub(r'[0-9a-f]{8}-[0-9a-f-]{27}|csrfmiddlewaretoken" value="\w+"', "", text)


ONCE = ["revoked", "expired", "left-clinic", "none"]
REDUCED = ["left-team", "to-come", "other-role", "no-team"]


@HZ("HZ-41")
@pytest.mark.parametrize("name", ONCE)
def test_who_was_let_in_once_is_a_stranger_with_a_password_now(clinic, name):
    client = signed_in(clinic.others[name], fresh=True)
    for route in ours():
        if Role.ANONYMOUS not in RULES[str(route.action)].roles:
            assert word_for(both_ways(client, address(route, clinic.own))) == REFUSED, f"{name} at {route.name}"


@HZ("HZ-31", "HZ-41")
@pytest.mark.parametrize("name", REDUCED)
def test_a_nurse_who_is_not_on_the_team_now_and_as_a_nurse_meets_no_record(clinic, name):
    client = signed_in(clinic.others[name], fresh=True)
    for route in ours():
        if names_an_object(route) and Role.NURSE in RULES[str(route.action)].roles:
            assert word_for(both_ways(client, address(route, clinic.own))) == NOT_THERE, f"{name} at {route.name}"


@HZ("HZ-41")
def test_a_caregiver_with_another_grant_meets_neither_plan_nor_check_in(clinic):
    client = signed_in(clinic.others["unrelated"])
    for route in ours():
        roles = RULES[str(route.action)].roles
        about_the_person = roles.get(Role.CAREGIVER, SELF) != SELF  # how oneself is reached is one's own affair
        if about_the_person and Role.ANONYMOUS not in roles:
            assert word_for(both_ways(client, address(route, clinic.own))) == NOT_THERE, route.name


@HZ("HZ-37")
@pytest.mark.parametrize("role", [None, Role.PATIENT, Role.NURSE, Role.AUDITOR])
def test_the_doors_of_the_sign_in_stand_as_the_table_says(clinic, role):
    for route in routes():
        door = FOREIGN_ROUTES.get(route.name)
        if door is None:
            continue
        client = signed_in(clinic.team[role]) if role else Client()
        answers = both_ways(client, foreign_address(route))
        codes = {answer.status_code for answer in answers}
        assert max(codes) < 500 and 403 not in codes, f"{route.name}: {codes}"
        if door is Door.CLOSED:
            assert codes == {404}, route.name
        elif door is Door.SIGNED_IN:
            assert (word_for(answers) == SIGN_IN) is (role is None), route.name


def foreign_address(route: Route) -> str:
    """An address of the library with parts that lead nowhere."""
    import re

    path = re.sub(r"\(\?P<\w+>[^)]*\)", "nothing", route.pattern)
    return "/" + re.sub(r"<[^>]*>", "1", path).replace("^", "").replace("$", "").replace("\\Z", "")
