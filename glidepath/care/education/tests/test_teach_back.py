"""The lesson before the start: a wrong answer explains and asks again; twice wrong asks a nurse to call."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from glidepath.care.education.lessons import LANGUAGES, UnknownLesson, lesson, source_titles
from glidepath.care.education.models import LessonCompletion, LessonTry
from glidepath.care.education.queries import BEFORE_YOU_START, lesson_done
from glidepath.record.alerts.models import Alert
from glidepath.record.patients.models import Patient


@pytest.fixture
def phone(patient: Patient) -> Client:
    """The patient's own browser."""
    client = Client()
    client.force_login(patient.user)
    return client


def send(phone: Client, question: str, right: bool, which: int = 0) -> str:
    """Answer one question right or wrong; the page that comes back."""
    asked = lesson(BEFORE_YOU_START, "en").question(question)
    assert asked is not None
    fitting = [one for one in asked.answers if one.right is right]
    answer = phone.post(reverse("education:ask", args=[question]), {"answer": fitting[which].key})
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_question_has_one_right_answer_and_says_something_to_every_answer() -> None:
    for language in LANGUAGES:
        for question in lesson(BEFORE_YOU_START, language).questions:
            assert [one.right for one in question.answers].count(True) == 1
            assert all(one.says for one in question.answers)


@pytest.mark.hazard("HZ-51")
def test_both_languages_have_the_same_pages_questions_and_answers() -> None:
    english, spanish = (lesson(BEFORE_YOU_START, language) for language in LANGUAGES)
    assert [part.key for part in english.parts] == [part.key for part in spanish.parts]
    assert [(q.key, q.part, [(a.key, a.right) for a in q.answers]) for q in english.questions] == [
        (q.key, q.part, [(a.key, a.right) for a in q.answers]) for q in spanish.questions
    ]


def test_every_page_names_sources_that_exist() -> None:
    for part in lesson(BEFORE_YOU_START, "en").parts:
        assert source_titles(part)


def test_a_lesson_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UnknownLesson, match="made-up"):
        lesson("made-up", "en")


@pytest.mark.hazard("HZ-51")
def test_a_wrong_answer_is_explained_and_asked_again_without_an_alert(phone: Client) -> None:
    page = send(phone, "old-dose", right=False)
    assert "Let us look at this again" in page
    assert "The old dose could stop your breathing" in page
    assert 'name="answer"' in page
    assert not Alert.objects.exists()


@pytest.mark.hazard("HZ-51")
def test_twice_wrong_on_one_question_asks_a_nurse_to_call_and_blocks_nothing(phone: Client, patient: Patient) -> None:
    send(phone, "old-dose", right=False)
    page = send(phone, "old-dose", right=False, which=1)
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency) == ("teach_back", "YELLOW")
    assert "A nurse will call you" in page
    for question in lesson(BEFORE_YOU_START, "en").questions:
        send(phone, question.key, right=True)
    assert lesson_done(patient.pk)
    assert Alert.objects.count() == 1


def test_one_wrong_answer_to_each_of_two_questions_raises_nothing(phone: Client) -> None:
    send(phone, "old-dose", right=False)
    send(phone, "cannot-wake", right=False)
    assert not Alert.objects.exists()


def test_the_completion_keeps_the_answers_the_version_and_how_many_it_took(phone: Client, patient: Patient) -> None:
    send(phone, "too-hard", right=False)
    for question in lesson(BEFORE_YOU_START, "en").questions:
        assert not lesson_done(patient.pk)
        send(phone, question.key, right=True)
    row = LessonCompletion.objects.get()
    assert (row.version, row.tries, row.answers["old-dose"]) == ("1", 5, "call")


def test_no_answer_is_told_and_counts_as_no_try(phone: Client) -> None:
    answer = phone.post(reverse("education:ask", args=["old-dose"]), {})
    assert answer.status_code == 422
    assert "Choose the answer that seems right to you" in answer.content.decode()
    assert not LessonTry.objects.exists()


def test_an_answer_that_is_not_offered_is_refused(phone: Client) -> None:
    assert phone.post(reverse("education:ask", args=["old-dose"]), {"answer": "made-up"}).status_code == 422
    assert not LessonTry.objects.exists()


def test_every_page_of_the_lesson_opens_with_the_clinics_own_numbers(phone: Client, patient: Patient) -> None:
    for part in lesson(BEFORE_YOU_START, "en").parts:
        page = phone.get(reverse("education:read", args=[part.key]))
        assert page.status_code == 200
        assert b"$" not in page.content.split(b"<main")[1].split(b"</main>")[0]
    assert patient.site.emergency_number in phone.get(reverse("education:read", args=["naloxone"])).content.decode()


def test_the_last_page_opens_only_after_the_lesson(phone: Client) -> None:
    assert phone.get(reverse("education:finished")).status_code == 302
    for question in lesson(BEFORE_YOU_START, "en").questions:
        send(phone, question.key, right=True)
    assert phone.get(reverse("education:finished")).status_code == 200


def test_a_page_that_is_not_there_is_not_found(phone: Client) -> None:
    assert phone.get(reverse("education:read", args=["made-up"])).status_code == 404
    assert phone.get(reverse("education:ask", args=["made-up"])).status_code == 404
