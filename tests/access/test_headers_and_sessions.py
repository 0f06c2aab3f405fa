"""What every answer carries, how sessions end, and what is closed: over every address of the product."""

from __future__ import annotations

import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client
from django.urls import reverse

from glidepath.config import settings as settings_module
from glidepath.foundation import clock
from glidepath.foundation.access import SIGNED_IN_ROLES, STAFF_ROLES, Role
from glidepath.foundation.access.foreign_routes import FOREIGN_ROUTES, WITHOUT_SECOND_FACTOR
from glidepath.foundation.access.routes import routes
from glidepath.foundation.access.rules import RULES
from glidepath.foundation.accounts import demo_links, operations
from glidepath.foundation.tests.cast import PASSWORD, signed_in
from tests.access.asking import address, ours, word_for
from tests.access.clinic import AT, Clinic

HZ = pytest.mark.hazard
MINUTE = timedelta(minutes=1)
CSP = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; script-src 'self'; style-src 'self'; "
    "worker-src 'self'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
BOARD, TODAY = "/board/", "/today/"


def in_order(policy: str) -> list[str]:
    return sorted(part.strip() for part in policy.split(";") if part.strip())


def wrong_headers(answer: Any) -> list[str]:
    """The headers that are not as they must be."""
    found = [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]
    if in_order(answer.headers.get("Content-Security-Policy", "")) != in_order(CSP):
        found.append("Content-Security-Policy")
    allowed = answer.headers.get("Permissions-Policy", "")
    found += [f"Permissions-Policy {name}" for name in ("camera", "microphone") if f"{name}=()" not in allowed]
    return found


@HZ("HZ-33")
@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.PATIENT, Role.PHARMACIST, Role.AUDITOR])
def test_every_answer_carries_the_headers_and_what_a_member_sees_is_stored_nowhere(clinic, role):
    client = Client() if role is Role.ANONYMOUS else signed_in(clinic.team[role], fresh=True)
    wrong = []
    for route in ours():
        answer = client.get(address(route, clinic.own))
        wrong += [f"{route.name}: {name}" for name in wrong_headers(answer)]
        if role is not Role.ANONYMOUS and answer.headers.get("Cache-Control") != "no-store":
            wrong.append(f"{route.name}: Cache-Control")
    assert wrong == []


@HZ("HZ-33")
def test_an_address_that_is_not_there_and_the_sign_in_carry_them_too(clinic):
    for path in ("/nothing/", reverse("account_login"), reverse("account_reset_password"), "/static/nothing.js"):
        assert wrong_headers(Client().get(path)) == [], path


@HZ("HZ-37", "HZ-41")
@pytest.mark.parametrize("role", STAFF_ROLES)
def test_staff_without_a_second_factor_reach_only_the_pages_of_the_second_factor(clinic, role):
    client = signed_in(clinic.team[role], mfa=False)
    for route in ours():
        if Role.ANONYMOUS not in RULES[str(route.action)].roles:
            for answer in (client.get(address(route, clinic.own)), client.post(address(route, clinic.own))):
                assert (answer.status_code, answer.url[:14]) == (302, "/accounts/2fa/"), f"{role} at {route.name}"


@HZ("HZ-37")
def test_of_the_sign_ins_own_pages_staff_without_a_second_factor_reach_only_the_listed_ones(clinic):
    client = signed_in(clinic.team[Role.NURSE], mfa=False)
    for route in routes():
        if route.name in FOREIGN_ROUTES and "<" not in route.pattern and "(" not in route.pattern:
            answer = client.get("/" + route.pattern)
            led = answer.status_code == 302 and answer.url.startswith(reverse("mfa_index") + "?next=")
            assert led is (route.name not in WITHOUT_SECOND_FACTOR), route.name


# Doors for machines that are signed in nowhere: each request proves itself with a token of its own.
BY_A_TOKEN_OF_ITS_OWN = {"notify:shown", "text_messages:incoming"}


@HZ("HZ-35")
def test_no_form_is_taken_without_its_token(clinic):
    for role in (Role.PATIENT, Role.PRESCRIBER, Role.PHARMACIST, Role.NURSE):
        client = Client(enforce_csrf_checks=True)
        client.cookies = signed_in(clinic.team[role], fresh=True).cookies
        for route in (route for route in ours() if route.name not in BY_A_TOKEN_OF_ITS_OWN):
            assert client.post(address(route, clinic.own)).status_code == 403, f"{role.value} at {route.name}"


@HZ("HZ-35")
@pytest.mark.parametrize(("role", "page", "minutes"), [(Role.NURSE, BOARD, 15), (Role.PATIENT, TODAY, 30)])
def test_an_idle_session_ends_on_the_minute_and_the_live_feed_does_not_keep_it(clinic, role, page, minutes):
    client = signed_in(clinic.team[role])
    assert is_in(client, page, AT)
    with clock.at(AT + (minutes - 1) * MINUTE):
        assert client.get(reverse("feed:live")).status_code == 200
    assert is_in(client, page, AT + minutes * MINUTE)
    with clock.at(AT + (2 * minutes - 1) * MINUTE):
        assert client.get(reverse("feed:live")).status_code == 200
    assert not is_in(client, page, AT + (2 * minutes + 1) * MINUTE)


