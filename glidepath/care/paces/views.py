"""The page of paces side by side. It keeps nothing: whoever goes on with one still writes and sends the proposal."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glidepath.care.paces import presenters
from glidepath.care.paces.choices import answers, published_for
from glidepath.care.paces.forms import PacesForm
from glidepath.foundation import audit
from glidepath.foundation.access import one, policy
from glidepath.foundation.clock import now
from glidepath.record.medications.queries import current_regimens, unreconciled_orders
from glidepath.record.patients.models import Patient


@policy("plan.propose")
@require_safe
def compare(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The question on one side, the paces on the other; with a script only the paces come back."""
    patient = one(request.actor, Patient, "plan.propose", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="plan")
    regimens = current_regimens(patient.pk)
    form = PacesForm(request.GET, regimens=regimens, published=published_for([row.product for row in regimens]))
    context = {"patient": patient, "form": form, "regimens": regimens, "unsettled": unreconciled_orders(patient.pk)}
    if form.is_bound and form.is_valid():
        context["compared"] = presenters.compared_view(patient, answers(patient, form.cleaned_data, now()))
    page = "paces/comparison.html" if request.headers.get("HX-Request") else "paces/compare.html"
    return render(request, page, context)
