"""What follows an answer: the page after sending, and the page on which an answer is read again."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from glidepath.care.checkins.daily_page import daily_answers
from glidepath.care.checkins.presenters import after, is_urgent, scale_answers, speaks_of_suicide, title_of, who_said
from glidepath.care.checkins.scale_form import ScaleForm
from glidepath.care.checkins.scale_pages import SCREENER, ScalePage, scale_page
from glidepath.care.checkins.screening import begin_screen, may_screen
from glidepath.foundation import audit
from glidepath.foundation.access import Role, can, one, policy
from glidepath.foundation.clock import local_date, now
from glidepath.record.observations.models import CheckIn, ScaleResponse
from glidepath.record.sites.queries import next_staffed_at


def fresh_id(form: Any) -> UUID:
    """The id the form carries: the same after a mistake, a new one when the old one is used up."""
    sent = form.cleaned_data.get("client_uuid") if form.is_bound and not getattr(form, "used_up", False) else None
    return sent or uuid4()


def answered(request: HttpRequest, entry: Any, kind: str) -> HttpResponse:
    """Danger is answered in the same response; everything else by the page after sending."""
    ref = f"{kind}:{entry.public_id}"
    if request.actor.role is Role.PATIENT and is_urgent(entry, ref):
        return _after_page(request, entry, after(entry, ref, now()))
    if request.actor.role in (Role.PATIENT, Role.CAREGIVER):
        return redirect("checkins:done" if kind == "check_in" else "checkins:scale_done", entry.public_id)
    if _leads_to_the_screener(entry):
        return redirect("checkins:scale_for_patient", entry.patient.public_id, SCREENER)
    return redirect("checkins:entry" if kind == "check_in" else "checkins:scale_entry", entry.public_id)


def _leads_to_the_screener(entry: Any) -> bool:
    return isinstance(entry, ScaleResponse) and entry.scale != SCREENER and speaks_of_suicide(entry)


def _after_page(request: HttpRequest, entry: Any, said: Any) -> HttpResponse:
    patient = entry.patient
    audit.looked(by=request.actor, patient_ref=patient.ref, what="answers")
    context = {"said": said, "entry": entry, "patient": patient, "site": patient.site}
    screener = _screener_now(request, entry) if _leads_to_the_screener(entry) else {}
    return render(request, "checkins/done.html", context | screener)


def _screener_now(request: HttpRequest, entry: ScaleResponse) -> dict[str, Any]:
    """The screener in the same sitting, begun now; only the hours when nobody would see the answers."""
    patient, at = entry.patient, now()
    if not may_screen(entry.site_id, at):
        return {"opens_at": next_staffed_at(entry.site_id, at), "waits": True}
    page = scale_page(entry.site_id, SCREENER, local_date(at, patient.zone), get_language() or "en")
    if not isinstance(page, ScalePage):
        return {}
    begin_screen(by=request.actor, patient=patient, cause=f"scale:{entry.public_id}", at=at)
    form = ScaleForm(page=page, initial={"client_uuid": uuid4()})
    return {"page": page, "form": form, "fresh_id": fresh_id(form)}


@policy("checkin.write")
def done(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What happens now, after a check-in."""
    entry = one(request.actor, CheckIn, "checkin.write", entry_id)
    return _after_page(request, entry, after(entry, f"check_in:{entry.public_id}", now()))


@policy("scale.write")
def scale_done(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What happens now, after a scale."""
    entry = one(request.actor, ScaleResponse, "scale.write", entry_id)
    return _after_page(request, entry, after(entry, f"scale:{entry.public_id}", now()))


@policy("answers.read")
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One check-in with every answer: the source behind a number."""
    row = one(request.actor, CheckIn, "answers.read", entry_id)
    may_correct = row.correction is None and can(request.actor, "answers.correct").allowed
    return _entry_page(request, row, None, daily_answers(row), may_correct=may_correct)


@policy("answers.read")
def scale_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One answered scale, item by item: the source behind a number."""
    row = one(request.actor, ScaleResponse, "answers.read", entry_id)
    return _entry_page(request, row, title_of(row), scale_answers(row))


def _entry_page(request: HttpRequest, row: Any, title: str | None, answers: list[Any], **more: Any) -> HttpResponse:
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="answers")
    who = who_said(row.patient, row)
    context = {"entry": row, "patient": row.patient, "answers": answers, "title": title, "who": who}
    return render(request, "checkins/entry.html", context | more)
