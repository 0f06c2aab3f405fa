"""The help page, the page of one alert, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.care.escalation.forms import CallMeForm, CloseForm, SeenForm, TakeOnForm
from glidepath.care.escalation.numbers import numbers_for
from glidepath.care.escalation.operations import request_call
from glidepath.care.escalation.presenters import causes_view, events_view, line_of, not_answered
from glidepath.care.escalation.rule_facts import attribute_rows, attributes_of
from glidepath.foundation import audit
from glidepath.foundation.access import Role, can, one, policy, scoped
from glidepath.foundation.clock import now
from glidepath.record.alerts.models import Alert, AlertState
from glidepath.record.alerts.operations import AlertChanged, acknowledge, resolve
from glidepath.record.alerts.wording import rule_name
from glidepath.record.patients.models import Patient
from glidepath.record.plans.operations import lock_person
from glidepath.record.plans.queries import standing_plan


@policy("help.read")
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to call when not safe. For everybody, without sign-in, and without the database if need be."""
    context = {
        "site": numbers_for(request.actor),
        "may_ask": request.actor.role is Role.PATIENT,
        "token": uuid4(),
    }
    return render(request, "escalation/help.html", context)


@policy("help.call_me")
def call_me(request: HttpRequest) -> HttpResponse:
    """The person asks the team to call."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    patient = scoped(request.actor, Patient, "help.call_me").get()
    form = CallMeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("That did not reach us. Tap “Ask my team to call me” once more, or call."))
        return redirect("escalation:help")
    request_call(by=request.actor, patient=patient, token=form.cleaned_data["token"], at=now())
    messages.success(request, _("Your team's list shows now that you want a call. Somebody calls you today."))
    return redirect("escalation:help")


@policy("alert.read")
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """One alert: why it stands, with its sources, its history, and what can be done."""
    row = one(request.actor, Alert, "alert.read", alert_id)
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="alert")
    return _alert_page(request, row)


def _alert_page(request: HttpRequest, row: Alert, **forms: Any) -> HttpResponse:
    seen = {"seen": _stamp(row)}
    plan = standing_plan(row.patient_id)
    context = {
        "alert": row,
        "patient": row.patient,
        "rule_name": rule_name(row.rule),
        "line": line_of(row),
        "causes": causes_view(row),
        "events": events_view(row),
        "unsaid": not_answered(row.patient_id),
        "take_on": forms.get("take_on") or TakeOnForm(initial=seen, prefix="t", red=row.urgency == "RED"),
        "close": forms.get("close") or CloseForm(initial=seen, prefix="c"),
        "is_open": row.state == AlertState.OPEN,
        "is_closed": row.state == AlertState.RESOLVED,
        "plan": plan,
        "may_hold": plan is not None and plan.state == "running" and can(request.actor, "plan.hold").allowed,
    }
    return render(request, "escalation/alert.html", context, status=forms.get("status", 422 if forms else 200))


def _stamp(row: Alert) -> str:
    """The alert as it stands: every further finding changes it, also one that is no more urgent than the others."""
    return f"{row.raised_at.isoformat()} {row.urgency} {row.causes.count()}"


@policy("alert.acknowledge")
def take_on(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """A named person takes this one alert on."""
    row = one(request.actor, Alert, "alert.acknowledge", alert_id)
    if request.method != "POST":
        return redirect("escalation:alert", alert_id)
    form = TakeOnForm(request.POST, prefix="t", red=row.urgency == "RED")
    if not form.is_valid():
        return _alert_page(request, row, take_on=form)
    note = form.cleaned_data["note"]
    return _move(request, row, form, "take_on", lambda: acknowledge(by=request.actor, alert=row, at=now(), note=note))


@policy("alert.resolve")
def close(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Close this one alert with what was done."""
    row = one(request.actor, Alert, "alert.resolve", alert_id)
    if request.method != "POST":
        return redirect("escalation:alert", alert_id)
    form = CloseForm(request.POST, prefix="c")
    if not form.is_valid():
        return _alert_page(request, row, close=form)
    words = form.cleaned_data["resolution"]
    return _move(request, row, form, "close", lambda: resolve(by=request.actor, alert=row, at=now(), resolution=words))


def _move(request: HttpRequest, row: Alert, form: SeenForm, name: str, move: Callable[[], object]) -> HttpResponse:
    """Act on the alert as the page showed it; if it has moved on since, change nothing, say so, lose no word."""
    try:
        with transaction.atomic():
            lock_person(row.patient_id)  # no finding comes in between the look and the act
            if form.cleaned_data["seen"] != _stamp(row):
                raise AlertChanged
            move()
    except AlertChanged:
        row.refresh_from_db()
        messages.warning(request, _("This alert has changed since you opened the page. Look again before you act."))
        return _alert_page(request, row, **{name: _as_it_stands(form, row)}, status=409)
    return redirect("escalation:alert", row.public_id)


def _as_it_stands(form: SeenForm, row: Alert) -> SeenForm:
    """What was typed, on a form about the alert as it is now."""
    typed = {name: form.cleaned_data[name] for name in form.fields}
    return type(form)(initial={**typed, "seen": _stamp(row)}, prefix=form.prefix)


@policy("rule.read")
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """What a rule is: when it speaks, what it needs, where it comes from and what is not known about it."""
    attributes = attributes_of(slug)
    if attributes is None:
        raise Http404
    context = {"rule": attributes, "name": rule_name(slug), "slug": slug, **attribute_rows(attributes)}
    return render(request, "escalation/rule.html", context)


@policy("rule.read")
def dsi(request: HttpRequest, slug: str) -> JsonResponse:
    """The source attributes of a rule for other programs."""
    attributes = attributes_of(slug)
    if attributes is None:
        raise Http404
    return JsonResponse(attributes)
