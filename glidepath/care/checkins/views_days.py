"""The page on which a person chooses the days of the check-in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from glidepath.care.checkins.days_form import DaysForm, as_chosen
from glidepath.foundation.access import policy, scoped
from glidepath.foundation.clock import local_date, now
from glidepath.record.episodes.operations import choose_days
from glidepath.record.episodes.queries import chosen_days
from glidepath.record.patients.models import Patient


@policy("checkin.choose_days")
def days(request: HttpRequest) -> HttpResponse:
    """Which days, and whether a reminder comes. In the two weeks after a step every day is asked all the same."""
    patient = scoped(request.actor, Patient, "checkin.choose_days").select_related("site").get()
    form = DaysForm(request.POST or None, initial=as_chosen(chosen_days(patient.pk)))
    if request.method == "POST" and form.is_valid():
        chosen = {"weekdays": form.cleaned_data["weekdays"], "remind_at_hour": form.hour()}
        on = local_date(now(), patient.zone)
        choose_days(by=request.actor, at=now(), on=on, patient=patient, **chosen)
        messages.success(request, _("Your days are saved."))
        return redirect("patient_home:today")
    return render(request, "checkins/days.html", {"form": form, "patient": patient}, status=422 if form.errors else 200)
