"""The board, the list of people, and the page of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.foundation import audit
from glidepath.foundation.access import one, policy
from glidepath.foundation.clock import now
from glidepath.oversight.team_board.board import build_board
from glidepath.oversight.team_board.forms import FindForm, SettleForm, VisitForm
from glidepath.oversight.team_board.patient_page import patient_page
from glidepath.oversight.team_board.people import people_page
from glidepath.record.care_team.queries import team_of
from glidepath.record.patients.models import Patient
from glidepath.record.visits.models import Visit
from glidepath.record.visits.operations import VisitRefused, book, settle


@policy("board.read")
def board(request: HttpRequest) -> HttpResponse:
    """Who needs us now."""
    shown = build_board(request.actor, now(), request.GET)
    audit.looked_at_list(by=request.actor, patient_refs=shown.shown, what="team board")
    return render(request, "team_board/board.html", {"board": shown, "find": FindForm()})


@policy("patient.list")
def patients(request: HttpRequest) -> HttpResponse:
    """The people one cares for, by name. A name that is looked for is sent, never part of an address."""
    form = FindForm(request.POST or None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    people = people_page(request.actor, now(), words, (request.POST or request.GET).get("page", "1"))
    audit.looked_at_list(by=request.actor, patient_refs=people.shown, what="list of people")
    return render(request, "team_board/patients.html", {"people": people, "find": form})


@policy("board.read")
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """One person: the picture, open alerts, the next step and the team."""
    return _page(request, one(request.actor, Patient, "board.read", patient_id))


def _page(request: HttpRequest, person: Patient, form: VisitForm | None = None) -> HttpResponse:
    audit.looked(by=request.actor, patient_ref=person.ref, what="patient page")
    span = request.GET.get("span", "6m")
    page = patient_page(request.actor, person, now(), span)
    shown = form or _visit_form(person)
    context = {"page": page, "span": span, "visit_form": shown, "at": now()}
    return render(request, "team_board/patient.html", context, status=422 if form else 200)


def _visit_form(person: Patient, data: Any = None) -> VisitForm:
    at = now()
    return VisitForm(data, team=team_of(person.pk, at), zone=person.zone, at=at, prefix="visit")


@policy("visit.book")
def book_visit(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Book a visit with somebody of the team."""
    person = one(request.actor, Patient, "visit.book", patient_id)
    if request.method != "POST":
        return redirect("team_board:patient", patient_id)
    form = _visit_form(person, request.POST)
    if not form.is_valid():
        return _page(request, person, form)
    given = form.cleaned_data
    chosen = {"kind": given["kind"], "way": given["way"], "starts_at": given["starts_at"], "with_user": form.user()}
    try:
        book(by=request.actor, at=now(), patient=person, **chosen)
    except VisitRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, person, form)
    messages.success(request, _("The visit is booked. The person sees it on the page Today."))
    return redirect("team_board:patient", patient_id)


@policy("visit.book")
def settle_visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Say what became of a visit."""
    visit = one(request.actor, Visit, "visit.book", visit_id)
    person = visit.patient.public_id
    form = SettleForm(request.POST or None)
    if request.method != "POST":
        return redirect("team_board:patient", person)
    try:
        if not form.is_valid():
            raise VisitRefused("state", _("Choose held, not held or cancelled."))
        settle(by=request.actor, at=now(), visit=visit, state=form.cleaned_data["state"])
    except VisitRefused as refused:
        messages.warning(request, str(refused))
    return redirect("team_board:patient", person)
