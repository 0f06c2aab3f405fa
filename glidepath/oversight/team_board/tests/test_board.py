"""The board: by urgency and age, within one's own people, live, and no slower with more people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from glidepath_clinical.red_flags import RULES

from glidepath.care.checkins.tests.people import (
    NOON,
    Clinic,
    add_patient,
    add_staff,
    check_in,
    check_in_of,
    client_of,
    open_clinic,
    standing_plan,
)
from glidepath.foundation import audit, clock
from glidepath.foundation.access import Actor, Role
from glidepath.oversight.team_board import board as board_page
from glidepath.oversight.team_board.board import build_board
from glidepath.oversight.team_board.disciplines import DOMAINS
from glidepath.oversight.team_board.sparks import spark_of
from glidepath.oversight.team_board.words import age_words, years_old
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import Reason, acknowledge, raise_alert
from glidepath.record.care_team.operations import join_team
from glidepath.record.observations.models import CheckIn
from glidepath.record.patients.models import Patient


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def nurse(clinic: Clinic) -> Client:
    """The nurse's browser."""
    return client_of(clinic.nurse)


def found(patient: Patient, urgency: str, domain: str, minutes: int = 0) -> Alert:
    """An alert so many minutes old."""
    at = NOON - timedelta(minutes=minutes)
    reason = Reason([f"{domain} {urgency}"])
    cause = f"{domain}:{urgency}"
    return raise_alert(patient=patient, rule="r", urgency=urgency, domain=domain, cause=cause, reason=reason, at=at)


def words_of(client: Client, address: str, **asked: str) -> str:
    """A page without its tags, as people read it."""
    return re.sub(r"<[^>]+>", "", client.get(address, asked).content.decode())


def test_an_alert_stands_under_its_urgency_with_reason_age_owner_and_next_action(clinic: Clinic, nurse: Client) -> None:
    standing_plan(clinic, date(2027, 3, 1))
    check_in(clinic, NOON - timedelta(minutes=4), no_fluids_24h=True)
    html = words_of(nurse, "/board/")
    assert "No fluids kept down for 24 hours" in html
    assert "4 min" in html
    assert "Nobody yet" in html
    assert "58 · morphine ER tablet 90 mg · present dose" in html
    assert "next to Dr Park in 2 min" in html
    assert f"/alerts/{Alert.objects.get().public_id}/" in nurse.get("/board/").content.decode()


def test_the_most_urgent_stand_first_and_in_a_group_the_oldest_nobody_took_on(clinic: Clinic) -> None:
    people = [add_patient(clinic.site, f"P{n}", "Q") for n in range(3)]
    nora = add_staff(clinic.site, "n2@example.org", "N", Role.PHYSICAL_THERAPIST, people)
    found(people[0], "ORANGE", "pain", 10)
    oldest = found(people[1], "ORANGE", "pain", 90)
    taken = found(people[2], "ORANGE", "pain", 300)
    found(people[0], "YELLOW", "mood")
    found(people[0], "RED", "overdose")
    acknowledge(by=nora, alert=taken, at=NOON)
    board = build_board(nora, NOON, {})
    names = [[row["name"] for row in group.rows] for group in board.groups]
    assert names == [["P0 Q"], ["P1 Q", "P0 Q", "P2 Q"], ["P0 Q"]]
    assert board.groups[1].rows[0]["id"] == oldest.public_id
    assert board.groups[1].note == "3 open, oldest 5 h 00"


def test_only_people_one_cares_for_are_on_the_board(clinic: Clinic, nurse: Client) -> None:
    stranger = add_patient(clinic.site, "Not", "Mine")
    elsewhere = open_clinic(" two")
    for patient in (stranger, elsewhere.patient):
        found(patient, "RED", "pain")
    html = nurse.get("/board/").content.decode()
    assert "Not Mine" not in html
    assert "Nobody needs you now" in html
    assert client_of(clinic.me).get("/board/").status_code == 403


def test_the_filters_show_their_own_and_count_everything(clinic: Clinic, nurse: Client) -> None:
    found(clinic.patient, "ORANGE", "supply")
    mine = found(clinic.patient, "YELLOW", "mood")
    acknowledge(by=clinic.nurse, alert=mine, at=NOON)
    shown = {
        key: [row["reason"] for group in build_board(clinic.nurse, NOON, {"show": key}).groups for row in group.rows]
        for key in ("", "mine", "nobody", "pharmacy", "psychology", "nonsense")
    }
    assert shown == {
        "": ["supply ORANGE", "mood YELLOW"],
        "mine": ["mood YELLOW"],
        "nobody": ["supply ORANGE"],
        "pharmacy": ["supply ORANGE"],
        "psychology": ["mood YELLOW"],
        "nonsense": ["supply ORANGE", "mood YELLOW"],
    }
    chips = {str(chip.label): chip.number for chip in build_board(clinic.nurse, NOON, {"show": "mine"}).chips}
    assert (chips["Everyone"], chips["Mine"], chips["Pharmacy"]) == (2, 1, 1)


@pytest.mark.hazard("HZ-14")
def test_an_alert_of_a_domain_without_a_discipline_stands_where_its_number_is_counted(clinic: Clinic) -> None:
    found(clinic.patient, "RED", "something new")
    board = build_board(clinic.nurse, NOON, {"show": "nursing"})
    assert {str(chip.label): chip.number for chip in board.chips}["Nursing"] == 1
    assert [row["reason"] for row in board.groups[0].rows] == ["something new RED"]


