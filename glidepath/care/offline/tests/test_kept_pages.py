"""What a phone keeps tells nothing of a person, holds the numbers, and needs nothing that is not kept."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.tests.conftest import clinic as clinic
from glidepath.care.checkins.tests.people import Clinic, client_of
from glidepath.care.offline.shell import ASSETS, shell

PAGES = ("offline:no_connection", "offline:help", "offline:check_in", "offline:kept", "offline:kept_urgent")


@pytest.mark.parametrize("page", PAGES)
def test_a_kept_page_tells_nothing_of_the_person_who_is_signed_in(clinic: Clinic, page: str) -> None:
    html = client_of(clinic.me).get(reverse(page)).content.decode()
    for told in (clinic.patient.given_name, clinic.patient.family_name, "@example.org", "csrfmiddlewaretoken"):
        assert told not in html
    assert 'name="gp-person"' not in html


@pytest.mark.parametrize("page", [page for page in PAGES if page != "offline:check_in"])
def test_a_kept_page_holds_the_numbers_of_the_persons_own_clinic(clinic: Clinic, page: str) -> None:
    site = clinic.patient.site
    type(site).objects.filter(pk=site.pk).update(phone="505-555-0117")
    html = client_of(clinic.me).get(reverse(page)).content.decode()
    for number in (site.emergency_number, site.crisis_line, "505-555-0117"):
        assert f"tel:{number}" in html


@pytest.mark.parametrize("page", PAGES)
def test_a_kept_page_asks_for_no_file_that_is_not_kept(clinic: Clinic, page: str) -> None:
    html = Client().get(reverse(page)).content.decode()
    wanted = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', html)) - {"/static/img/app-any-192.png"}
    assert wanted <= set(shell()["assets"])


@pytest.mark.parametrize("page", PAGES)
def test_a_kept_page_is_small(clinic: Clinic, page: str) -> None:
    assert len(Client().get(reverse(page)).content) < 40_000


def test_every_kept_file_is_there() -> None:
    assert [name for name in ASSETS if finders.find(name) is None] == []


def test_the_worker_may_keep_any_page_and_is_asked_for_anew(clinic: Clinic) -> None:
    answer = Client().get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    told = json.loads(answer.content.decode().split("\n", 1)[0].removeprefix("const SHELL = ").removesuffix(";"))
    assert set(told["pages"].values()) == {reverse(page) for page in PAGES}
    assert told["checkIn"] == reverse("checkins:daily")


def test_a_phone_can_put_it_on_its_home_screen(clinic: Clinic) -> None:
    facts = Client().get(reverse("offline:manifest")).json()
    sizes = {(icon["sizes"], icon["purpose"]) for icon in facts["icons"]}
    assert sizes >= {("192x192", "any"), ("512x512", "maskable")}
    assert facts["display"] == "standalone"
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in facts["icons"])
