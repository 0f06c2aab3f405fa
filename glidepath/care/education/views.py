"""The lesson: one page of reading or one question at a time, no script needed."""

from __future__ import annotations

from string import Template
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from glidepath.care.education.lessons import Lesson, Question, lesson, source_titles
from glidepath.care.education.operations import TRIES_BEFORE_A_CALL, answer
from glidepath.care.education.queries import BEFORE_YOU_START, answered_right, completion_of, tries_of
from glidepath.foundation.access import policy
from glidepath.foundation.clock import now
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import patient_of


class AnswerForm(forms.Form):
    """One answer to one question; nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose the answer that seems right to you.")}
    )

    def __init__(self, *args: Any, question: Question, fill: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label = fill(question.asks)
        field.choices = [(one.key, fill(one.words)) for one in question.answers]


def _lesson() -> Lesson:
    return lesson(BEFORE_YOU_START, (get_language() or "en").split("-")[0])


def _filler(patient: Patient) -> Any:
    numbers = {"emergency": patient.site.emergency_number, "crisis": patient.site.crisis_line}
    return lambda text: Template(text).substitute(numbers)


@policy("lesson.take")
def cover(request: HttpRequest) -> HttpResponse:
    """What the lesson is about, how far the person is, and the next page."""
    patient, course = patient_of(request.actor.patient_id), _lesson()
    right = answered_right(patient.pk, course.key, course.version)
    context = {
        "lesson": course,
        "right": right,
        "done": completion_of(patient.pk),
        "next": _next_question(course, right),
    }
    return render(request, "education/cover.html", context)


@policy("lesson.take")
def read(request: HttpRequest, key: str) -> HttpResponse:
    """One page of reading."""
    patient, course = patient_of(request.actor.patient_id), _lesson()
    place = next((place for place, part in enumerate(course.parts) if part.key == key), None)
    if place is None:
        raise Http404
    part, fill = course.parts[place], _filler(patient)
    context = {
        "lesson": course,
        "part": part,
        "paragraphs": [fill(text) for text in part.paragraphs],
        "points": [fill(text) for text in part.points],
        "sources": source_titles(part),
        "number": place + 1,
        "next_part": course.parts[place + 1] if place + 1 < len(course.parts) else None,
        "previous_part": course.parts[place - 1] if place else None,
        "first_question": course.questions[0],
    }
    return render(request, "education/read.html", context)


@policy("lesson.take")
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """One question. After an answer the same page explains it; a wrong one is asked again."""
    patient, course = patient_of(request.actor.patient_id), _lesson()
    question = course.question(key)
    if question is None:
        raise Http404
    fill = _filler(patient)
    form = AnswerForm(request.POST if request.method == "POST" else None, question=question, fill=fill)
    chosen = None
    if request.method == "POST" and form.is_valid():
        chosen = question.answer(form.cleaned_data["answer"])
        answer(by=request.actor, at=now(), patient=patient, lesson=course, question=question, answer=chosen)
        if not chosen.right:
            form = AnswerForm(question=question, fill=fill)
    right = answered_right(patient.pk, course.key, course.version)
    context = {
        "lesson": course,
        "question": question,
        "number": course.questions.index(question) + 1,
        "form": form,
        "chosen": chosen,
        "says": fill(chosen.says) if chosen else "",
        "nurse_calls": _wrong(patient, course, question) >= TRIES_BEFORE_A_CALL,
        "next": _next_question(course, right),
        "done": completion_of(patient.pk),
    }
    return render(request, "education/ask.html", context, status=422 if form.errors else 200)


def _wrong(patient: Patient, course: Lesson, question: Question) -> int:
    tries = tries_of(patient.pk, course.key, course.version)
    return sum(1 for row in tries if row.question == question.key and not row.right)


def _next_question(course: Lesson, right: dict[str, str]) -> Question | None:
    return next((question for question in course.questions if question.key not in right), None)


@policy("lesson.take")
def finished(request: HttpRequest) -> HttpResponse:
    """The lesson was understood."""
    done = completion_of(request.actor.patient_id)
    if done is None:
        return redirect("education:lesson")
    return render(request, "education/finished.html", {"lesson": _lesson(), "done": done})
