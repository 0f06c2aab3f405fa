"""What the engine says on a page is in the page's language: reasons, offers, questions, frameworks."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from glidepath_clinical.tapering import QUESTIONS
from glidepath_clinical.tapering import frameworks as core_frameworks

from glidepath.care.tapering import doubts, engine, readiness
from glidepath.care.tapering.refusal import Because
from glidepath.care.tapering.tests.browsers import address, browser, words
from glidepath.care.tapering.tests.cast import MONDAY, Cast, proposed
from glidepath.care.tapering.wording import PATIENT, REFUSING, sentence
from glidepath.foundation import clock


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The pages live on the cast's Monday."""
    with clock.at(MONDAY):
        yield


VALUES = {"count": "1", "check": "cap_is_kept", "seconds": "9", "start": "a", "end": "b", "name": "n", "code": "c"}


def codes_before_a_start() -> list[str]:
    """Every reason code that can stand between a person and the start of the plan, read from the source."""
    sources = inspect.getsource(readiness) + inspect.getsource(doubts)
    return sorted(set(re.findall(r'Because\(\s*"(\w+)"', sources)) | {"naloxone_missing", "naloxone_unknown"})


@pytest.mark.parametrize("code", codes_before_a_start())
def test_every_reason_that_a_person_can_meet_has_plain_words_in_both_languages(code: str) -> None:
    assert code in PATIENT
    with translation.override("en"):
        english = sentence(Because(code, VALUES), PATIENT)
    with translation.override("es"):
        spanish = sentence(Because(code, VALUES), PATIENT)
    assert english != spanish
    assert code not in english


def test_a_refusal_of_the_engine_is_told_in_spanish_on_a_spanish_page_with_its_numbers() -> None:
    because = "the goal of 300 mg a day is above the present 270 mg"
    with translation.override("es"):
        told = sentence(Because("goal_above_present_dose", {"because": because}))
    assert "la meta de 300 mg al día está por encima de los 270 mg actuales" in told
    assert "goal" not in told


@pytest.mark.parametrize("code", REFUSING)
def test_the_name_of_a_refusal_is_spanish_on_a_spanish_page(code: str) -> None:
    with translation.override("en"):
        english = str(REFUSING[code])
    with translation.override("es"):
        assert str(REFUSING[code]) != english


def test_what_has_no_spanish_is_left_out_of_a_spanish_refusal_and_its_name_stays() -> None:
    with translation.override("es"):
        told = sentence(Because("unusable_input", {"field": "x", "message": "is missing"}))
    assert told == "El motor no puede leer esta solicitud"


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_about_the_person_is_asked_in_the_readers_language(name: str) -> None:
    with translation.override("es"):
        assert engine.question_for(name).startswith("¿") or name == "population"
    with translation.override("en"):
        assert engine.question_for(name) == QUESTIONS[name]


def test_frameworks_are_told_in_the_readers_language() -> None:
    with translation.override("es"):
        spanish = engine.frameworks()
    assert [row.id for row in spanish] == [row.id for row in core_frameworks()]
    assert all(row.summary != core.summary for row, core in zip(spanish, core_frameworks(), strict=True))
    known = engine.framework_named("va-slower")
    assert known is not None
    assert known.name == "VA slower taper (months or years)"


def test_a_spanish_plan_page_holds_no_sentence_of_the_engine_in_english(cast: Cast) -> None:
    plan = proposed(cast)
    get_user_model().objects.filter(pk=cast.farah.user_id).update(language="es")
    told = words(browser(cast.farah).get(address("plan", plan)))
    assert "Reducción lenta de la VA (meses o años)" in told
    for line in plan.frozen["because"]:
        assert line not in told


def test_a_spanish_comparison_tells_frameworks_and_other_ways_in_spanish(cast: Cast) -> None:
    get_user_model().objects.filter(pk=cast.dr_park.user_id).update(language="es")
    asked = {"goal": "stop", "starts_on": "2027-01-11"}
    told = words(browser(cast.dr_park).get(reverse("paces:compare", args=[cast.patient.public_id]), asked))
    assert "Un sexto de la dosis original cada cuatro semanas." in told
    for framework in core_frameworks():
        assert framework.summary not in told
        assert framework.name not in told
