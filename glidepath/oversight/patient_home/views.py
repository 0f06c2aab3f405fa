"""The person's own pages: Today, Progress, and who looked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from glidepath.foundation import audit
from glidepath.foundation.access import policy, scoped
from glidepath.foundation.clock import now
from glidepath.oversight.patient_home.progress import progress_page
from glidepath.oversight.patient_home.today import today_page
from glidepath.oversight.patient_home.who_looked import looks_of
from glidepath.record.patients.models import Patient


def _me(request: HttpRequest, action: str) -> Patient:
    return scoped(request.actor, Patient, action).select_related("site").get()


@policy("home.read")
def today(request: HttpRequest) -> HttpResponse:
    """What to take now, and what comes next."""
    patient = _me(request, "home.read")
    page = today_page(patient, now(), get_language() or "en")
    context = {"page": page, "patient": patient, "site": patient.site, "live_url": "/live/"}
    return render(request, "patient_home/today.html", context)


@policy("home.read")
def progress(request: HttpRequest) -> HttpResponse:
    """What was kept and reached."""
    patient = _me(request, "home.read")
    return render(request, "patient_home/progress.html", {"page": progress_page(patient, now()), "patient": patient})


@policy("audit.mine")
def who_looked(request: HttpRequest) -> HttpResponse:
    """Who has seen the person's record, and when."""
    patient = _me(request, "audit.mine")
    looks = looks_of(audit.who_looked(patient.ref))
    return render(request, "patient_home/who_looked.html", {"looks": looks, "patient": patient})
