"""The thresholds of the clinic: to see, and to change one with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from glidepath_clinical.protocol import LimitsError

from glidepath.care.escalation.limit_form import LimitForm
from glidepath.care.escalation.limits_page import limits_page, views_of
from glidepath.foundation.access import can, policy
from glidepath.foundation.clock import now
from glidepath.record.sites.operations import change_limit
from glidepath.record.sites.queries import limit_changes, site_of


@policy("limits.read")
def limits(request: HttpRequest) -> HttpResponse:
    """Every threshold with its number here, its source, and what was changed."""
    site = site_of(request.actor.site_id)
    context = {"page": limits_page(site), "may_change": can(request.actor, "limits.change").allowed, "site": site}
    return render(request, "escalation/limits.html", context)


@policy("limits.change")
def limit(request: HttpRequest, slug: str) -> HttpResponse:
    """One threshold: set the clinic's own number, or go back to the default."""
    site = site_of(request.actor.site_id)
    view = views_of(site).get(slug)
    if view is None or view.fixed:
        raise Http404
    form = LimitForm(request.POST or None, initial={"value": view.value}, low=view.lowest, high=view.highest)
    if request.method == "POST" and form.is_valid() and _changed(request, site, slug, form):
        return redirect("escalation:limits")
    context = {"limit": view, "form": form, "changes": limit_changes(site.pk, slug), "site": site}
    return render(request, "escalation/limit.html", context, status=422 if form.is_bound else 200)


def _changed(request: HttpRequest, site: Any, name: str, form: LimitForm) -> bool:
    given = form.cleaned_data
    value = str(given["value"])
    try:
        change_limit(by=request.actor, at=now(), site=site, name=name, value=value, reason=given["reason"])
    except LimitsError as refused:
        form.add_error("value", _("This does not go together with another limit: %(why)s.") % {"why": refused})
        return False
    messages.success(request, _("The limit is changed. It counts from the next answer on."))
    return True
