"""One page that offers a signed plan in every form, and the five forms. Each one that is taken leaves a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from glidepath.foundation import audit
from glidepath.foundation.access import Role, can, one, policy
from glidepath.foundation.clock import local_date, now
from glidepath.interfaces.documents import files, paper, presenters
from glidepath.interfaces.documents.frozen_plan import LANGUAGES, FrozenPlan, NotWritten, frozen_plan
from glidepath.record.alerts.queries import stops_doses
from glidepath.record.plans.models import Plan

THEMSELVES = (Role.PATIENT, Role.CAREGIVER)
Write = Callable[[FrozenPlan, datetime], bytes]


@policy("plan.read")
@require_safe
def page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The forms of one plan. What is not signed takes no form, and the page says so."""
    plan = one(request.actor, Plan, "plan.read", plan_id)
    audit.looked(by=request.actor, patient_ref=plan.patient.ref, what="plan")
    return _page(request, plan, 200)


@policy("plan.read")
@require_safe
def pdf(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The plan on paper, in the reader's language."""
    return _written(request, plan_id, "pdf", lambda frozen, at: paper.plan_pdf(frozen, _language(), at))


@policy("plan.read")
@require_safe
def calendar(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The steps as a calendar file; `?details=no` leaves dates alone in it."""
    details = request.GET.get("details") != "no"
    return _written(request, plan_id, "ics", lambda frozen, at: files.calendar_file(frozen, _language(), at, details))


@policy("plan.read")
@require_safe
def pharmacy(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The text for the pharmacy, in English."""
    return _written(request, plan_id, "txt", files.pharmacy_text)


@policy("plan.read")
@require_safe
def fhir(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The plan as FHIR R4."""
    return _written(request, plan_id, "fhir", lambda frozen, _at: files.fhir_json(frozen, _language()))


@policy("plan.file")
@require_safe
def whole(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Everything the plan was computed from, answers about the person's health among it; so no caregiver gets it."""
    return _written(request, plan_id, "json", lambda frozen, _at: files.whole_json(frozen), "plan.file")


def _written(request: HttpRequest, plan_id: UUID, form: str, write: Write, action: str = "plan.read") -> HttpResponse:
    plan = one(request.actor, Plan, action, plan_id)
    at = now()
    today = local_date(at, plan.patient.zone)
    audit.looked(by=request.actor, patient_ref=plan.patient.ref, what="plan")
    try:
        _refuse_while_stopped(request, plan)
        content = write(frozen_plan(plan, today), at)
    except NotWritten as reason:
        return _page(request, plan, 409, reason.code)
    with transaction.atomic():
        audit.record(
            by=request.actor,
            action="plan.export",
            object_ref=f"plan:{plan.public_id}",
            patient_ref=plan.patient.ref,
            at=at,
            after={"form": form, "hash": plan.content_hash},
        )
    kind = presenters.KINDS[form]
    name = {"Content-Disposition": f'attachment; filename="{kind.file_name}"'}
    return HttpResponse(content, content_type=kind.media_type, headers=name)


def _page(request: HttpRequest, plan: Plan, status: int, why: str = "") -> HttpResponse:
    own = request.actor.role in THEMSELVES
    found = why or _why_not(request, plan)
    context = {
        "plan": plan,
        "patient": plan.patient,
        "own": own,
        "base": "patient_base.html" if own else "clinic_base.html",
        "why": presenters.why_not(found) if found else "",
        "offers": [] if found else presenters.offers(plan, bool(can(request.actor, "plan.file"))),
    }
    return render(request, "documents/page.html", context, status=status)


def _refuse_while_stopped(request: HttpRequest, plan: Plan) -> None:
    """After signs of an overdose no paper tells the person a dose, as no page does. Raises NotWritten."""
    if request.actor.role in THEMSELVES and stops_doses(plan.patient_id):
        raise NotWritten("doses_stopped")


def _why_not(request: HttpRequest, plan: Plan) -> str:
    try:
        _refuse_while_stopped(request, plan)
        frozen_plan(plan, local_date(now(), plan.patient.zone))
    except NotWritten as reason:
        return reason.code
    return ""


def _language() -> str:
    """The reader's language where the plan has frozen words in it, else English."""
    language = (get_language() or "en").split("-")[0]
    return language if language in LANGUAGES else "en"
