"""Which questionnaires the clinic may use, and the permissions of their rights holders."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.care.checkins.permission_form import PermissionForm
from glidepath.care.checkins.permission_page import questionnaire_rows
from glidepath.foundation.access import can, one, policy
from glidepath.foundation.clock import now, today
from glidepath.record.instruments.models import ScalePermission
from glidepath.record.instruments.operations import PermissionRefused, record_permission, withdraw_permission
from glidepath.record.instruments.queries import instrument_of, permissions_of
from glidepath.record.sites.queries import site_of


@policy("scale.list")
def questionnaires(request: HttpRequest) -> HttpResponse:
    """Every questionnaire with licence, languages and whether people may be asked."""
    site = site_of(request.actor.site_id)
    context = {
        "rows": questionnaire_rows(site.pk, today(site.zone)),
        "permissions": permissions_of(site.pk),
        "may_permit": can(request.actor, "scale_permission.write").allowed,
    }
    return render(request, "checkins/questionnaires.html", context)


@policy("scale_permission.write")
def permission(request: HttpRequest, slug: str) -> HttpResponse:
    """Record who permitted a questionnaire, where that is kept and until when."""
    site = site_of(request.actor.site_id)
    found = instrument_of(site.pk, slug, today(site.zone))
    if found is None or not found.scale.licence.restricted:
        raise Http404
    form = PermissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_permission(
                by=request.actor, at=now(), today=today(site.zone), site=site, scale=slug, **form.cleaned_data
            )
            messages.success(request, _("The permission is recorded."))
            return redirect("checkins:questionnaires")
        except PermissionRefused as refused:
            form.add_error(refused.field, str(refused))
    context = {"form": form, "scale": found.scale}
    return render(request, "checkins/permission.html", context, status=422 if form.errors else 200)


@policy("scale_permission.write")
def end_permission(request: HttpRequest, permission_id: UUID) -> HttpResponse:
    """End a permission now; the questionnaire is no longer asked."""
    row = one(request.actor, ScalePermission, "scale_permission.write", permission_id)
    if request.method == "POST":
        withdraw_permission(by=request.actor, at=now(), row=row)
        messages.success(request, _("The permission has ended."))
    return redirect("checkins:questionnaires")
