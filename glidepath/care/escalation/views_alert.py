"""The page of one alert with what can be done about it, and the worklist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.care.escalation.forms import CloseForm, DoseForm, SeenForm, SnoozeForm, TakeOnForm
from glidepath.care.escalation.let_dose_stand import let_dose_stand
from glidepath.care.escalation.presenters import causes_view, events_view, line_of, not_answered
from glidepath.care.escalation.worklist import first_choice, stamp, worklist
from glidepath.foundation import audit
from glidepath.foundation.access import Actor, can, one, policy
from glidepath.foundation.clock import now, today
from glidepath.foundation.notify.operations import displayed
from glidepath.foundation.notify.queries import told_about
from glidepath.record.alerts.models import Alert, AlertState
from glidepath.record.alerts.operations import AlertChanged, acknowledge, resolve
from glidepath.record.alerts.queries import stopped_the_doses, stops_doses, waits_for_a_look
from glidepath.record.alerts.snooze import snooze
from glidepath.record.alerts.timers import LONGEST_SNOOZE
from glidepath.record.alerts.wording import rule_name
from glidepath.record.plans.operations import lock_person
from glidepath.record.plans.queries import standing_plan


@policy("alert.read")
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """One alert: why it stands, with its sources, its history, and what can be done."""
    row = one(request.actor, Alert, "alert.read", alert_id)
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="alert")
    displayed(about=f"alert:{row.public_id}", user_id=request.actor.user_id, channel="screen", at=now())
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
        "lines": told_about(f"alert:{row.public_id}"),
        "unsaid": not_answered(row.patient_id),
        "take_on": forms.get("take_on") or TakeOnForm(initial=seen, prefix="t", red=row.urgency == "RED"),
        "close": forms.get("close") or CloseForm(initial=seen, prefix="c"),
        "is_open": row.state == AlertState.OPEN,
        "is_closed": row.state == AlertState.RESOLVED,
        "plan": plan,
        **_more_acts(request.actor, row, forms, seen),
        "may_hold": plan is not None and plan.state == "running" and can(request.actor, "plan.hold").allowed,
    }
    return render(request, "escalation/alert.html", context, status=forms.get("status", 422 if forms else 200))


def _more_acts(actor: Actor, row: Alert, forms: Mapping[str, Any], seen: dict[str, str]) -> dict[str, Any]:
    """Setting aside, where that may be; letting the dose stand, where it is stopped. Both only while it is open."""
    acts: dict[str, Any] = {"doses_stopped": stopped_the_doses(row) and stops_doses(row.patient_id)}
    acts["doses_wait"] = waits_for_a_look(row)
    if row.state != AlertState.RESOLVED and row.urgency in LONGEST_SNOOZE:
        acts["snooze"] = forms.get("snooze") or SnoozeForm(initial=seen, prefix="s", urgency=row.urgency)
    if acts["doses_stopped"]:
        acts["may_let_stand"] = can(actor, "dose.let_stand").allowed
        acts["dose"] = forms.get("dose") or DoseForm(initial=seen, prefix="d", today=today(row.patient.zone))
    return acts


def _stamp(row: Alert) -> str:
    return stamp(row, row.causes.count())


@policy("alert.snooze")
def set_aside(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Set this one alert aside for a while."""
    row = one(request.actor, Alert, "alert.snooze", alert_id)
    if request.method != "POST" or row.urgency not in LONGEST_SNOOZE:
        return redirect("escalation:alert", alert_id)
    form = SnoozeForm(request.POST, prefix="s", urgency=row.urgency)
    if not form.is_valid():
        return _alert_page(request, row, snooze=form)
    at = now()
    asked = {"until": at + timedelta(hours=form.cleaned_data["hours"]), "reason": form.cleaned_data["reason"]}
    return _move(request, row, form, "snooze", lambda: snooze(by=request.actor, alert=row, at=at, **asked))


@policy("dose.let_stand")
def dose_stands(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """A prescriber says that the present dose stands again after signs of an overdose."""
    row = one(request.actor, Alert, "dose.let_stand", alert_id)
    if request.method != "POST":
        return redirect("escalation:alert", alert_id)
    form = DoseForm(request.POST, prefix="d", today=today(row.patient.zone))
    if not form.is_valid():
        return _alert_page(request, row, dose=form)
    said = {"found": form.cleaned_data["found"], "naloxone_until": form.cleaned_data["naloxone_until"]}
    return _move(request, row, form, "dose", lambda: let_dose_stand(by=request.actor, alert=row, at=now(), **said))


@policy("board.read")
def list_for_workday(request: HttpRequest) -> HttpResponse:
    """What waits for the next working day, by nurse."""
    chosen = request.GET.get("nurse", first_choice(request.actor))
    shown = worklist(request.actor, now(), chosen)
    audit.looked_at_list(by=request.actor, patient_refs=shown.people, what="worklist")
    return render(request, "escalation/worklist.html", {"list": shown})


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
    if request.POST.get("next") == "worklist":
        return redirect("escalation:worklist")
    return redirect("escalation:alert", row.public_id)


def _as_it_stands(form: SeenForm, row: Alert) -> SeenForm:
    """What was typed, on a form about the alert as it is now."""
    typed = {name: form.cleaned_data.get(name) for name in form.fields}
    more = {SnoozeForm: {"urgency": row.urgency}, DoseForm: {"today": today(row.patient.zone)}}.get(type(form), {})
    return type(form)(initial={**typed, "seen": _stamp(row)}, prefix=form.prefix, **more)
