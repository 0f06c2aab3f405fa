"""The help page, the page of one alert, and what a rule is."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.care.escalation.chain import confirm, is_broken, last_tests
from glidepath.care.escalation.forms import CallMeForm
from glidepath.care.escalation.numbers import numbers_for
from glidepath.care.escalation.operations import request_call
from glidepath.care.escalation.regions import REGIONS
from glidepath.care.escalation.rule_facts import attribute_rows, attributes_of
from glidepath.foundation.access import Role, can, policy, scoped
from glidepath.foundation.clock import now
from glidepath.record.alerts.wording import rule_name
from glidepath.record.patients.models import Patient
from glidepath.record.sites.queries import site_of


@policy("help.read")
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to call when not safe. For everybody, without sign-in, and without the database if need be."""
    context = {
        "site": numbers_for(request.actor),
        "may_ask": request.actor.role is Role.PATIENT,
        "token": uuid4(),
        "regions": REGIONS,
    }
    return render(request, "escalation/help.html", context)


@policy("help.call_me")
def call_me(request: HttpRequest) -> HttpResponse:
    """The person asks the team to call."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    patient = scoped(request.actor, Patient, "help.call_me").get()
    form = CallMeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("That did not reach us. Tap “Ask my team to call me” once more, or call."))
        return redirect("escalation:help")
    request_call(by=request.actor, patient=patient, token=form.cleaned_data["token"], at=now())
    messages.success(request, _("Your team's list shows now that you want a call. Somebody calls you today."))
    return redirect("escalation:help")


@policy("rule.read")
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """What a rule is: when it speaks, what it needs, where it comes from and what is not known about it."""
    attributes = attributes_of(slug)
    if attributes is None:
        raise Http404
    context = {"rule": attributes, "name": rule_name(slug), "slug": slug, **attribute_rows(attributes)}
    context["may_board"] = bool(can(request.actor, "board.read"))
    return render(request, "escalation/rule.html", context)


@policy("rule.read")
def dsi(request: HttpRequest, slug: str) -> JsonResponse:
    """The source attributes of a rule for other programs."""
    attributes = attributes_of(slug)
    if attributes is None:
        raise Http404
    return JsonResponse(attributes)


@policy("chain.read")
def chain(request: HttpRequest) -> HttpResponse:
    """The daily tests of the chain; whoever was told confirms here."""
    if request.method == "POST":
        if confirm(by=request.actor, at=now()):
            messages.success(request, _("Thank you: the way from an alert to you works."))
        return redirect("escalation:chain")
    site, at = site_of(request.actor.site_id), now()
    tests = last_tests(site.pk)
    mine = any(test.user_id == request.actor.user_id and test.answered_at is None for test in tests)
    context = {"tests": tests, "mine": mine, "site": site, "broken": is_broken(site.pk, at), "at": at}
    return render(request, "escalation/chain.html", context)
