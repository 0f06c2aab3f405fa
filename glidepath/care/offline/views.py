"""The pages a phone keeps, the service worker that keeps them, and the door for check-ins that waited on a phone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from glidepath.care.checkins.daily import FORM_VERSION
from glidepath.care.checkins.daily_form import DailyForm
from glidepath.care.checkins.daily_page import scale_rows
from glidepath.care.escalation.numbers import numbers_for
from glidepath.care.escalation.regions import REGIONS
from glidepath.care.offline.arrival import arrived
from glidepath.care.offline.shell import worker_script
from glidepath.foundation.access import ANONYMOUS, Role, policy, scoped
from glidepath.foundation.clock import now
from glidepath.record.patients.models import Patient

ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@policy("offline.read")
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the pages of this module on the phone; browsers ask for it anew each time."""
    answer = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@policy("offline.read")
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to know to put Glidepath on its home screen."""
    icons = [
        {"src": static(f"img/app-{use}-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
        for size, use in ICONS
    ]
    facts = {
        "name": "Glidepath",
        "short_name": "Glidepath",
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "id": "/",
        "display": "standalone",
        "background_color": "#f4f4ee",
        "theme_color": "#1d5b4e",
        "icons": icons,
        "shortcuts": [{"name": _("Help now"), "url": reverse("escalation:help")}],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@policy("offline.read")
@require_GET
def no_connection(request: HttpRequest) -> HttpResponse:
    """What stands in for a page that cannot be fetched."""
    return _kept_page(request, "offline/no_connection.html")


@policy("offline.read")
@require_GET
def help_kept(request: HttpRequest) -> HttpResponse:
    """The help page as the phone keeps it: the numbers, and nothing that needs a connection."""
    return _kept_page(request, "escalation/help.html", regions=REGIONS)


@policy("offline.read")
@require_GET
def check_in(request: HttpRequest) -> HttpResponse:
    """The daily questions without anything about the person; the answers wait on the phone."""
    form = DailyForm(initial={"form_version": FORM_VERSION})
    return _kept_page(request, "offline/check_in.html", form=form, rows=scale_rows(form))


@policy("offline.read")
@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """What the phone says after it kept a check-in."""
    return _kept_page(request, "offline/kept.html", urgent=False)


@policy("offline.read")
@require_GET
def kept_urgent(request: HttpRequest) -> HttpResponse:
    """The same after an answer that cannot wait: nobody has seen it yet, so the numbers come first."""
    return _kept_page(request, "offline/kept.html", urgent=True)


def _kept_page(request: HttpRequest, template: str, **known: Any) -> HttpResponse:
    """A page for everybody of a clinic: its numbers are read first, then nobody is signed in any more."""
    site = numbers_for(request.actor)
    request.user, request.actor = AnonymousUser(), ANONYMOUS
    page = render(request, template, {"site": site, "may_ask": False, "kept_page": True, **known})
    page.headers["Cache-Control"] = "no-store"  # the service worker alone keeps it
    return page


@policy("checkin.write")
@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    """GET: the key a page needs to send. POST: one check-in that waited on the phone; the answer says what became
    of it: `{"state": "stored"}`, or 422 and `{"state": "refused", "message": words}`."""
    if request.actor.role is not Role.PATIENT:
        raise Http404
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    patient = scoped(request.actor, Patient, "checkin.write").select_related("site").get()
    refused = arrived(request.actor, patient, request.POST, now())
    if refused:
        return JsonResponse({"state": "refused", "message": refused}, status=422)
    return JsonResponse({"state": "stored"})
