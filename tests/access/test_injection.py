"""What people write is shown as they wrote it: it makes no element, no attribute and no address of a page."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from glidepath.foundation.access import Role
from glidepath.foundation.access.routes import Route
from glidepath.foundation.tests.cast import signed_in
from tests.access.asking import OPENS, address, is_page, ours, text_of
from tests.access.canaries import WRITTEN, canary, plant, write
from tests.access.clinic import Clinic
from tests.access.expected import outcome
from tests.access.payloads import PAYLOADS, WORKED_OUT, packed
from tests.access.test_junk import field_names

# what a page shows of its rows does not depend on the database that keeps them; whether it opens is asked on both
pytestmark = [pytest.mark.hazard("HZ-33"), pytest.mark.only_on("sqlite")]
READERS = (Role.PATIENT, Role.CAREGIVER, Role.NURSE, Role.PHARMACIST, Role.PRESCRIBER)
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post")
ROUNDS = range(4)


class Shape(HTMLParser):
    """What a page is made of: its elements with their attributes' names, and the addresses in them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "bdi" and attrs == [("class", "nowrap")]:
            return  # the product's own mark around an amount, put there also where a person writes "60 mg"
        self.elements[tag, tuple(sorted(name for name, _ in attrs))] += 1
        self.addresses += [value or "" for name, value in attrs if name in ADDRESSES]

    def handle_comment(self, data: str) -> None:
        self.elements["a comment", (data.strip()[:40],)] += 1


def shape(text: str) -> Shape:
    found = Shape()
    found.feed(text)
    found.close()
    return found


def read_by(role: Role) -> Iterator[Route]:
    return (route for route in ours() if outcome(route, role)[0] == OPENS and route.name != "feed:live")


def pages(client: Client, clinic: Clinic, role: Role, names: Collection[str] = ()) -> dict[str, str]:
    """Every page of the own person's record that this role reads; only these when names are given."""
    read = [route for route in read_by(role) if not names or route.name in names]
    answers = {route.name: client.get(address(route, clinic.own)) for route in read}
    return {name: text_of(answer) for name, answer in answers.items() if answer.status_code == 200 and is_page(answer)}


def start_of(number: int, table: str, column: str) -> int:
    """Each field begins with another payload, in each round."""
    return (zlib.crc32(f"{table}.{column}".encode()) + number * len(PAYLOADS) // len(ROUNDS)) % len(PAYLOADS)


@pytest.mark.parametrize("role", READERS)
def test_payloads_in_every_field_of_words_make_nothing_new_on_any_page(clinic, role):
    client = signed_in(clinic.team[role], fresh=True)
    plain = {name: shape(text) for name, text in pages(client, clinic, role).items()}
    shown = 0
    for number in ROUNDS:
        write(clinic.own.patient, lambda table, column, longest, n=number: packed(start_of(n, table, column), longest))
        for name, text in pages(client, clinic, role, plain).items():
            assert_same(plain[name], text, f"{role.value} at {name}")
            shown += "alert(" in text or "x.example" in text
    assert shown >= 4, "no page shows what people wrote, so nothing is proved"


def assert_same(plain: Shape, text: str, where: str) -> None:
    made = shape(text)
    assert made.elements == plain.elements, f"{where}: {made.elements - plain.elements}"
    bad = [one for one in made.addresses if one.strip().lower().startswith(("javascript:", "data:", "//"))]
    assert bad == [], where
    assert not [text_made for text_made in WORKED_OUT if text_made in text], where


def test_every_payload_is_in_some_field_in_some_round():
    fields = [(table, column) for table, columns in WRITTEN.items() for column in columns]
    written = " ".join(packed(start_of(number, *field), 600) for number in ROUNDS for field in fields)
    assert len(PAYLOADS) == 40 and [one for one in PAYLOADS if one not in written] == []


@pytest.mark.parametrize("role", [Role.PATIENT, Role.NURSE, Role.PHARMACIST, Role.PRESCRIBER])
def test_a_form_that_comes_back_with_mistakes_shows_payloads_as_they_were_typed(clinic, role):
    client = signed_in(clinic.team[role], fresh=True)
    names = field_names(client, clinic, role)
    for route in (route for route in read_by(role) if not route.name.startswith("documents:")):
        # An unknown medicine, number and id beside the words: the form comes back with everything in it.
        plain = client.post(address(route, clinic.own), dict.fromkeys(names, canary("own", "typed", "words")))
        for start in (0, 20):
            made = client.post(address(route, clinic.own), dict.fromkeys(names, packed(start, 600)))
            if plain.status_code == made.status_code == 422:
                assert_no_more_than(plain, made, f"{role.value} at {route.name}")


def assert_no_more_than(plain: Any, made: Any, where: str) -> None:
    """A longer text may bring one more line of error; it brings no kind of element that was not there."""
    kinds = {tag for tag, _ in shape(made.content.decode()).elements} - {
        tag for tag, _ in shape(plain.content.decode()).elements
    }
    assert kinds <= {"p", "ul", "li", "a", "svg", "use"}, f"{where}: {kinds}"
    handlers = [name for _, names in shape(made.content.decode()).elements for name in names if name.startswith("on")]
    assert handlers == [], where


def test_a_search_takes_payloads_as_words(clinic):
    nurse, page = signed_in(clinic.team[Role.NURSE]), reverse("team_board:patients")
    plant("own", clinic.own.patient)
    for payload in PAYLOADS:
        answer = nurse.post(page, {"q": payload})
        assert answer.status_code == 200
        assert canary("own", "Patient", "family_name") not in answer.content.decode(), payload
    assert canary("own", "Patient", "family_name") in nurse.post(page, {"q": "zqown"}).content.decode()
