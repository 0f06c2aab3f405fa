"""The page of one person: the picture, the next step, visits; every look is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.tests.people import (
    NOON,
    Clinic,
    add_patient,
    answer_scale,
    check_in,
    check_in_of,
    client_of,
    open_clinic,
    standing_plan,
)
from glidepath.care.tapering.operations import hold
from glidepath.care.tapering.tests.cast import Cast, make_cast
from glidepath.care.tapering.tests.cast import running as start
from glidepath.foundation import audit, clock
from glidepath.foundation.access import Role
from glidepath.foundation.pieces.charts import Kind
from glidepath.foundation.pieces.draw_picture import draw_picture
from glidepath.oversight.team_board import people
from glidepath.oversight.team_board.doses import dose_periods
from glidepath.oversight.team_board.picture import picture_of
from glidepath.record.care_team.operations import join_team
from glidepath.record.plans.models import Plan, StepRelease
from glidepath.record.visits.models import Visit
from glidepath.record.visits.operations import VisitRefused, book, settle


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def nurse(clinic: Clinic) -> Client:
    """The nurse's browser."""
    return client_of(clinic.nurse)


@pytest.fixture
def running(db: None) -> Cast:
    """A clinic whose patient is on a plan of the engine's, at its present dose."""
    cast = make_cast()
    start(cast)
    return cast


def page_of(clinic: Clinic) -> str:
    return reverse("team_board:patient", args=[clinic.patient.public_id])


def read(client: Client, address: str) -> str:
    """A page without its tags, as people read it."""
    return re.sub(r"<[^>]+>", "", client.get(address).content.decode())


def test_before_anything_is_known_the_page_says_what_to_do_next(clinic: Clinic, nurse: Client) -> None:
    words = read(nurse, page_of(clinic))
    assert "No dose to draw yet" in words
    assert "no plan runs" in words
    assert "not known" in words  # naloxone


def test_the_page_shows_dose_alerts_team_and_the_next_step(running: Cast) -> None:
    check_in_of(running.patient, NOON, no_fluids_24h=True)
    words = read(client_of(running.nora), reverse("team_board:patient", args=[running.patient.public_id]))
    assert "morphine ER tablet 270 mg" in words
    assert "No fluids kept down for 24 hours" in words
    assert "Next step 1: 225 mg a day" in words
    assert "Not now." in words
    assert "Open RED alert: " in words
    assert "Dr Park" in words
    assert "pharmacist" in words
    assert "Show the numbers" in words


@pytest.mark.hazard("HZ-41")
def test_every_look_at_the_page_is_seen_by_the_person(clinic: Clinic, nurse: Client) -> None:
    nurse.get(page_of(clinic))
    looks = audit.who_looked(clinic.patient.ref)
    assert [(look.name, look.what) for look in looks] == [("Nora Lind", "patient page")]
    words = read(client_of(clinic.me), "/who-looked/")
    assert "Nora Lind, nurse" in words
    assert "your page" in words


def test_a_person_one_does_not_care_for_is_not_there(clinic: Clinic, nurse: Client) -> None:
    stranger = add_patient(clinic.site, "Not", "Mine")
    elsewhere = open_clinic(" two")
    for patient in (stranger, elsewhere.patient):
        assert nurse.get(reverse("team_board:patient", args=[patient.public_id])).status_code == 404
        assert nurse.post(reverse("team_board:book_visit", args=[patient.public_id]), {}).status_code == 404
    assert client_of(clinic.me).get(page_of(clinic)).status_code == 403


@pytest.mark.parametrize("span", ["10w", "6m", "all", "", "nonsense"])
def test_any_span_draws_a_picture(clinic: Clinic, span: str) -> None:
    standing_plan(clinic, date(2027, 2, 1))
    check_in(clinic)
    answer_scale(clinic, "peg", {"peg_pain": 5, "peg_enjoyment": 5, "peg_activity": 5})
    picture = picture_of(clinic.patient, NOON, span)
    assert picture is not None
    assert [str(lane.title) for lane in picture.lanes] == ["Pain", "Function", "Mood", "Sleep", "Withdrawal"]
    assert all(part.shapes for part in draw_picture(picture))


