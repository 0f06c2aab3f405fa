"""The rota, planning it, one shift, and hand-overs."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glidepath.care.rota.forms import EVERY_DAY, GiveForm, HandOverForm, PlanForm
from glidepath.care.rota.presenters import rota_view
from glidepath.care.rota.wording import moment_words, refusal
from glidepath.foundation.access import CLINICAL_ROLES, can, one, policy
from glidepath.foundation.clock import now, today
from glidepath.record.sites.models import HandOver, OnCallShift, Site
from glidepath.record.sites.queries import site_of, staff_of
from glidepath.record.sites.rota import (
    RotaRefused,
    give_shift,
    hand_over,
    hand_overs_of,
    plan_shifts,
    take_off,
    take_over,
)


def _staff(site_id: int) -> list[Any]:
    """Who may be on call: everybody in a clinical role who can still sign in, each once, by name."""
    clinical = [member for member in staff_of(site_id, now()) if member.role in CLINICAL_ROLES]
    users = {member.user_id: member.user for member in clinical if member.user.is_active}
    return sorted(users.values(), key=lambda user: user.name)


@policy("rota.read")
def rota(request: HttpRequest) -> HttpResponse:
    """Who is on call, day by day, and where nobody is."""
    view = rota_view(site_of(request.actor.site_id), now(), request.GET.get("from", ""))
    context = {"rota": view, "at": now(), "may_plan": can(request.actor, "rota.plan").allowed}
    context["may_hand_over"] = can(request.actor, "hand_over.write").allowed
    return render(request, "rota/rota.html", context)


@policy("rota.plan")
def plan(request: HttpRequest) -> HttpResponse:
    """Put a person on call: the same hours on several days."""
    site = site_of(request.actor.site_id)
    first = today(site.zone)
    usual = {"first": first, "last": first + timedelta(days=13), "weekdays": EVERY_DAY, "rank": 1}
    usual |= {"begins": time(8), "ends": time(20)}
    form = PlanForm(request.POST or None, staff=_staff(site.pk), zone=site.zone, initial=usual)
    if request.method == "POST" and form.is_valid() and _planned(request, site, form):
        return redirect("rota:rota")
    return render(request, "rota/plan.html", {"form": form, "site": site}, status=422 if form.is_bound else 200)


def _planned(request: HttpRequest, site: Site, form: PlanForm) -> bool:
    given = form.cleaned_data
    hours = {"begins": given["begins"], "ends": given["ends"], "rank": given["rank"]}
    try:
        rows = plan_shifts(by=request.actor, at=now(), site=site, user=form.person(), days=form.days(), **hours)
    except RotaRefused as refused:
        form.add_error(None, refusal(refused, site.zone))
        return False
    said = ngettext("%(n)s shift planned for %(name)s.", "%(n)s shifts planned for %(name)s.", len(rows))
    messages.success(request, said % {"n": len(rows), "name": form.person().name})
    return True


@policy("rota.plan")
def shift(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """One shift: give it to somebody else, or take it off the rota."""
    row = one(request.actor, OnCallShift, "rota.plan", shift_id)
    others = [user for user in _staff(row.site_id) if user.pk != row.user_id]
    taking_off = "take_off" in request.POST
    form = GiveForm(None if taking_off else request.POST or None, staff=others)
    refused = ""
    if request.method == "POST" and (taking_off or form.is_valid()):
        try:
            _change(request, row, None if taking_off else form.person())
            return redirect("rota:rota")
        except RotaRefused as reason:
            refused = refusal(reason, row.site.zone)
    hours = {"begins": moment_words(row.starts_at, row.site.zone), "ends": moment_words(row.ends_at, row.site.zone)}
    context = {"shift": row, "form": form, "refused": refused, "over": row.ends_at <= now(), **hours}
    return render(request, "rota/shift.html", context, status=422 if request.method == "POST" else 200)


def _change(request: HttpRequest, row: OnCallShift, to: Any) -> None:
    if to is None:
        take_off(by=request.actor, at=now(), shift=row)
        messages.success(request, _("The shift is off the rota."))
        return
    give_shift(by=request.actor, at=now(), shift=row, to=to)
    messages.success(request, _("%(name)s has the shift now.") % {"name": to.name})


@policy("hand_over.write")
def hand_overs(request: HttpRequest) -> HttpResponse:
    """What the last person on call told me, and what I tell the next one."""
    if "take" in request.POST:
        return _taken(request)
    site = site_of(request.actor.site_id)
    others = [user for user in _staff(site.pk) if user.pk != request.actor.user_id]
    form = HandOverForm(request.POST or None, staff=others)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            hand_over(by=request.actor, at=now(), site=site, to=form.person(), note=note)
        except RotaRefused as refused:
            form.add_error("note", refusal(refused, site.zone))
        else:
            messages.success(request, _("%(name)s is told that your hand-over waits.") % {"name": form.person().name})
            return redirect("rota:hand_over")
    rows = hand_overs_of(request.actor.user_id, site.pk)
    context = {"form": form, "site": site, "rows": rows, "me": request.actor.user_id}
    return render(request, "rota/hand_over.html", context, status=422 if form.is_bound else 200)


def _taken(request: HttpRequest) -> HttpResponse:
    """The reader confirms that they have a hand-over."""
    row = one(request.actor, HandOver, "hand_over.write", request.POST["take"])
    take_over(by=request.actor, at=now(), row=row)
    return redirect("rota:hand_over")
