"""How a person is reached, the way in from a notice, the ledger, and what browsers say back."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from glidepath.foundation.access import policy
from glidepath.foundation.clock import now
from glidepath.foundation.notify import operations, queries, web_push
from glidepath.foundation.notify.forms import BrowserForm, ChoiceForm
from glidepath.foundation.notify.models import Channel
from glidepath.foundation.notify.sms import LOOPBACK, sms_is_on

TOKEN_LONGEST = 200


@policy("settings.self")
def choices(request: HttpRequest) -> HttpResponse:
    """How I am reached, and in which hours notices wait."""
    user = request.user
    row, browsers = operations.choice_of(user), queries.browsers_of(user)
    kept = {name: getattr(row, name) for name in ("phone", "email", "quiet_from", "quiet_to")}
    about = {"sms": sms_is_on(), "other_ways": browsers > 0, "zone": user.zone}
    form = ChoiceForm(request.POST or None, initial=kept, **about)
    if request.method == "POST" and form.is_valid():
        operations.keep_choice(user, **form.cleaned_data)
        messages.success(request, _("Kept. This is how you are reached from now on."))
        return redirect("notify:choices")
    key = web_push.encode(web_push.raw_public(web_push.clinic_key().public_key())) if web_push.push_is_on() else ""
    context = {"form": form, "push_key": key, "browsers": browsers, "staff": request.actor.role.value != "patient"}
    return render(request, "notify/choices.html", context, status=422 if form.is_bound else 200)


@policy("settings.self")
@require_POST
def browser(request: HttpRequest) -> HttpResponse:
    """This browser shows notices from now on; or, with `stop`, no browser of mine does."""
    if "stop" in request.POST:
        operations.unsubscribe(request.user)
        return redirect("notify:choices")
    form = BrowserForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        operations.subscribe(request.user, **form.cleaned_data, at=now())
    except web_push.NotAPushService:
        said = _("This push service is not one the clinic allows.")
        return JsonResponse({"errors": {"endpoint": [said]}}, status=422)
    return JsonResponse({"kept": True})


@policy("settings.self")
def opened(request: HttpRequest, prompt_id: UUID) -> HttpResponse:
    """The way in from a notice: noted as seen, then on to the page it is about."""
    prompt = queries.prompt_of(request.user, prompt_id)
    if prompt is None:
        raise Http404
    operations.note_displayed(prompt, Channel.SCREEN, now())
    return redirect(prompt.opens or "home")


@policy("notice.shown")
@csrf_exempt
@require_POST
def shown(request: HttpRequest) -> HttpResponse:
    """A browser says that it has shown a notice. Its token proves it; nothing about a person is asked or answered."""
    token = request.POST.get("seen", "")[:TOKEN_LONGEST]
    return HttpResponse(status=204 if operations.displayed_by_token(token, now()) else 400)


@policy("notice.shown")
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows notices when no page is open. Its scope is /notices/ alone."""
    return render(request, "notify/worker.js", content_type="text/javascript")


@policy("ledger.read")
def ledger(request: HttpRequest) -> HttpResponse:
    """Who of the team was told, by which way and when, and what became of it. It names no patient."""
    only = request.GET.get("show") == "undelivered"
    context = {"lines": queries.ledger_of(request.actor.site_id, only), "only": only}
    return render(request, "notify/ledger.html", context)


@policy("sms.loopback")
def loopback(request: HttpRequest) -> HttpResponse:
    """The text messages that a demo would have sent. It exists only in a demo clinic."""
    if not settings.GLIDEPATH_DEMO or settings.GLIDEPATH_SMS_GATEWAY != LOOPBACK:
        raise Http404
    return render(request, "notify/loopback.html", {"rows": queries.loopback_messages()})
