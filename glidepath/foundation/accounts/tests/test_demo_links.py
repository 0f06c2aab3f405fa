"""Demo sign-in links work in a demo database, on this machine, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from glidepath.foundation.access import Role
from glidepath.foundation.accounts import demo_links, operations
from glidepath.foundation.accounts.models import User
from glidepath.foundation.tests.cast import NOON, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_routes")]


@pytest.fixture
def nurse(settings) -> User:
    settings.GLIDEPATH_DEMO = True
    operations.mark_as_demo(NOON)
    return make_cast(Role.NURSE).users[Role.NURSE]


def follow(person: User, **given) -> tuple[int, Client]:
    client = Client(SERVER_NAME="127.0.0.1")
    return client.get(demo_links.path_for(person), **given).status_code, client


def test_in_a_demo_a_link_signs_in_with_a_second_factor_that_counts_as_fresh(nurse):
    status, client = follow(nurse)
    assert status == 302
    assert client.get("/board/").content == b"board"
    assert client.session["mfa"] is True


def test_a_link_works_again_and_again_and_replaces_who_was_signed_in(nurse):
    _, client = follow(nurse)
    key = client.session.session_key
    client.get(demo_links.path_for(nurse))
    assert client.get("/board/").content == b"board"
    assert client.session.session_key != key


def test_without_the_demo_setting_there_is_no_such_page(nurse, settings):
    settings.GLIDEPATH_DEMO = False
    assert follow(nurse)[0] == 404


def test_in_a_database_without_the_mark_there_is_no_such_page(settings):
    settings.GLIDEPATH_DEMO = True
    assert follow(make_cast().patient.user)[0] == 404


@pytest.mark.parametrize(
    "given",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"SERVER_NAME": "testserver"},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"headers": {"Via": "1.1 proxy"}},
    ],
)
def test_from_another_machine_or_through_a_proxy_there_is_no_such_page(nurse, given):
    status, client = follow(nurse, **given)
    assert status == 404
    assert "_auth_user_id" not in client.session


def test_a_token_we_did_not_sign_and_a_person_who_left_get_nothing(nurse):
    assert Client(SERVER_NAME="127.0.0.1").get("/demo/sign-in/forged/").status_code == 404
    User.objects.filter(pk=nurse.pk).update(is_active=False)
    assert follow(nurse)[0] == 404
