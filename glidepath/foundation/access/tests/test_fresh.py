"""Signing asks for a second factor shown minutes ago."""

from __future__ import annotations

import time

import pytest

from glidepath.foundation.access import Role
from glidepath.foundation.tests.cast import make_cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_routes")]


def prescriber(**session):
    cast = make_cast(Role.PRESCRIBER)
    return signed_in(cast.users[Role.PRESCRIBER], **session)


def shown(person, seconds_ago: float, method: str = "mfa") -> dict[str, object]:
    """What the sign-in library keeps of a factor that was shown."""
    record = {"method": method, "at": time.time() - seconds_ago, "type": "totp"}  # noqa: TID251  the library's own clock
    return {"account_authentication_methods": [record], "account_authentication_methods_user": str(person.pk)}


def test_reading_the_form_needs_no_fresh_factor():
    assert prescriber().get("/sign/").content == b"form"


@pytest.mark.hazard("HZ-35")
def test_signing_without_a_fresh_factor_asks_for_one_first():
    answer = prescriber().post("/sign/")
    assert answer.status_code == 302
    assert "/reauthenticate/" in answer.url
    assert "next=%2Fsign%2F" in answer.url


@pytest.mark.parametrize(("seconds_ago", "status"), [(10, 200), (290, 200), (310, 302), (9999, 302)])
def test_a_factor_is_fresh_for_five_minutes(seconds_ago, status):
    cast = make_cast(Role.PRESCRIBER)
    person = cast.users[Role.PRESCRIBER]
    assert signed_in(person, **shown(person, seconds_ago)).post("/sign/").status_code == status


def test_a_password_alone_is_not_fresh_enough():
    cast = make_cast(Role.PRESCRIBER)
    person = cast.users[Role.PRESCRIBER]
    assert signed_in(person, **shown(person, 1, "password")).post("/sign/").status_code == 302


def test_somebody_elses_factor_does_not_count():
    cast = make_cast(Role.PRESCRIBER, Role.NURSE)
    client = signed_in(cast.users[Role.PRESCRIBER], **shown(cast.users[Role.NURSE], 1))
    assert client.post("/sign/").status_code == 302


def test_a_demo_session_counts_as_fresh():
    assert prescriber(fresh=True).post("/sign/").content == b"signed"
