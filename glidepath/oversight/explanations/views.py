"""The page that ranks what may lie behind it when somebody feels worse. It keeps nothing and changes nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from glidepath.foundation import audit
from glidepath.foundation.access import one, policy
from glidepath.foundation.clock import local_date, now
from glidepath.oversight.explanations.forms import CourseForm
from glidepath.oversight.explanations.known import course_of, explained
from glidepath.oversight.explanations.presenters import explained_view, known_lines
from glidepath.record.patients.models import Patient


@policy("explanations.read")
def why_worse(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What is known, the questions that tell the explanations apart, and the explanations by these answers."""
    patient = one(request.actor, Patient, "explanations.read", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="explanations")
    form = CourseForm(request.POST if request.method == "POST" else None, today=local_date(now(), patient.zone))
    answers = form.answers() if request.method == "POST" and form.is_valid() else {}
    course = course_of(patient, now(), answers)
    context = {
        "patient": patient,
        "form": form,
        "known": known_lines(course),
        "found": explained_view(explained(patient, course)),
        "answered": bool(answers),
    }
    return render(request, "explanations/why_worse.html", context, status=422 if form.errors else 200)