def release(plan: Plan, clinic: Clinic, number: int, on: date) -> None:
    StepRelease.objects.create(
        plan=plan, patient=clinic.patient, site=clinic.site, step_number=number, effective_on=on,
        released_by_id=clinic.prescriber.user_id, released_at=NOON, consent_ref=clinic.patient.public_id,
    )  # fmt: skip


def test_the_drawn_doses_are_the_released_steps_the_rests_and_the_next_step_as_planned(clinic: Clinic) -> None:
    plan = standing_plan(clinic, date(2027, 2, 1))
    before = dose_periods(plan, date(2027, 3, 3))
    assert [(one.starts_on, one.daily, one.kind) for one in before] == [
        (date(2027, 2, 1), Decimal(90), Kind.TAKEN),
        (date(2027, 3, 4), Decimal(75), Kind.PLANNED),
    ]
    release(plan, clinic, 1, date(2027, 3, 2))
    hold(by=clinic.nurse, at=NOON, patient=clinic.patient)
    after = dose_periods(Plan.objects.get(pk=plan.pk), date(2027, 3, 3))
    assert [(one.starts_on, one.daily, one.kind) for one in after] == [
        (date(2027, 2, 1), Decimal(90), Kind.TAKEN),
        (date(2027, 3, 2), Decimal(75), Kind.TAKEN),
        (date(2027, 3, 3), Decimal(75), Kind.HOLD),
    ]


@pytest.mark.hazard("HZ-20")
def test_the_lanes_hold_only_the_persons_own_answers_and_gaps_stay_gaps(clinic: Clinic) -> None:
    standing_plan(clinic, date(2027, 2, 1))
    check_in(clinic, NOON - timedelta(days=3), pain=4)
    check_in(clinic, NOON, pain=None)
    picture = picture_of(clinic.patient, NOON)
    assert picture is not None
    pain = picture.lanes[0].points
    assert [(point.on, point.value) for point in pain] == [(date(2027, 2, 28), Decimal(4)), (date(2027, 3, 3), None)]


def visit(clinic: Clinic, **changes: str) -> dict[str, str]:
    user = get_user_model().objects.get(pk=clinic.nurse.user_id)
    sent = {"on": "2027-03-10", "time": "10:30", "kind": "follow_up", "way": "phone", "with_user": str(user.public_id)}
    return {f"visit-{name}": value for name, value in {**sent, **changes}.items()}


def test_a_visit_is_booked_in_the_persons_own_time_and_seen_on_today(clinic: Clinic, nurse: Client) -> None:
    address = reverse("team_board:book_visit", args=[clinic.patient.public_id])
    for _click in range(2):
        nurse.post(address, visit(clinic))
    booked = Visit.objects.get()
    assert booked.starts_at == datetime(2027, 3, 10, 10, 30, tzinfo=ZoneInfo("America/Denver"))
    words = read(client_of(clinic.me), "/today/")
    assert "Wednesday, March 10, 10:30 a.m." in words
    assert "Nora Lind calls you" in words


