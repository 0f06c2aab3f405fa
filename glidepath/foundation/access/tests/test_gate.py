"""Between a request and a view: deny by default."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from glidepath.foundation.access import Role, refuse_undeclared_routes
from glidepath.foundation.access.foreign_routes import FOREIGN_ROUTES, WITHOUT_SECOND_FACTOR, Door
from glidepath.foundation.access.routes import check_routes, routes, undeclared
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.tests.cast import make_cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_routes")]


def test_a_stranger_is_led_to_the_sign_in_and_back():
    answer = Client().get("/board/?page=2")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=%2Fboard%2F%3Fpage%3D2")


def test_what_a_stranger_sent_is_not_sent_again():
    assert Client().post("/board/").url == "/accounts/login/"


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in():
    answer = Client().get("/board/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/accounts/login/?next=%2Fboard%2F")


def test_help_needs_no_sign_in():
    assert Client().get("/help/").content == b"help"


def test_the_wrong_role_is_refused_and_the_refusal_is_in_the_trail():
    cast = make_cast(Role.NURSE)
    assert signed_in(cast.patient.user).get("/board/").status_code == 403
    assert signed_in(cast.users[Role.NURSE]).get("/board/").content == b"board"
    refusal = AuditEvent.objects.get(decision="denied")
    assert (refusal.action, refusal.actor.split(":")[0]) == ("board.read", "patient")


@pytest.mark.hazard("HZ-31")
def test_a_foreign_person_answers_like_one_who_does_not_exist():
    cast = make_cast(Role.NURSE)
    nurse = signed_in(cast.users[Role.NURSE])
    assert nurse.get(reverse("person", args=[cast.patient.public_id])).content == b"Paul"
    foreign = nurse.get(reverse("person", args=[cast.stranger.public_id]))
    nobody = nurse.get(reverse("person", args=["01234567-89ab-7def-8123-456789abcdef"]))
    assert (foreign.status_code, nobody.status_code) == (404, 404)
    assert foreign.content == nobody.content


def test_an_account_that_holds_no_role_any_more_reaches_nothing():
    cast = make_cast(Role.NURSE)
    nurse = signed_in(cast.users[Role.NURSE])
    cast.users[Role.NURSE].staff_memberships.all().delete()
    assert nurse.get("/board/").status_code == 403


@pytest.mark.hazard("HZ-32")
def test_a_route_without_a_policy_does_not_answer_even_if_it_got_there():
    assert Client().get("/undeclared/").status_code == 403


@pytest.mark.hazard("HZ-32")
def test_a_route_without_a_policy_keeps_the_server_from_starting():
    assert undeclared() == ["undeclared/ (undeclared)"]
    with pytest.raises(ImproperlyConfigured, match="undeclared/"):
        refuse_undeclared_routes()
    assert ["undeclared/" in error.msg for error in check_routes()] == [True]


def test_every_route_of_the_sign_in_stands_in_the_table_and_every_line_of_it_is_a_route():
    found = {route.name for route in routes("allauth.urls")}
    assert found == set(FOREIGN_ROUTES)
    assert set(FOREIGN_ROUTES) >= WITHOUT_SECOND_FACTOR


@pytest.mark.parametrize("name", [name for name, door in FOREIGN_ROUTES.items() if door is Door.CLOSED])
def test_what_the_product_does_not_offer_is_not_there(name):
    args = {"account_confirm_email": ["abc"]}.get(name, [])
    cast = make_cast()
    assert Client().get(reverse(name, args=args)).status_code == 404
    assert signed_in(cast.patient.user).post(reverse(name, args=args)).status_code == 404


@pytest.mark.parametrize("name", [name for name, door in FOREIGN_ROUTES.items() if door is Door.SIGNED_IN])
def test_pages_of_ones_account_lead_a_stranger_to_the_sign_in(name):
    args = [1] if name in ("mfa_edit_webauthn", "mfa_remove_webauthn") else []
    assert Client().get(reverse(name, args=args)).url.startswith("/accounts/login/")


def test_there_is_no_django_admin():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert Client().get("/admin/").status_code == 404


def test_what_a_signed_in_person_sees_is_not_stored_anywhere():
    cast = make_cast()
    assert signed_in(cast.patient.user).get("/home/").headers["Cache-Control"] == "no-store"


def test_no_page_may_use_camera_or_microphone():
    assert "camera=()" in Client().get("/help/").headers["Permissions-Policy"]
