"""Junk in every form, address and query: the product answers it, never breaks on it, and keeps nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.daily import CANNOT_WAIT
from glidepath.care.intake.addresses import key_of
from glidepath.foundation.access import SIGNED_IN_ROLES, Role
from glidepath.foundation.access.routes import Route
from glidepath.foundation.tests.cast import signed_in
from tests.access.asking import OPENS, WORDS, address, ours, parts, text_of
from tests.access.clinic import Clinic, new_id
from tests.access.expected import outcome

pytestmark = pytest.mark.hazard("HZ-34")
ROLES = (Role.NURSE, Role.PATIENT, Role.PHARMACIST, Role.PRESCRIBER, Role.PROGRAMME_MANAGER)
NOBODY_S = {"AuditEvent", "AuditShard", "Session", "UserSession", "FeedEntry"}
# No field of any form takes these, so nothing may be kept.
NEVER_TAKEN = {"a zero byte": "a\x00b", "thirty thousand letters": "x" * 30_000}
# Some fields take some of these as words; none may break a page.
ODD = {
    "an exponent": "1e999",
    "a raised digit": "²",
    "a huge number": "9" * 40,
    "a day that is not": "2027-02-30",
    "the last day": "9999-12-31",
    "a moment out of reach": "0001-01-01T00:00:00+23:59",
    "direction marks": "‮⁦",
    "empty": "",
}
BODIES = {
    "application/json": b'{"reason": ["',
    "application/x-www-form-urlencoded": b"reason=%ED%A0%80&lock=%00&%=&=&&answer",
    "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data; name=",
    "multipart/form-data": b"no boundary",
    "text/xml; charset=nothing": b"<?xml",
    "": b"\xff\xfe",
}
QUERY = ("q", "page", "span", "show", "red", "orange", "yellow", "product", "next", "filter", "language")


class Fields(HTMLParser):
    """The names of everything that can be filled in on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("input", "select", "textarea"):
            self.names.add(dict(attrs).get("name") or "")


def browser(clinic: Clinic, role: Role) -> Client:
    """A browser that shows the page of what broke, as the product does, instead of stopping the test."""
    client = signed_in(clinic.team[role], fresh=True)
    client.raise_request_exception = False
    return client


def fault(answer: Any, *where: str) -> list[str]:
    """What broke, and where; nothing for an answer."""
    if answer.status_code < 500:
        return []
    return [f"{': '.join(where)}: {getattr(answer, 'exc_info', None) and answer.exc_info[1]!r}"]


def entered_by(role: Role) -> Iterator[Route]:
    """The routes tried in this role: each route once, in the first role for which it opens. The feed has no form."""
    for route in ours():
        opened_to = (one for one in ROLES if outcome(route, one)[0] == OPENS)
        if route.name != "feed:live" and next(opened_to, None) is role:
            yield route


def test_every_route_that_opens_to_anybody_is_tried_in_some_role():
    tried = {route.name for role in ROLES for route in entered_by(role)}
    opening = {route.name for route in ours() for role in SIGNED_IN_ROLES if outcome(route, role)[0] == OPENS}
    assert opening - tried == {"feed:live"}


def with_forms(found: Iterator[Route], kind: str) -> Iterator[Route]:
    """Papers take no form and are slow to set: one kind of junk is enough for them."""
    return (route for route in found if not route.name.startswith("documents:") or kind in ("a zero byte", "text"))


def field_names(client: Client, clinic: Clinic, role: Role) -> set[str]:
    found = Fields()
    for route in entered_by(role):
        found.feed(text_of(client.get(address(route, clinic.own))))
    return found.names - {"", "csrfmiddlewaretoken"}


def row_counts() -> dict[str, int]:
    """How many rows each table has, but for the trail, sessions, and what tells pages to look again."""
    tables = (model for model in apps.get_models() if model.__name__ not in NOBODY_S)
    return {model._meta.label: model._default_manager.count() for model in tables}


DANGER = {"signs", *CANNOT_WAIT}
"""Fields in which anything but an empty answer is danger that is told, also when the form cannot be read."""


