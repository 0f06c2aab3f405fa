"""Devices of a person: the person's own page, the team's, and the page of each file."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from glidepath.foundation import audit
from glidepath.foundation.access import Role, can, one, policy, scoped
from glidepath.foundation.clock import now
from glidepath.interfaces.wearables import operations
from glidepath.interfaces.wearables.forms import DeviceFileForm, LinkForm
from glidepath.interfaces.wearables.models import DeviceFile
from glidepath.interfaces.wearables.presenters import file_page, no_room, source_rows
from glidepath.interfaces.wearables.queries import files_of, standing_consent_of
from glidepath.interfaces.wearables.room import NoRoom
from glidepath.interfaces.wearables.table_file import example
from glidepath.interfaces.wearables.waiting import AT_ONCE, read_one
from glidepath.record.observations.device_reads import sources_of
from glidepath.record.patients.models import Patient

BASES = {True: "patient_base.html", False: "clinic_base.html"}


def _mine(request: HttpRequest, action: str) -> Patient:
    if request.actor.role is not Role.PATIENT:
        raise Http404
    return scoped(request.actor, Patient, action).get()


@policy("wearable.read")
def my_devices(request: HttpRequest) -> HttpResponse:
    """The person's own devices."""
    return _devices(request, _mine(request, "wearable.read"))


@policy("wearable.read")
def devices(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The devices of one person, for the team."""
    return _devices(request, one(request.actor, Patient, "wearable.read", patient_id))


def _devices(request: HttpRequest, patient: Patient, form: DeviceFileForm | None = None) -> HttpResponse:
    audit.looked(by=request.actor, patient_ref=patient.ref, what="devices")
    agreed = standing_consent_of(patient)
    own = request.actor.role is Role.PATIENT
    context = {
        "base": BASES[own],
        "own": own,
        "patient": patient,
        "form": form or DeviceFileForm(agreed=agreed is not None),
        "may_send": can(request.actor, "wearable.send").allowed,
        "consent": agreed,
        "sources": source_rows(sources_of(patient.pk), now().astimezone(ZoneInfo(patient.zone)).date()),
        "files": files_of(patient.pk),
        "example": example(),
        "send": _address("send", own, patient),
        "link": _address("link", own, patient),
        "stop": _address("stop", own, patient),
    }
    return render(request, "wearables/devices.html", context, status=422 if form else 200)


def _address(name: str, own: bool, patient: Patient) -> str:
    return reverse(f"wearables:my_{name}") if own else reverse(f"wearables:{name}", args=[patient.public_id])


def _home(request: HttpRequest, patient: Patient) -> str:
    if request.actor.role is Role.PATIENT:
        return reverse("wearables:my_devices")
    return reverse("wearables:devices", args=[patient.public_id])


@policy("wearable.send")
def my_send(request: HttpRequest) -> HttpResponse:
    """Send a file of one's own device."""
    return _send(request, _mine(request, "wearable.send"))


@policy("wearable.send")
def send(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Send a file for a person who has agreed."""
    return _send(request, one(request.actor, Patient, "wearable.send", patient_id))


def _send(request: HttpRequest, patient: Patient) -> HttpResponse:
    if request.method != "POST":
        return redirect(_home(request, patient))
    form = DeviceFileForm(request.POST, request.FILES, agreed=standing_consent_of(patient) is not None)
    if not form.is_valid():
        return _devices(request, patient, form)
    file, at = form.cleaned_data["file"], now()
    operations.agree(by=request.actor, at=at, patient=patient)
    sent = {"name": file.name, "chunks": file.chunks(), "size": file.size}
    try:
        row = operations.take_file(by=request.actor, at=at, patient=patient, **sent)
    except NoRoom as full:
        form.add_error("file", no_room(full.code))
        return _devices(request, patient, form)
    if file.size <= AT_ONCE:
        read_one(row)
    return redirect("wearables:file", row.public_id)


@policy("wearable.read")
def file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """How far a file is, and what became of it. While it is read the page asks again by itself."""
    row = one(request.actor, DeviceFile, "wearable.read", file_id)
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="devices")
    own = request.actor.role is Role.PATIENT
    context = {"base": BASES[own], "own": own, "page": file_page(row), "patient": row.patient}
    context |= {"back": _home(request, row.patient), "may_send": can(request.actor, "wearable.send").allowed}
    return render(request, "wearables/file.html", context)


@policy("wearable.send")
def undo(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take a file back."""
    row = one(request.actor, DeviceFile, "wearable.send", file_id)
    if request.method == "POST":
        operations.undo(by=request.actor, at=now(), row=row)
        messages.success(request, _("The values of this file no longer count. What stood before stands again."))
    return redirect("wearables:file", row.public_id)


@policy("wearable.send")
def my_link(request: HttpRequest) -> HttpResponse:
    """Say whether one's own device counts."""
    return _link(request, _mine(request, "wearable.send"))


@policy("wearable.send")
def link(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Say whether a person's device counts."""
    return _link(request, one(request.actor, Patient, "wearable.send", patient_id))


def _link(request: HttpRequest, patient: Patient) -> HttpResponse:
    form = LinkForm(request.POST or None)
    known = {source.name for source in sources_of(patient.pk)}
    if request.method == "POST" and form.is_valid() and form.cleaned_data["source"] in known:
        given = form.cleaned_data
        connected = given["connected"] == "yes"
        operations.link(by=request.actor, at=now(), patient=patient, source=given["source"], connected=connected)
    return redirect(_home(request, patient))


@policy("wearable.send")
def my_stop(request: HttpRequest) -> HttpResponse:
    """Take one's own yes back."""
    return _stop(request, _mine(request, "wearable.send"))


@policy("wearable.send")
def stop(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Take a person's yes back for them."""
    return _stop(request, one(request.actor, Patient, "wearable.send", patient_id))


def _stop(request: HttpRequest, patient: Patient) -> HttpResponse:
    if request.method == "POST":
        operations.stop_sharing(by=request.actor, at=now(), patient=patient)
        messages.success(request, _("Sharing has stopped. We read no more files until you say yes again."))
    return redirect(_home(request, patient))
