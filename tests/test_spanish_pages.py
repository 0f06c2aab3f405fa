"""A person who reads Spanish: no page of theirs says a sentence in English, in any state of their plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from glidepath.care.consent.operations import name_milestones
from glidepath.care.education.lessons import lesson
from glidepath.care.tapering.operations import hold
from glidepath.care.tapering.tests.browsers import browser
from glidepath.care.tapering.tests.cast import MONDAY, Cast, agree, learn, make_cast, on_day, released, signed
from glidepath.foundation import clock
from glidepath.record.alerts.models import Alert
from glidepath.record.plans.frozen import doses_in_words
from glidepath.record.plans.models import Plan
from tests.reading import left_in_english, texts_of

ALWAYS = (
    "/today/",
    "/progress/",
    "/who-looked/",
    "/my-plan/",
    "/my-plan/milestones/",
    "/pause/",
    "/check-in/",
    "/answers/peg/",
    "/answers/phq9/",
    "/answers/gad7/",
    "/learn/",
    "/learn/done/",
    "/my-start/",
    "/my-start/feeling/",
    "/my-start/life/",
    "/my-start/person/",
    "/my-start/naloxone/",
    "/help-now/",
)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The pages live on the cast's Monday."""
    with clock.at(MONDAY):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """A clinic where the person reads Spanish."""
    made = make_cast()
    get_user_model().objects.filter(pk=made.marisol.user_id).update(language="es")
    made.patient.language = "es"
    made.patient.save()
    return made


def running(cast: Cast) -> Plan:
    """A plan that runs; what matters is named in the person's own language."""
    plan = signed(cast)
    name_milestones(by=cast.marisol, at=cast.at, patient=cast.patient, words=["Ir al mercado", "Leer a mi nieto"])
    learn(cast)
    agree(cast, plan)
    plan.refresh_from_db()
    return plan


def english_on(client: Client, *paths: str) -> dict[str, list[str]]:
    """The texts in English on each page that has any."""
    found = {}
    for path in paths:
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        assert '<html lang="es"' in answer.content.decode(), path
        found[path] = left_in_english(answer.content.decode())
    return {path: texts for path, texts in found.items() if texts}


def test_a_reader_of_pages_finds_english_and_passes_what_is_marked_as_english() -> None:
    page = '<html lang="es"><p>Today</p><p lang="en">Today</p><p>Hoy</p><button aria-label="My plan">Sí</button></html>'
    assert left_in_english(page) == ["Today", "My plan"]


def test_before_there_is_a_plan_every_page_is_in_spanish(cast: Cast) -> None:
    assert english_on(browser(cast.marisol), *ALWAYS) == {}


def test_with_a_signed_plan_every_page_is_in_spanish(cast: Cast) -> None:
    plan = signed(cast)
    agreeing = reverse("consent:give", args=[plan.public_id, 0])
    assert english_on(browser(cast.marisol), agreeing, *ALWAYS) == {}


def test_every_page_and_question_of_the_lesson_is_in_spanish(cast: Cast) -> None:
    taken = lesson("before-you-start", "es")
    assert taken.language == "es"
    client = browser(cast.marisol)
    reading = [reverse("education:read", args=[part.key]) for part in taken.parts]
    asking = [reverse("education:ask", args=[question.key]) for question in taken.questions]
    assert english_on(client, *reading, *asking) == {}
    for question, path in zip(taken.questions, asking, strict=True):
        for one in question.answers:
            answer = client.post(path, {"answer": one.key}, follow=True)
            assert left_in_english(answer.content.decode()) == [], (question.key, one.key)


def test_with_a_running_plan_every_page_is_in_spanish(cast: Cast) -> None:
    plan = running(cast)
    pages = [reverse("consent:give", args=[plan.public_id, number]) for number in (0, 1)]
    pages.append(reverse("documents:page", args=[plan.public_id]))
    assert english_on(browser(cast.marisol), *pages, *ALWAYS) == {}