@HZ("HZ-35")
def test_even_a_busy_session_ends_after_twelve_hours(clinic):
    client = signed_in(clinic.team[Role.PATIENT])
    for quarter in range(49):
        assert is_in(client, TODAY, AT + quarter * 15 * MINUTE)
    assert not is_in(client, TODAY, AT + 12 * 60 * MINUTE + MINUTE)


def is_in(client: Client, page: str, moment: Any) -> bool:
    with clock.at(moment):
        return client.get(page).status_code == 200


@HZ("HZ-35")
def test_a_session_gets_a_new_key_at_the_sign_in_and_ends_at_the_sign_out(clinic):
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.post(reverse("account_login"), {"login": clinic.own.patient.user.email, "password": PASSWORD})
    assert client.get(TODAY).status_code == 200
    after = client.session.session_key
    assert after and after != before
    client.post(reverse("account_logout"))
    stolen = Client()
    stolen.cookies[live.SESSION_COOKIE_NAME] = after
    assert stolen.get(TODAY).status_code == 302


@HZ("HZ-37")
def test_an_unknown_address_a_wrong_password_and_a_reset_tell_nothing(clinic):
    known, unknown = clinic.own.patient.user.email, "nobody@example.org"
    answers = [Client().post(reverse("account_login"), {"login": one, "password": "wrong"}) for one in (known, unknown)]
    texts = {answer.content.decode().replace(known, "").replace(unknown, "").count("\n") for answer in answers}
    assert {answer.status_code for answer in answers} == {200} and len(texts) == 1
    resets = [Client().post(reverse("account_reset_password"), {"email": one}) for one in (known, unknown)]
    assert len({(answer.status_code, answer.url) for answer in resets}) == 1


@HZ("HZ-37")
def test_nobody_signs_up(clinic):
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert Client().post(reverse("account_signup"), form).status_code == 404


def test_a_cookie_is_for_this_host_alone_and_for_https_when_the_server_is_not_on_plain_http(monkeypatch):
    monkeypatch.setenv("GLIDEPATH_PLAIN_HTTP", "")
    found = runpy.run_path(str(Path(settings_module.__file__)))
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-") and found["CSRF_COOKIE_NAME"].startswith("__Host-")
    wanted = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_HTTPONLY")
    assert all(found[name] is True for name in wanted)
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found.get("SESSION_COOKIE_DOMAIN") is None and found.get("SESSION_COOKIE_PATH", "/") == "/"
    assert found["DEBUG"] is False
    assert "django.contrib.admin" not in found["INSTALLED_APPS"]


@HZ("HZ-37")
@pytest.mark.parametrize("missing", ["setting", "mark", "address", "forwarded", "host"])
def test_a_demo_link_needs_the_setting_the_mark_and_this_machine(clinic, settings, missing):
    settings.GLIDEPATH_DEMO = missing != "setting"
    if missing != "mark":
        operations.mark_as_demo(AT)
    path = demo_links.path_for(clinic.team[Role.PRESCRIBER])
    client = Client(SERVER_NAME="testserver" if missing == "host" else "127.0.0.1")
    given: dict[str, Any] = {"address": {"REMOTE_ADDR": "10.0.0.7"}, "forwarded": {"HTTP_VIA": "1.1 x"}}.get(
        missing, {}
    )
    assert client.get(path, **given).status_code == 404
    assert client.get(BOARD).status_code == 302


def test_the_gallery_and_the_counters_are_closed_to_strangers(clinic):
    assert Client().get(reverse("pieces:gallery")).status_code == 404
    metrics = reverse("observability:metrics")
    assert Client(REMOTE_ADDR="10.0.0.7").get(metrics).status_code == 404
    assert Client(headers={"X-Forwarded-For": "127.0.0.1"}).get(metrics).status_code == 404
    assert Client(REMOTE_ADDR="10.0.0.7", headers={"Authorization": "Bearer "}).get(metrics).status_code == 404


@HZ("HZ-41")
@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_the_front_door_leads_every_role_to_a_page_it_may_open(clinic, role):
    answer = signed_in(clinic.team[role], fresh=True).get("/", follow=True)
    assert answer.status_code == 200 and len(answer.redirect_chain) == 1


@HZ("HZ-41")
@pytest.mark.parametrize("name", ["none", "revoked", "left-clinic"])
def test_who_holds_no_role_any_more_is_not_led_round_in_circles(clinic: Clinic, name):
    answer = signed_in(clinic.others[name]).get("/", follow=True)
    assert [url for url, _ in answer.redirect_chain] == [reverse("escalation:help")]
    assert word_for((answer, answer)) == "opens"