@pytest.mark.parametrize("role", ROLES)
def test_junk_in_every_field_breaks_no_page_and_what_no_field_takes_is_not_kept(clinic, role):
    client = browser(clinic, role)
    names, before = field_names(client, clinic, role), row_counts()
    assert names
    broken = []
    for kind, value in (*NEVER_TAKEN.items(), *ODD.items()):
        for route in with_forms(entered_by(role), kind):
            told = names - DANGER if kind in NEVER_TAKEN else names
            answer = client.post(address(route, clinic.own), dict.fromkeys(told, value))
            broken += fault(answer, route.name, kind)
        if kind in NEVER_TAKEN:
            assert row_counts() == before, kind
    for kind, value in NEVER_TAKEN.items():  # the team is told of a sign of danger, whatever stands beside it
        for route in with_forms(entered_by(role), kind):
            answer = client.post(address(route, clinic.own), dict.fromkeys(names & DANGER, value))
            broken += fault(answer, route.name, kind, "signs of danger")
    assert broken == []


@pytest.mark.parametrize("role", ROLES)
def test_a_body_that_is_no_form_breaks_no_page_and_keeps_nothing(clinic, role):
    client, broken = browser(clinic, role), []
    before = row_counts()
    for kind, body in BODIES.items():
        for route in with_forms(entered_by(role), kind):
            answer = client.generic("POST", address(route, clinic.own), body, content_type=kind)
            broken += fault(answer, route.name, kind)
    assert broken == []
    assert row_counts() == before


@pytest.mark.parametrize("role", ROLES)
def test_junk_behind_the_question_mark_breaks_no_page(clinic, role):
    client, broken = browser(clinic, role), []
    kinds = {"a zero byte": "\0", "long": "x" * 4000} | {
        kind: ODD[kind] for kind in ("a raised digit", "a huge number")
    }
    for kind, value in kinds.items():
        for route in entered_by(role):
            if parts(route) and kind != "a raised digit":
                continue  # pages of one record read little of the query; one kind of junk is enough there
            answer = client.get(address(route, clinic.own), dict.fromkeys(QUERY, value))
            broken += fault(answer, route.name, kind)
    assert broken == []


PARTS = {
    "step": ("0", "7", "99999999999999999999"),
    "slug": ("nothing", "phq-9", "x" * 3000),
    "key": ("nothing", "x" * 3000),
    "product": ("nothing", "0" * 12, "../../settings", "%00", quote("'; drop table x;--"), "x" * 3000),
    "token": ("nothing", "%00", "x" * 3000, ":::"),
}


@pytest.mark.parametrize("role", ROLES)
def test_junk_in_an_address_breaks_no_page(clinic, role):
    client, broken = browser(clinic, role), []
    for route in entered_by(role):
        for part in PARTS.keys() & set(parts(route)):
            for value in PARTS[part]:
                given = str(WORDS[route.name][part])
                given = key_of(given) if part == "product" else given
                path = value.join(address(route, clinic.own).rsplit(given, 1))
                for answer in (client.get(path), client.post(path)):
                    broken += fault(answer, route.name, part, value[:40])
    assert broken == []


@pytest.mark.parametrize("method", ["put", "delete", "options"])
def test_other_ways_of_asking_change_nothing_and_break_nothing(clinic, method):
    for role in ROLES:
        client, before = browser(clinic, role), row_counts()
        answers = [(route.name, getattr(client, method)(address(route, clinic.own))) for route in entered_by(role)]
        assert [text for name, answer in answers for text in fault(answer, method, name)] == []
        assert row_counts() == before


def test_an_id_in_another_shape_is_no_id(clinic):
    client = signed_in(clinic.team[Role.NURSE])
    path = reverse("team_board:patient", args=[clinic.own.patient.public_id])
    known = str(clinic.own.patient.public_id)
    for shape in (str(clinic.own.patient.pk), known.upper(), known.replace("-", ""), f"{{{known}}}", new_id()[:-1]):
        assert client.get(path.replace(known, shape)).status_code == 404, shape


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b"])
def test_another_host_name_is_refused(clinic, host):
    assert Client().get("/help-now/", headers={"host": host}).status_code == 400
