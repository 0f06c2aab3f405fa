"""Pages about supply: what is at home, until when it lasts, what each fill holds. One is the person's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from glidepath.care.supply.forms import AmountsForm, CountForm, DispenseForm, RefillForm
from glidepath.care.supply.presenters import supply_view
from glidepath.care.supply.queries import Counted, halves_of, next_day, own_plan, supplied_plan, supply_of
from glidepath.foundation import audit
from glidepath.foundation.access import can, one, policy, scoped
from glidepath.foundation.clock import local_date, now
from glidepath.record.alerts.queries import stops_doses
from glidepath.record.medications.supply import record_counts, record_dispensing, record_refill
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan


@policy("supply.read")
def overview(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What is at home, the run-out date, the next fills, and the forms of what this person may write down."""
    patient = one(request.actor, Patient, "supply.read", patient_id)
    return _show(request, patient)


@policy("supply.count")
@require_POST
def count(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A clinician writes down what was counted at home."""
    patient = one(request.actor, Patient, "supply.count", patient_id)
    form = _amounts_form(CountForm, _counted(patient, supplied_plan(patient)), request)
    if form is None or not form.is_valid():
        return _show(request, patient, count_form=form)
    record_counts(by=request.actor, at=now(), patient=patient, amounts=form.amounts(), on=form.cleaned_data["on"])
    messages.success(request, _("Counted. The run-out date is worked out anew."))
    return redirect(_url(patient))


@policy("supply.dispense")
@require_POST
def dispense(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The pharmacist writes down what was handed out."""
    patient = one(request.actor, Patient, "supply.dispense", patient_id)
    form = _amounts_form(DispenseForm, _counted(patient, supplied_plan(patient)), request)
    if form is None or not form.is_valid():
        return _show(request, patient, dispense_form=form)
    record_dispensing(by=request.actor, at=now(), patient=patient, amounts=form.amounts(), on=form.cleaned_data["on"])
    messages.success(request, _("Kept. It counts from this day on."))
    return redirect(_url(patient))


@policy("supply.refill")
@require_POST
def refill(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """When the next refill is, and how often from then on."""
    patient = one(request.actor, Patient, "supply.refill", patient_id)
    plan = supplied_plan(patient)
    form = RefillForm(request.POST, today=local_date(now(), patient.zone))
    if plan is None or not form.is_valid():
        return _show(request, patient, refill_form=form)
    product = ", ".join(row["product"] for row in plan.frozen["products"])[:120]
    record_refill(by=request.actor, at=now(), patient=patient, product=product, **form.cleaned_data)
    messages.success(request, _("Kept. The fills are worked out from this day."))
    return redirect(_url(patient))


@policy("supply.tell")
def mine(request: HttpRequest) -> HttpResponse:
    """The person's own page: how long the medicine lasts, and a count of one's own."""
    patient = scoped(request.actor, Patient, "supply.tell").select_related("site").get()
    audit.looked(by=request.actor, patient_ref=patient.ref, what="medicines")
    counted = _counted(patient, own_plan(patient))
    form = _amounts_form(CountForm, counted, request)
    if request.method == "POST" and form is not None and form.is_valid():
        record_counts(by=request.actor, at=now(), patient=patient, amounts=form.amounts(), on=form.cleaned_data["on"])
        messages.success(request, _("Thank you. Your team sees it too."))
        return redirect(reverse("supply:mine"))
    context = {
        "patient": patient,
        "supply": supply_view(counted) if counted else None,
        "form": form,
        "stop": stops_doses(patient.pk),
    }
    return render(request, "supply/mine.html", context, status=422 if form is not None and form.errors else 200)


def _show(request: HttpRequest, patient: Patient, **sent: Any) -> HttpResponse:
    audit.looked(by=request.actor, patient_ref=patient.ref, what="medicines")
    plan = supplied_plan(patient)
    counted = _counted(patient, plan)
    context: dict[str, Any] = {"patient": patient, "plan": plan}
    if counted is not None:
        context["supply"] = supply_view(counted)
        context |= _forms(request, counted) | {name: form for name, form in sent.items() if form is not None}
    return render(request, "supply/overview.html", context, status=422 if sent else 200)


def _counted(patient: Patient, plan: Plan | None) -> Counted | None:
    return supply_of(patient, plan, now()) if plan is not None else None


def _forms(request: HttpRequest, counted: Counted) -> dict[str, Any]:
    forms: dict[str, Any] = {}
    if can(request.actor, "supply.count"):
        forms["count_form"] = _amounts_form(CountForm, counted)
    if can(request.actor, "supply.dispense"):
        forms["dispense_form"] = _amounts_form(DispenseForm, counted)
    if can(request.actor, "supply.refill"):
        known = counted.refill
        initial = {"due_on": next_day(known, counted.today), "every_days": known.every_days} if known else None
        forms["refill_form"] = RefillForm(today=counted.today, initial=initial)
    return forms


def _amounts_form(
    kind: type[AmountsForm], counted: Counted | None, request: HttpRequest | None = None
) -> AmountsForm | None:
    """The form for the strengths of the plan; None while there is no plan or its patches cannot be counted."""
    if counted is None or not counted.stock:
        return None
    given = request.POST if request is not None and request.method == "POST" else None
    keys = [stock.key for stock in counted.stock]
    halved = halves_of(counted.plan)
    return kind(given, keys=keys, halved=halved, today=counted.today, prefix=kind.__name__.lower())


def _url(patient: Patient) -> str:
    return reverse("supply:overview", args=[patient.public_id])
