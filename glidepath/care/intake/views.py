"""Pages of intake: what is really taken, and the baseline as a list of parts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from glidepath.care.intake.baseline import SCALES_AT_BASELINE, parts_of, save_baseline_part
from glidepath.care.intake.forms import PARTS, InviteForm, ProductForm, TakenForm
from glidepath.care.intake.invitation import NotInvited, invite
from glidepath.care.intake.presenters import part_initial, taken_initial
from glidepath.care.intake.reconciliation import NotTaken, medicine_rows, record_taken, unrecognised_orders
from glidepath.foundation import audit
from glidepath.foundation.access import Role, one, policy
from glidepath.foundation.clock import now
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.patients.models import Patient
from glidepath.record.picture.combinations import combinations_of


@policy("medicines.read")
def medicines(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Ordered beside taken, with what still waits for an answer on top."""
    patient = one(request.actor, Patient, "medicines.read", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="medicines")
    form = ProductForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect(_medicine_url(patient, form.cleaned_data["product"]))
    context = {
        "patient": patient,
        "rows": medicine_rows(patient.pk),
        "unrecognised": unrecognised_orders(patient.pk),
        "combinations": combinations_of(patient, now()),
        "form": form,
    }
    return render(request, "intake/medicines.html", context)


def _medicine_url(patient: Patient, product: str) -> str:
    return reverse("intake:taken", args=[patient.public_id, product])


@policy("reconcile.write")
def taken(request: HttpRequest, patient_id: UUID, product: str) -> HttpResponse:
    """Enter what is really taken of one medicine."""
    patient = one(request.actor, Patient, "reconcile.write", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="medicines")
    row = next((row for row in medicine_rows(patient.pk) if row.product == product), None)
    try:
        form = TakenForm(request.POST or None, product=product, initial=taken_initial(row))
    except NotTaken as unknown:
        raise Http404(unknown.message) from None
    if request.method == "POST" and form.is_valid() and _record(request, patient, product, form):
        return redirect(reverse("intake:reconcile", args=[patient.public_id]))
    context = {"patient": patient, "product": product, "row": row, "form": form}
    return render(request, "intake/taken.html", context, status=422 if form.errors else 200)


def _record(request: HttpRequest, patient: Patient, product: str, form: TakenForm) -> bool:
    given = form.cleaned_data
    try:
        record_taken(
            by=request.actor,
            at=now(),
            patient=patient,
            product=product,
            doses={time: given.get(time, "") for time in ("morning", "noon", "evening", "bedtime")},
            strengths=given["strengths"],
            halves_confirmed=given.get("halves_confirmed", []),
            ordered_daily=given["ordered_daily"],
            informant=given["informant"],
            reason=given["reason"],
        )
    except NotTaken as refusal:
        form.refuse(refusal)
        return False
    return True


def _subject(request: HttpRequest, patient_id: UUID | None) -> Patient:
    """The person a baseline page is about: the one named in the address, or the patient who is signed in."""
    if patient_id is not None:
        return one(request.actor, Patient, "baseline.write", patient_id)
    if request.actor.role is not Role.PATIENT:
        raise Http404
    return Patient.objects.select_related("site").get(pk=request.actor.patient_id)


@policy("baseline.write")
def baseline(request: HttpRequest, patient_id: UUID | None = None) -> HttpResponse:
    """The parts of the baseline: which are done, which are next. Any order, any number of sittings."""
    patient = _subject(request, patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="baseline")
    parts = [{"part": part, "url": _part_url(patient, patient_id, part.key)} for part in parts_of(patient)]
    left = [entry for entry in parts if not entry["part"].done]
    context = {"patient": patient, "parts": parts, "next": left[0] if left else None, **_frame(patient_id)}
    return render(request, "intake/baseline.html", context)


def _part_url(patient: Patient, patient_id: UUID | None, key: str) -> str:
    if key in SCALES_AT_BASELINE:
        if patient_id is None:
            return reverse("checkins:scale", args=[key])
        return reverse("checkins:scale_for_patient", args=[patient.public_id, key])
    if patient_id is None:
        return reverse("intake:my_part", args=[key])
    return reverse("intake:part", args=[patient.public_id, key])


def _frame(patient_id: UUID | None) -> dict[str, Any]:
    return {"frame": "clinic_base.html" if patient_id else "patient_base.html", "by_staff": patient_id is not None}


@policy("baseline.write")
def part(request: HttpRequest, key: str, patient_id: UUID | None = None) -> HttpResponse:
    """One part of the baseline."""
    patient = _subject(request, patient_id)
    if key not in PARTS:
        raise Http404
    audit.looked(by=request.actor, patient_ref=patient.ref, what="baseline")
    form = PARTS[key](request.POST or None, initial=part_initial(key, patient, baseline_of(patient.pk)))
    if request.method == "POST" and form.is_valid():
        save_baseline_part(by=request.actor, at=now(), patient=patient, part=key, answers=form.cleaned_data)
        url = reverse("intake:baseline", args=[patient_id]) if patient_id else reverse("intake:my_baseline")
        return redirect(url)
    title = next(row.title for row in parts_of(patient) if row.key == key)
    context = {"patient": patient, "key": key, "title": title, "form": form, **_frame(patient_id)}
    return render(request, "intake/part.html", context, status=422 if form.errors else 200)


@policy("sign_in.give")
def give_sign_in(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Give the person a sign-in of their own."""
    patient = one(request.actor, Patient, "sign_in.give", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="sign-in")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite(by=request.actor, at=now(), patient=patient, email=form.cleaned_data["email"])
        except NotInvited as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The sign-in is ready. A mail is on its way to the person."))
            return redirect(reverse("team_board:patient", args=[patient.public_id]))
    context = {"patient": patient, "form": form}
    return render(request, "intake/sign_in.html", context, status=422 if form.errors else 200)
