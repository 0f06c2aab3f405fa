"""Three questions about pain that has changed: by the person, or by the team who examined or asked them."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.care.checkins.moments import MomentRefused
from glidepath.care.checkins.pain_form import PainForm
from glidepath.care.checkins.pain_signs import FORM_VERSION, NothingSaid, record_pain_signs
from glidepath.care.checkins.sitting import AlreadyMeasured, Sitting, informant_of
from glidepath.care.checkins.views_after import fresh_id
from glidepath.foundation import audit
from glidepath.foundation.access import Role, one, policy, scoped
from glidepath.foundation.clock import now
from glidepath.record.patients.models import Patient


@policy("pain.tell")
def my_pain(request: HttpRequest) -> HttpResponse:
    """The person tells how the pain has changed."""
    if request.actor.role is not Role.PATIENT:
        raise Http404
    patient = scoped(request.actor, Patient, "pain.tell").select_related("site").get()
    form = PainForm(request.POST or None, initial={"client_uuid": uuid4()})
    if _stored(request, patient, form):
        messages.success(request, _("Thank you. Your team can see your answers."))
        return redirect("patient_home:today")
    return _page(request, "checkins/my_pain.html", patient, form)


@policy("pain.tell")
def pain_of(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The same three questions, answered by the team after an examination or a talk."""
    patient = one(request.actor, Patient, "pain.tell", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="measurements")
    form = PainForm(request.POST or None, initial={"client_uuid": uuid4()})
    if _stored(request, patient, form):
        messages.success(request, _("Kept."))
        return redirect("checkins:measured", patient.public_id)
    return _page(request, "checkins/pain_by_team.html", patient, form)


def _page(request: HttpRequest, template: str, patient: Patient, form: PainForm) -> HttpResponse:
    context = {"form": form, "patient": patient, "fresh_id": fresh_id(form)}
    return render(request, template, context, status=422 if form.errors else 200)


def _stored(request: HttpRequest, patient: Patient, form: PainForm) -> bool:
    """Store the answers; False when there is nothing to store, or when the form now carries an error."""
    if request.method != "POST" or not form.is_valid():
        return False
    given, at = form.cleaned_data, now()
    sitting = Sitting(
        by=request.actor, patient=patient, client_uuid=given["client_uuid"], form_version=FORM_VERSION, at=at,
        happened_at=given["answered_at"] or at, zone=given["zone"] or patient.zone,
        informant=informant_of(request.actor), source="offline" if given["answered_at"] else "web",
    )  # fmt: skip
    try:
        record_pain_signs(sitting, form.signs())
    except NothingSaid:
        form.add_error(None, _("Nothing was answered, so nothing was kept. You can leave this page."))
    except MomentRefused as refused:
        form.add_error(None, str(refused))
    except AlreadyMeasured:
        form.used_up = True
        form.add_error(None, _("This page was sent before with other answers, and those are kept. Send it once more."))
    return not form.errors
