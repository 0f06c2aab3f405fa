"""Signing in: by e-mail, nobody signs up, nobody learns who has an account, staff show a second factor."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client

from glidepath.foundation.access import Role
from glidepath.foundation.accounts.adapter import MfaAdapter
from glidepath.foundation.accounts.models import User
from glidepath.foundation.tests.cast import PASSWORD, make_cast, signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_routes")]


@pytest.fixture(autouse=True)
def no_rate_limit_of_an_earlier_test():
    cache.clear()


def sign_in(client: Client, person: User, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": person.email.upper(), "password": password})


def add_app(person: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(counters()))))


def test_a_person_signs_in_by_e_mail_whatever_the_letter_case():
    person = make_cast().patient.user
    client = Client()
    assert sign_in(client, person).status_code == 302
    assert client.get("/home/").content == b"home"


@pytest.mark.hazard("HZ-35")
def test_the_session_gets_a_new_key_at_sign_in():
    person = make_cast().patient.user
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, person)
    assert client.session.session_key != before


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer():
    person = make_cast().patient.user
    wrong = sign_in(Client(), person, "no-such-word-at-all")
    unknown = Client().post("/accounts/login/", {"login": "nobody@example.org", "password": PASSWORD})
    errors = [answer.context["form"].non_field_errors() for answer in (wrong, unknown)]
    assert errors[0]
    assert errors[0] == errors[1]


def test_a_reset_for_an_unknown_address_answers_the_same_and_sends_nothing():
    person = make_cast().patient.user
    known = Client().post("/accounts/password/reset/", {"email": person.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait():
    person = make_cast().patient.user
    for _ in range(6):
        sign_in(Client(), person, "no-such-word-at-all")
    assert sign_in(Client(), person).status_code != 302


def test_nobody_signs_up():
    assert Client().post("/accounts/signup/", {"email": "a@example.org"}).status_code == 404


def test_an_address_is_kept_in_lower_case_even_by_the_database():
    assert user("Zoe").email == "zoe@example.org"
    with pytest.raises(IntegrityError):
        User.objects.create(email="Zoe2@Example.org", name="Zoe")


def test_an_account_without_password_cannot_be_signed_in_to():
    person = User.objects.create_user("new@example.org", name="New")
    assert not person.has_usable_password()
    assert not person.is_staff


def test_product_passwords_are_hashed_by_argon2():
    from glidepath.foundation.accounts import allauth_settings

    assert "Argon2" in allauth_settings.PASSWORD_HASHERS[0]


def test_a_patient_needs_no_second_factor():
    assert signed_in(make_cast().patient.user, mfa=False).get("/home/").content == b"home"


@pytest.mark.hazard("HZ-37")
def test_staff_without_a_second_factor_reach_only_the_pages_to_set_one_up():
    nurse = signed_in(make_cast(Role.NURSE).users[Role.NURSE], mfa=False)
    assert nurse.get("/board/").url.startswith("/accounts/2fa/?next=")
    assert nurse.post("/board/").url.startswith("/accounts/2fa/?next=%2F")
    assert nurse.get("/accounts/password/change/").url.startswith("/accounts/2fa/")
    assert nurse.get("/accounts/2fa/").status_code == 200
    assert nurse.get("/help/").content == b"help"


def test_staff_show_their_second_factor_at_sign_in_and_then_reach_their_board():
    person = make_cast(Role.NURSE).users[Role.NURSE]
    secret = add_app(person)
    client = Client()
    assert sign_in(client, person).url.startswith("/accounts/2fa/authenticate/")
    assert client.get("/board/").url.startswith("/accounts/login/")
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/board/").content == b"board"


def test_staff_who_have_an_app_but_did_not_show_it_are_asked_and_the_session_then_gets_a_new_key():
    person = make_cast(Role.NURSE).users[Role.NURSE]
    secret = add_app(person)
    client = signed_in(person, mfa=False)
    assert client.get("/board/").url.startswith("/accounts/2fa/reauthenticate/?next=%2Fboard%2F")
    before = client.session.session_key
    client.post("/accounts/2fa/reauthenticate/?next=/board/", {"code": code_of(secret), "next": "/board/"})
    assert client.get("/board/").content == b"board"
    assert client.session.session_key != before


def test_what_was_sent_before_the_second_factor_goes_on_after_it():
    person = make_cast(Role.PRESCRIBER).users[Role.PRESCRIBER]
    secret = add_app(person)
    client = signed_in(person)
    asked = client.post("/sign/", {"word": "yes"})
    assert asked.url.startswith("/accounts/2fa/reauthenticate/")
    answer = client.post(asked.url, {"code": code_of(secret), "next": "/sign/"})
    assert answer.content == b"signed"


def test_staff_cannot_take_away_their_last_second_factor_but_a_patient_can():
    cast = make_cast(Role.NURSE)
    for person, may in ((cast.users[Role.NURSE], False), (cast.patient.user, True)):
        add_app(person)
        app = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
        assert MfaAdapter().can_delete_authenticator(app) is may


def test_the_mail_of_a_password_reset_has_a_link_and_no_health_data():
    person = make_cast().patient.user
    Client().post("/accounts/password/reset/", {"email": person.email})
    assert re.search(r"https?://\S+/accounts/password/reset/key/", mail.outbox[0].body)
    assert "taper" not in mail.outbox[0].body.lower()
