"""Language and theme: of the account, else of the cookie, else of the browser."""

from __future__ import annotations

import pytest
from django.test import Client

from glidepath.foundation.tests.cast import make_cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_routes")]


def test_a_stranger_gets_the_language_of_the_browser_then_the_one_chosen():
    client = Client(headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert client.get("/help/").headers["Content-Language"] == "es"
    assert client.post("/language/", {"language": "en", "next": "/help/"}).url == "/help/"
    assert client.get("/help/").headers["Content-Language"] == "en"


def test_the_choice_of_a_signed_in_person_is_kept_with_the_account():
    person = make_cast().patient.user
    client = signed_in(person)
    client.post("/language/", {"language": "es"})
    client.post("/theme/", {"theme": "dark"})
    person.refresh_from_db()
    assert (person.language, person.theme) == ("es", "dark")
    assert signed_in(person).get("/home/").headers["Content-Language"] == "es"


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_site(next_page):
    assert Client().post("/theme/", {"theme": "dark", "next": next_page}).url == "/"


@pytest.mark.parametrize("page", ["/language/", "/theme/"])
def test_what_the_product_does_not_know_is_not_kept(page):
    answer = Client().post(page, {"language": "xx", "theme": "pink"})
    assert answer.status_code == 302
    assert not answer.cookies


def test_looking_at_a_choice_changes_nothing():
    assert Client().get("/theme/").status_code == 405