@pytest.mark.hazard("HZ-22")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "2027-03-14", "time": "02:30"}, "This time does not exist on that day"),
        ({"on": "2027-03-02"}, "This moment is past"),
        ({"on": "tomorrow"}, "valid date"),
        ({"time": "25:00"}, "valid time"),
        ({"kind": "party"}, "valid choice"),
        ({"way": "dove"}, "valid choice"),
        ({"with_user": "someone"}, "valid choice"),
    ],
)
def test_a_visit_that_cannot_be_is_named_and_not_booked(
    clinic: Clinic, nurse: Client, changes: dict[str, str], said: str
) -> None:
    answer = nurse.post(reverse("team_board:book_visit", args=[clinic.patient.public_id]), visit(clinic, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Visit.objects.exists()


def test_a_visit_is_settled_once(clinic: Clinic, nurse: Client) -> None:
    user = get_user_model().objects.get(pk=clinic.nurse.user_id)
    booked = book(
        by=clinic.nurse, at=NOON - timedelta(days=2), patient=clinic.patient, kind="follow_up",
        starts_at=NOON - timedelta(days=1), way="phone", with_user=user,
    )  # fmt: skip
    address = reverse("team_board:settle_visit", args=[booked.public_id])
    assert "Choose held" in nurse.post(address, {"state": "won"}, follow=True).content.decode()
    nurse.post(address, {"state": "held"})
    booked.refresh_from_db()
    assert (booked.state, booked.held_at) == ("held", booked.starts_at)
    assert "settled this visit first" in nurse.post(address, {"state": "missed"}, follow=True).content.decode()


def test_a_visit_to_come_can_be_cancelled_but_not_held(clinic: Clinic) -> None:
    user = get_user_model().objects.get(pk=clinic.nurse.user_id)
    booked = book(
        by=clinic.nurse, at=NOON, patient=clinic.patient, kind="follow_up", starts_at=NOON + timedelta(days=1),
        way="phone", with_user=user,
    )  # fmt: skip
    with pytest.raises(VisitRefused):
        settle(by=clinic.nurse, at=NOON, visit=booked, state="held")
    assert settle(by=clinic.nurse, at=NOON, visit=booked, state="cancelled").state == "cancelled"
    with pytest.raises(VisitRefused):
        book(
            by=clinic.nurse, at=NOON, patient=clinic.patient, kind="follow_up", starts_at=NOON, way="phone",
            with_user=user,
        )  # fmt: skip


def found_by(nurse: Client, **asked: str) -> str:
    """The list after looking for somebody. The name is sent in the form, never in the address."""
    answer = nurse.post("/patients/", asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("words", ["ana", "RUIZ", "an ru"])
def test_a_person_is_found_by_parts_of_the_name(clinic: Clinic, nurse: Client, words: str) -> None:
    assert "Ruiz, Ana" in found_by(nurse, q=words)


def test_no_form_on_the_list_or_the_board_puts_a_name_into_an_address(clinic: Clinic, nurse: Client) -> None:
    for page in ("/patients/", "/board/"):
        html = nurse.get(page).content.decode()
        assert re.search(r'<form[^>]*method="post"[^>]*role="search"', html), page
    assert "Ruiz, Ana" in nurse.get("/patients/", {"q": "nobody"}).content.decode()
    found = found_by(nurse, q="ana")
    assert "?q=" not in found and "q=ana" not in found


def test_the_pages_of_a_search_keep_what_was_looked_for(
    clinic: Clinic, nurse: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "PAGE", 1)
    anabel = add_patient(clinic.site, "Anabel", "Soto")
    user = get_user_model().objects.get(pk=clinic.nurse.user_id)
    join_team(by=clinic.nurse, at=NOON, patient=anabel, user=user, role=Role.NURSE)
    first, second = found_by(nurse, q="ana"), found_by(nurse, q="ana", page="2")
    assert "Ruiz, Ana" in first and "Soto, Anabel" not in first
    assert "Soto, Anabel" in second and 'name="q" value="ana"' in second


@pytest.mark.parametrize(
    "asked", [{"q": "zz"}, {"q": "x" * 300}, {"page": "99"}, {"page": "x"}, {"q": "\x00"}, {"q": "%"}]
)
def test_odd_searches_are_answered(clinic: Clinic, nurse: Client, asked: dict[str, str]) -> None:
    assert nurse.get("/patients/", asked).status_code == 200
    assert nurse.post("/patients/", asked).status_code == 200