def fill(clinic: Clinic, count: int) -> None:
    people = [add_patient(clinic.site, f"Person{n}of{count}", "Fill") for n in range(count)]
    add_staff(clinic.site, f"s{count}@example.org", "Filler", Role.PHARMACIST, people)
    for patient in people:
        check_in_of(patient, no_fluids_24h=True)
        standing_plan(Clinic(clinic.site, patient, clinic.me, clinic.nurse, clinic.prescriber), date(2027, 3, 1))


@pytest.mark.parametrize("address", ["/board/", "/patients/"])
def test_the_number_of_queries_does_not_grow_with_the_number_of_people(clinic: Clinic, address: str) -> None:
    counts = []
    for people in (5, 50):
        fill(clinic, people)
        user = get_user_model().objects.get(email=f"s{people}@example.org")
        client = client_of(Actor(user.pk, user.name, Role.PHARMACIST, clinic.site.pk, mfa=True))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert "Person" in client.get(address).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_beyond_a_page_the_group_says_how_many_there_are_and_leads_on(
    clinic: Clinic, nurse: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_page, "PAGE", 2)
    for domain in ("a", "b", "c", "d", "e"):
        found(clinic.patient, "YELLOW", domain)
    html = nurse.get("/board/").content.decode()
    assert "1 to 2 of 5" in html
    assert "/board/?yellow=2" in html
    for asked, expected in (("3", "5 to 5 of 5"), ("99", "5 to 5 of 5"), ("x", "1 to 2 of 5"), ("-1", "1 to 2 of 5")):
        assert expected in nurse.get("/board/", {"yellow": asked}).content.decode()


@pytest.mark.hazard("HZ-14")
def test_every_red_alert_is_on_the_board_however_many_there_are(
    clinic: Clinic, nurse: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_page, "PAGE", 2)
    alerts = [found(clinic.patient, "RED", f"domain {n}", minutes=n) for n in range(7)]
    for domain in ("a", "b", "c"):
        found(clinic.patient, "ORANGE", domain)
    html = nurse.get("/board/", {"red": "2"}).content.decode()
    assert [f"/alerts/{one.public_id}/" in html for one in alerts] == [True] * 7
    assert "7 open, a person must answer" in html and "3 open, oldest" in html
    assert "5 more, in short" in html
    board = build_board(clinic.nurse, NOON, {})
    red = [row["reason"] for row in (*board.groups[0].rows, *board.groups[0].short)]
    assert red == [f"domain {n} RED" for n in reversed(range(7))]
    assert (board.groups[0].total, board.groups[1].total, len(board.groups[1].rows)) == (7, 3, 2)


@pytest.mark.hazard("HZ-41", "HZ-42")
def test_whoever_sees_the_board_or_the_list_is_noted_once_a_shift_for_each_person(
    clinic: Clinic, nurse: Client
) -> None:
    found(clinic.patient, "RED", "pain")
    found(clinic.patient, "YELLOW", "mood")
    calm = add_patient(clinic.site, "Calm", "Person")
    stranger = add_patient(clinic.site, "Not", "Mine")
    user = get_user_model().objects.get(pk=clinic.nurse.user_id)
    join_team(by=clinic.nurse, at=NOON, patient=calm, user=user, role=Role.NURSE)
    for hours in (0, 1, 7, 9):
        with clock.at(NOON + timedelta(hours=hours)):
            client_of(clinic.nurse).get("/board/")
            client_of(clinic.nurse).get("/patients/")
    seen = [(look.what, look.at) for look in audit.who_looked(clinic.patient.ref)]
    late = NOON + timedelta(hours=9)
    assert sorted(seen) == sorted((part, at) for part in ("team board", "list of people") for at in (NOON, late))
    assert [look.what for look in audit.who_looked(calm.ref)] == ["list of people"] * 2
    assert audit.who_looked(stranger.ref) == []
    assert audit.verify().holds


def test_the_board_asks_for_itself_again_when_an_alert_is_told(nurse: Client) -> None:
    html = nurse.get("/board/").content.decode()
    tag = re.search(r'<div id="board"[^>]*>', html)
    assert tag is not None
    assert "alerts" in tag[0]
    assert 'hx-select="#board"' in tag[0]


@pytest.mark.hazard("HZ-20")
def test_a_day_without_an_answer_is_a_gap_never_a_zero(clinic: Clinic) -> None:
    check_in(clinic, pain=4)
    check_in(clinic, NOON - timedelta(days=2), pain=None)
    spark = spark_of(CheckIn.objects.all(), "pain", date(2027, 3, 3))
    assert spark.values == (*([None] * 13), 4)
    assert spark_of([], "mood", date(2027, 3, 3)).finding == "mood: no data in 14 days"


def test_every_rules_domain_has_a_discipline_and_a_button() -> None:
    assert {rule.DOMAIN for rule in RULES} <= set(DOMAINS)


def test_words_for_ages() -> None:
    ages = [age_words(NOON - timedelta(minutes=minutes), NOON) for minutes in (0, 59, 65, 1439, 1440, 4000)]
    assert ages == ["0 min", "59 min", "1 h 05", "23 h 59", "1 d", "2 d"]
    assert years_old(date(1968, 3, 4), date(2027, 3, 3)) == 58
    assert years_old(None, date(2027, 3, 3)) is None
