"""Sessions end: staff after 15 idle minutes, patients after 30, everybody after 12 hours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from glidepath.foundation import clock
from glidepath.foundation.access import ANONYMOUS, Role
from glidepath.foundation.accounts.sessions import actor_of_session
from glidepath.foundation.tests.cast import NOON, make_cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_routes")]
MINUTE = timedelta(minutes=1)


def is_in(client: Client, page: str, moment, **headers: str) -> bool:
    with clock.at(moment):
        return client.get(page, headers=headers).status_code == 200


@pytest.mark.hazard("HZ-35")
@pytest.mark.parametrize(("role", "page", "idle"), [(Role.NURSE, "/board/", 15), (Role.PATIENT, "/home/", 30)])
def test_an_idle_session_ends(role, page, idle):
    client = signed_in(make_cast(Role.NURSE).users[role])
    assert is_in(client, page, NOON)
    assert is_in(client, page, NOON + idle * MINUTE)
    assert not is_in(client, page, NOON + 2 * idle * MINUTE + MINUTE)
    assert not is_in(client, page, NOON + 2 * idle * MINUTE + MINUTE)


def test_who_was_signed_out_is_told_why_and_led_back():
    client = signed_in(make_cast().patient.user)
    is_in(client, "/home/", NOON)
    with clock.at(NOON + 31 * MINUTE):
        answer = client.get("/home/", follow=True)
    assert answer.redirect_chain[0][0] == "/accounts/login/?next=%2Fhome%2F"
    assert "nothing happened" in answer.content.decode()


@pytest.mark.parametrize("headers", [{"X-Live": "1"}, {"X-Glidepath-Poll": "1"}])
def test_a_page_that_refreshes_itself_does_not_keep_a_session_alive(headers):
    client = signed_in(make_cast(Role.NURSE).users[Role.NURSE])
    is_in(client, "/board/", NOON)
    assert is_in(client, "/board/", NOON + 10 * MINUTE, **headers)
    assert not is_in(client, "/board/", NOON + 16 * MINUTE)


@pytest.mark.hazard("HZ-35")
def test_after_twelve_hours_even_a_busy_session_ends():
    client = signed_in(make_cast(Role.NURSE).users[Role.NURSE])
    for step in range(72):
        assert is_in(client, "/board/", NOON + step * 10 * MINUTE)
    assert is_in(client, "/board/", NOON + 12 * 60 * MINUTE)
    assert not is_in(client, "/board/", NOON + 12 * 60 * MINUTE + MINUTE)


def test_a_session_without_a_role_is_held_to_the_stricter_limit():
    cast = make_cast(Role.NURSE)
    client = signed_in(cast.users[Role.NURSE])
    is_in(client, "/board/", NOON)
    cast.users[Role.NURSE].staff_memberships.all().delete()
    with clock.at(NOON + 16 * MINUTE):
        assert client.get("/board/").status_code == 302


def test_a_stream_asks_anew_who_its_session_is_and_hears_when_it_has_ended():
    cast = make_cast(Role.NURSE)
    client = signed_in(cast.users[Role.NURSE])
    is_in(client, "/board/", NOON)
    key = client.session.session_key
    assert actor_of_session(key, NOON + 14 * MINUTE) == cast.actor(Role.NURSE)
    assert actor_of_session(key, NOON + 16 * MINUTE) == ANONYMOUS
    client.logout()
    assert actor_of_session(key, NOON + MINUTE) == ANONYMOUS
