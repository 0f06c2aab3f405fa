"""The pages about supply: what the team and the person read, and how a wrong number is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from glidepath.care.supply.forms import field_name
from glidepath.care.supply.queries import units_ahead
from glidepath.care.supply.tests.test_supply import count, refill, tablets
from glidepath.care.tapering import operations
from glidepath.care.tapering.tests.browsers import browser, words
from glidepath.care.tapering.tests.cast import MONDAY, Cast, make_cast, proposed, running
from glidepath.foundation import clock
from glidepath.foundation.access import Actor
from glidepath.record.medications.models import Dispensing, Refill, TabletCount
from glidepath.record.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The pages live on the cast's Monday."""
    with clock.at(MONDAY):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def url(cast: Cast, name: str = "overview") -> str:
    return reverse(f"supply:{name}", args=[cast.patient.public_id])


def read(cast: Cast, actor: Actor) -> str:
    answer = browser(actor).get(url(cast))
    assert answer.status_code == 200
    return words(answer)


def name_of(plan: Plan, strength: str, form: str) -> str:
    key = next(key for key in units_ahead(plan, MONDAY.date()) if key.strength == strength)
    return f"{form}-{field_name(key)}"


def send(cast: Cast, actor: Actor, name: str, **fields: Any) -> Any:
    return browser(actor).post(url(cast, name), fields)


def test_without_a_plan_the_page_says_so(cast: Cast) -> None:
    assert "No plan to supply" in read(cast, cast.farah)
    assert "No plan yet" in words(browser(cast.marisol).get(reverse("supply:mine")))


def test_the_pharmacist_reads_what_to_dispense(cast: Cast) -> None:
    running(cast)
    count(cast, tablets("60", "21"), tablets("30", "63"))
    refill(cast, 7)
    told = read(cast, cast.farah)
    assert "Tablets of 60 mg" in told.partition("Runs out on")[2][:60]
    assert "If the dose stays as it is" in told
    assert "84" in told
    assert "Counted twice by two different ways" in told


def test_the_pharmacist_writes_down_a_count_a_fill_and_the_refill(cast: Cast) -> None:
    plan = running(cast)
    on = "2027-01-04"
    count_name, fill_name = name_of(plan, "30", "countform"), name_of(plan, "30", "dispenseform")
    assert send(cast, cast.farah, "count", **{count_name: "9", "countform-on": on}).status_code == 302
    assert send(cast, cast.farah, "dispense", **{fill_name: "54", "dispenseform-on": on}).status_code == 302
    assert send(cast, cast.farah, "refill", due_on="2027-01-11", every_days="28").status_code == 302
    assert TabletCount.objects.get().count == 9
    assert Dispensing.objects.get().count == 54
    assert Refill.objects.get().every_days == 28
    assert "63" in read(cast, cast.farah).partition("What each fill holds")[0]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("7.5", "Give a whole number."),
        ("-1", "greater than or equal to 0"),
        ("many", "Enter a number"),
        ("", "Give at least one number."),
        ("99999999", "digits"),
    ],
)
def test_a_number_that_cannot_be_is_answered_beside_its_field(cast: Cast, value: str, told: str) -> None:
    plan = running(cast)
    answer = send(cast, cast.farah, "count", **{name_of(plan, "30", "countform"): value, "countform-on": "2027-01-04"})
    assert answer.status_code == 422
    assert told in words(answer)
    assert not TabletCount.objects.exists()


@pytest.mark.parametrize("on", ["2027-01-05", "2026-11-01", "yesterday", ""])
def test_a_day_to_come_or_long_past_is_not_taken(cast: Cast, on: str) -> None:
    plan = running(cast)
    answer = send(cast, cast.farah, "count", **{name_of(plan, "30", "countform"): "9", "countform-on": on})
    assert answer.status_code == 422
    assert not TabletCount.objects.exists()


@pytest.mark.parametrize(("due", "every"), [("2027-01-03", "28"), ("2029-01-01", "28"), ("", ""), ("2027-01-11", "0")])
def test_a_refill_that_cannot_be_is_not_kept(cast: Cast, due: str, every: str) -> None:
    running(cast)
    answer = send(cast, cast.farah, "refill", due_on=due, every_days=every)
    assert answer.status_code == 422
    assert not Refill.objects.exists()


def test_nothing_is_handed_out_in_halves_or_as_nothing(cast: Cast) -> None:
    plan = running(cast)
    name = name_of(plan, "30", "dispenseform")
    for value in ("7.5", "0"):
        answer = send(cast, cast.farah, "dispense", **{name: value, "dispenseform-on": "2027-01-04"})
        assert answer.status_code == 422
    assert not Dispensing.objects.exists()


def test_a_nurse_counts_but_hands_nothing_out(cast: Cast) -> None:
    plan = running(cast)
    given = {name_of(plan, "30", "dispenseform"): "9", "dispenseform-on": "2027-01-04"}
    assert send(cast, cast.nora, "dispense", **given).status_code == 403
    told = read(cast, cast.nora)
    assert "Counted at home" in told
    assert "Handed out on" not in told


def test_the_person_reads_how_long_it_lasts_and_counts_herself(cast: Cast) -> None:
    plan = running(cast)
    refill(cast, 7)
    mine = reverse("supply:mine")
    assert "nobody has counted your medicine" in words(browser(cast.marisol).get(mine))
    both = {name_of(plan, strength, "countform"): "21" for strength in ("60", "30")}
    given = {**both, "countform-on": "2027-01-04"}
    assert browser(cast.marisol).post(mine, given).status_code == 302
    told = words(browser(cast.marisol).get(mine))
    assert "Your medicine lasts up to and with" in told
    assert "It lasts until your refill." in told
    assert {row.informant for row in TabletCount.objects.all()} == {"patient"}


def test_the_person_reads_it_in_spanish(cast: Cast) -> None:
    running(cast)
    get_user_model().objects.filter(pk=cast.marisol.user_id).update(language="es")
    count(cast, tablets("60", "6"), tablets("30", "90"))
    refill(cast, 7)
    told = words(browser(cast.marisol).get(reverse("supply:mine")))
    assert "Mi medicina en casa" in told
    assert "Tabletas de 30 mg" in told
    assert "5 de enero de 2027" in told
    assert "Llame hoy a su equipo" in told


def test_what_does_not_last_is_said_without_blame(cast: Cast) -> None:
    running(cast)
    count(cast, tablets("60", "6"), tablets("30", "90"))
    refill(cast, 7)
    told = words(browser(cast.marisol).get(reverse("supply:mine")))
    assert "nobody will blame you" in told


def test_a_rest_is_told_on_both_pages(cast: Cast) -> None:
    running(cast)
    operations.hold(by=cast.marisol, at=cast.at, patient=cast.patient)
    assert "The taper rests: the present dose stays" in read(cast, cast.farah)
    assert "Your taper rests." in words(browser(cast.marisol).get(reverse("supply:mine")))


def test_a_plan_that_nobody_signed_is_supplied_for_the_team_alone(cast: Cast) -> None:
    proposed(cast)
    assert "This plan has not begun" in read(cast, cast.farah)
    assert "No plan yet" in words(browser(cast.marisol).get(reverse("supply:mine")))
