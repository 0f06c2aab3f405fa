"""Pages about changes of medicines and combinations. A change is stored, judged and told in one transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from glidepath.care.medicine_changes.forms import ChangeForm, KnownForm, MistakeForm, MyChangeForm, NameForm, name_forms
from glidepath.care.medicine_changes.presenters import change_views, known_answers
from glidepath.foundation import audit
from glidepath.foundation.access import can, one, policy, scoped
from glidepath.foundation.clock import local_date, now
from glidepath.record.medications.changes import record_change, settle_name, take_back
from glidepath.record.medications.models import MedicineChange
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import record_fact
from glidepath.record.picture.combinations import combinations_of


@policy("medicines.read")
def overview(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What the combinations say now, the changes told so far, and what is not known."""
    patient = one(request.actor, Patient, "medicines.read", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="medicines")
    context = {
        "patient": patient,
        "combinations": combinations_of(patient, now()),
        "changes": change_views(patient),
        "mistake_form": MistakeForm(),
        "may_write": bool(can(request.actor, "medicine_change.write")),
        "may_settle": bool(can(request.actor, "medicine_name.settle")),
    }
    return render(request, "medicine_changes/overview.html", context)


@policy("medicine_change.write")
def record(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Enter that a medicine was started, stopped or changed in dose."""
    patient = one(request.actor, Patient, "medicine_change.write", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="medicines")
    form = _change_form(request, ChangeForm, patient)
    if request.method == "POST" and form.is_valid():
        _store(request, patient, form)
        messages.success(request, _("Kept, and checked against every combination."))
        return redirect(_overview_url(patient))
    context = {"patient": patient, "form": form}
    return render(request, "medicine_changes/record.html", context, status=422 if form.errors else 200)


@policy("medicine_change.tell")
def mine(request: HttpRequest) -> HttpResponse:
    """The person tells that they started or stopped a medicine."""
    patient = scoped(request.actor, Patient, "medicine_change.tell").get()
    form = _change_form(request, MyChangeForm, patient)
    if request.method == "POST" and form.is_valid():
        _store(request, patient, form)
        messages.success(request, _("Thank you. Your team sees it now and looks whether it fits your plan."))
        return redirect(reverse("patient_home:today"))
    context = {"patient": patient, "form": form}
    return render(request, "medicine_changes/mine.html", context, status=422 if form.errors else 200)


def _change_form(request: HttpRequest, kind: type[ChangeForm], patient: Patient) -> ChangeForm:
    given = request.POST if request.method == "POST" else None
    return kind(given, today=local_date(now(), patient.zone), initial={"token": uuid4()})


def _store(request: HttpRequest, patient: Patient, form: ChangeForm) -> None:
    token: UUID = form.cleaned_data["token"]
    record_change(by=request.actor, at=now(), patient=patient, told=form.told(), token=token)


def _overview_url(patient: Patient) -> str:
    return reverse("medicine_changes:overview", args=[patient.public_id])


@policy("medicine_change.write")
@require_POST
def mistake(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Mark one entry as a mistake; it stays to be read."""
    row = one(request.actor, MedicineChange, "medicine_change.write", change_id)
    form = MistakeForm(request.POST)
    if form.is_valid():
        take_back(by=request.actor, at=now(), change=row, because=form.cleaned_data["because"])
        messages.success(request, _("Marked as a mistake. It counts no more."))
    else:
        messages.warning(request, _("Write why this entry is a mistake. Nothing was changed."))
    return redirect(_overview_url(row.patient))


@policy("medicine_change.write")
def known(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Answer what the combinations need to know about the person."""
    patient = one(request.actor, Patient, "medicine_change.write", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="medicines")
    form = KnownForm(
        request.POST if request.method == "POST" else None, initial=known_answers(patient, KnownForm.QUESTIONS)
    )
    if request.method == "POST" and form.is_valid():
        for name, answer in form.changed_answers().items():
            record_fact(by=request.actor, at=now(), patient=patient, name=name, answer=answer, informant="clinician")
        messages.success(request, _("Kept."))
        return redirect(_overview_url(patient))
    return render(request, "medicine_changes/known.html", {"patient": patient, "form": form})


@policy("medicine_name.settle")
def names(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A pharmacist says what medicines are that the rules do not recognise."""
    patient = one(request.actor, Patient, "medicine_name.settle", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="medicines")
    sent = NameForm(request.POST, prefix=request.POST.get("form", "")[:20]) if request.method == "POST" else None
    if sent is not None and sent.is_valid():
        given: dict[str, Any] = sent.cleaned_data
        settle_name(
            by=request.actor,
            at=now(),
            patient=patient,
            name=given["name"],
            ingredients=given["ingredients"],
            note=given["note"],
        )
        messages.success(request, _("Kept, and checked against every combination."))
        return redirect(reverse("medicine_changes:names", args=[patient.public_id]))
    unknown = combinations_of(patient, now()).not_recognised
    context = {"patient": patient, "entries": name_forms(unknown, sent), "sent": sent}
    return render(request, "medicine_changes/names.html", context, status=422 if sent is not None else 200)
