"""The door for a gateway, the person's own page about texts, and the phone of a demo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from glidepath.care.text_messages import operations
from glidepath.care.text_messages.forms import IncomingForm, TakeOffForm
from glidepath.care.text_messages.queries import line_of, taken_off
from glidepath.foundation import audit
from glidepath.foundation.access import Role, one, policy, scoped
from glidepath.foundation.clock import now
from glidepath.foundation.notify.queries import number_for_notices
from glidepath.foundation.notify.sms import LOOPBACK, sms_is_on
from glidepath.record.patients.models import Patient


@policy("text.receive")
@csrf_exempt
def incoming(request: HttpRequest) -> HttpResponse:
    """One text from the clinic's gateway, which proves itself with the shared token. 200 only after it is stored."""
    token = settings.GLIDEPATH_SMS_INCOMING_TOKEN
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), token):
        return JsonResponse({"error": "The Authorization header does not hold the token of this clinic"}, status=403)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    given = _given(request)
    if given is None:
        return JsonResponse({"error": "Send one JSON object or a form"}, status=422)
    names = {"phone": "from", "words": "text", "gateway_id": "id"}
    fields = {name: given.get(settings.GLIDEPATH_SMS_INCOMING_FIELDS.get(word, word)) for name, word in names.items()}
    form = IncomingForm({name: value for name, value in fields.items() if isinstance(value, str)})
    if not form.is_valid():
        return JsonResponse({"errors": {names[name]: errors for name, errors in form.errors.items()}}, status=422)
    operations.receive(**form.cleaned_data, at=now())
    return JsonResponse({"stored": True})


def _given(request: HttpRequest) -> Mapping[str, Any] | None:
    if request.content_type != "application/json":
        return request.POST
    try:
        read = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


@policy("checkin.write")
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Join a phone with a code of one's own, or leave."""
    if request.actor.role is not Role.PATIENT:
        raise Http404
    patient = scoped(request.actor, Patient, "checkin.write").select_related("site").get()
    if request.method == "POST" and "leave" in request.POST:
        operations.leave(by=request.actor, patient=patient, at=now())
        messages.success(request, _("Done. Your phone is no longer joined."))
        return redirect("text_messages:mine")
    code = ""
    if request.method == "POST" and _is_on():
        code = operations.new_code(by=request.actor, patient=patient, at=now())
    shown = f"{code[:5]} {code[5:]}" if code else ""
    context = {
        "line": line_of(patient.pk),
        "code": shown,
        "taken_off": taken_off(patient.pk, 1),
        "is_on": _is_on(),
        "number": settings.GLIDEPATH_SMS_FROM,
    }
    return render(request, "text_messages/mine.html", context)


@policy("texts.take_off")
@require_http_methods(["GET", "POST"])
def of_patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A person's phone for the team: whether one is joined, and the way to take it off when it was lost."""
    patient = one(request.actor, Patient, "texts.take_off", patient_id)
    audit.looked(by=request.actor, patient_ref=patient.ref, what="patient page")
    form = TakeOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.take_off(by=request.actor, patient=patient, reason=form.cleaned_data["reason"], at=now())
        messages.success(request, _("Done. Nothing goes to that phone, and nothing from it counts."))
        return redirect("text_messages:of_patient", patient.public_id)
    context = {"patient": patient, "form": form, "line": line_of(patient.pk), "history": taken_off(patient.pk)}
    context["notice_phone"] = number_for_notices(patient.user_id)
    return render(request, "text_messages/of_patient.html", context, status=422 if form.errors else 200)


def _is_on() -> bool:
    """Texts can go out, come in, and there is a number to send them to."""
    comes_in = settings.GLIDEPATH_SMS_INCOMING_TOKEN or settings.GLIDEPATH_SMS_GATEWAY == LOOPBACK
    return bool(sms_is_on() and comes_in and settings.GLIDEPATH_SMS_FROM)


@policy("sms.loopback")
@require_POST
def loopback(request: HttpRequest) -> HttpResponse:
    """The demo's phone: what is written here comes in as a text. It exists only in a demo clinic."""
    if not settings.GLIDEPATH_DEMO or settings.GLIDEPATH_SMS_GATEWAY != LOOPBACK:
        raise Http404
    form = IncomingForm({**request.POST.dict(), "gateway_id": f"loopback:{uuid4()}"})
    if form.is_valid():
        operations.receive(**form.cleaned_data, at=now())
        messages.success(request, _("The text came in. The answer stands below in a moment."))
    else:
        messages.warning(request, _("A number begins with + and the country, then digits only: +15555550123."))
    return redirect("notify:loopback")