def test_after_a_step_and_while_resting_every_page_is_in_spanish(cast: Cast) -> None:
    plan = running(cast)
    with clock.at(on_day(7)):
        released(cast, plan, 1, on_day(7))
        assert english_on(browser(cast.marisol), *ALWAYS) == {}
        client = browser(cast.marisol)
        paused = client.post("/pause/", {"reason": "Necesito tiempo"}, follow=True)
        assert left_in_english(paused.content.decode()) == []
        assert english_on(client, *ALWAYS) == {}


CALM = {"pain": "3", "interference": "3", "sleep": "5", "mood": "6", "withdrawal": "1", "taken_as_planned": "yes"}


@pytest.mark.parametrize(
    ("told", "status"),
    [
        pytest.param({}, 422, id="nothing answered"),
        pytest.param({"extra_doses": "many", "days_of_tablets_left": "-1"}, 422, id="no numbers"),
        pytest.param({**CALM, "signs": ["none"]}, 200, id="a calm day"),
        pytest.param({"signs": ["hard_to_wake_or_slow_breathing"]}, 200, id="signs of an overdose"),
        pytest.param({"signs": ["no_fluids_24h"]}, 200, id="no fluids"),
        pytest.param({"want_call": "on"}, 200, id="asks for a call"),
    ],
)
def test_what_follows_a_check_in_is_told_in_spanish(cast: Cast, told: dict[str, object], status: int) -> None:
    running(cast)
    client = browser(cast.marisol)
    opened = client.get("/check-in/")
    answer = client.post("/check-in/", {"client_uuid": opened.context["fresh_id"], **told}, follow=True)
    assert answer.status_code == status
    assert left_in_english(answer.content.decode()) == []
    assert english_on(client, "/today/") == {}


def test_who_looked_is_told_in_spanish(cast: Cast) -> None:
    seen = reverse("team_board:patient", args=[cast.patient.public_id])
    assert browser(cast.dr_park).get(seen).status_code == 200
    client = browser(cast.marisol)
    assert "prescriptor" in client.get("/who-looked/").content.decode()
    assert english_on(client, "/who-looked/", "/my-supply/") == {}


def test_the_teams_pages_are_in_spanish_for_staff_who_read_it(cast: Cast) -> None:
    plan = running(cast)
    hold(by=cast.marisol, at=cast.at, patient=cast.patient, reason="Necesito tiempo")
    get_user_model().objects.update(language="es")
    one = f"/patients/{cast.patient.public_id}/"
    its_plan = reverse("tapering:plan", args=[cast.patient.public_id, plan.public_id])
    alert = reverse("escalation:alert", args=[Alert.objects.get(patient=cast.patient, rule="patient_paused").public_id])
    pages = [one, f"{one}supply/", f"{one}medicines/", f"{one}baseline/", f"{one}plan/propose/", f"{one}cows/"]
    assert english_on(browser(cast.nora), f"{one}check-in/", "/import/") == {}
    client = browser(cast.dr_park)
    assert english_on(client, "/board/", "/patients/", *pages, its_plan, f"{its_plan}step/1/release/", alert) == {}


@pytest.mark.parametrize("path", ["/accounts/login/", "/help-now/", "/nowhere/"])
def test_before_sign_in_a_browser_that_asks_for_spanish_gets_it(db: None, path: str) -> None:
    answer = Client().get(path, headers={"accept-language": "es-MX,es;q=0.9"}, follow=True)
    page = answer.content.decode()
    assert '<html lang="es"' in page
    assert left_in_english(page) == []


def test_the_doses_of_today_are_the_frozen_spanish_words(cast: Cast) -> None:
    plan = running(cast)
    shown = " ".join(text.words for text in texts_of(browser(cast.marisol).get("/today/").content.decode()))
    for dose in doses_in_words(plan.steps.get(number=0), "es"):
        assert "tableta" in dose["words"]
        assert dose["words"] in shown.replace(" ,", ",")


def test_the_help_page_says_how_the_crisis_line_answers_in_spanish(cast: Cast) -> None:
    shown = " ".join(text.words for text in texts_of(browser(cast.marisol).get("/help-now/").content.decode()))
    assert "oprima 2" in shown
    assert "988 Línea de Prevención del Suicidio y Crisis" in shown
    assert "Llame ahora al 911." in shown
