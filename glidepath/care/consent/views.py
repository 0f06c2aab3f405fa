"""Saying yes or waiting, taking a yes back, and naming what matters."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from glidepath.care.consent.forms import MilestonesForm, YesForm
from glidepath.care.consent.operations import NotAsked, give, name_milestones, open_to_consent, take_back
from glidepath.care.consent.pages import text_for
from glidepath.care.consent.wording import ConsentText
from glidepath.foundation import audit
from glidepath.foundation.access import one, policy
from glidepath.foundation.clock import local_date, now
from glidepath.record.agreements.queries import milestones_of, standing_consent
from glidepath.record.alerts.queries import stops_doses
from glidepath.record.patients.queries import patient_of
from glidepath.record.plans.frozen import doses_in_words
from glidepath.record.plans.models import Plan
from glidepath.record.plans.operations import ChangedMeanwhile

WHY_NOT = {
    "plan_not_open": gettext_lazy("This plan does not wait for your answer now."),
    "plan_not_running": gettext_lazy("Your plan rests now. No new step is asked of you."),
    "not_the_next_step": gettext_lazy("This step is not the next one. One step at a time."),
    "no_such_step": gettext_lazy("This plan has no such step."),
}


@policy("plan.consent")
def give_page(request: HttpRequest, plan: UUID, step: int) -> HttpResponse:
    """The words, then yes or wait. What was on the screen is checked again before the yes is kept."""
    row = one(request.actor, Plan, "plan.consent", plan)
    if not row.steps.filter(number=step).exists():
        raise Http404
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="plan")
    text = text_for(row, step, get_language() or "en", now())
    form = YesForm(
        request.POST if request.method == "POST" else None,
        initial={"plan_hash": row.content_hash, "text_digest": text.digest},
    )
    if request.method == "POST" and form.is_valid():
        answered = _answer(request, row, step, text, form)
        if answered is not None:
            return answered
    return _page(request, row, step, text, form)


def _page(request: HttpRequest, plan: Plan, step: int, text: ConsentText, form: YesForm) -> HttpResponse:
    closed = open_to_consent(plan, step, local_date(now(), plan.patient.zone))
    kind = "step" if step else "plan"
    asked = plan.steps.get(number=step) if step else None
    context = {
        "plan": plan,
        "step": asked,
        "doses": doses_in_words(asked, text.language) if asked and not stops_doses(plan.patient_id) else [],
        "text": text,
        "form": form,
        "why_not": WHY_NOT.get(closed, ""),
        "given": standing_consent(plan.public_id, plan.content_hash, kind, step),
    }
    return render(request, "consent/give.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, plan: Plan, step: int, text: ConsentText, form: YesForm) -> HttpResponse | None:
    if form.cleaned_data["answer"] == "wait":
        messages.info(request, _("That is fine. Nothing changes. You can come back on any day."))
        return redirect("tapering:my_plan")
    try:
        if form.cleaned_data["text_digest"] != text.digest:
            raise ChangedMeanwhile(plan)
        give(
            by=request.actor,
            at=now(),
            plan=plan,
            step_number=step,
            text=text,
            plan_hash=form.cleaned_data["plan_hash"],
        )
    except ChangedMeanwhile:
        form.add_error(None, _("The plan changed while you were reading. Please read it once more."))
        form.data = {**form.data.dict(), "plan_hash": plan.content_hash, "text_digest": text.digest, "answer": ""}
        return None
    except NotAsked as closed:
        messages.warning(request, WHY_NOT[closed.code])
        return redirect("tapering:my_plan")
    messages.success(request, _("Thank you. Your yes is kept. You can take it back at any time."))
    return redirect("tapering:my_plan")


@policy("plan.consent")
@require_POST
def take_back_page(request: HttpRequest, plan: UUID, step: int) -> HttpResponse:
    """Take a yes back; the plan then rests at the present dose."""
    row = one(request.actor, Plan, "plan.consent", plan)
    consent = standing_consent(row.public_id, row.content_hash, "step" if step else "plan", step)
    if consent is not None:
        take_back(by=request.actor, at=now(), consent=consent)
        messages.success(request, _("Your yes is taken back. You stay at the dose you take now."))
    return redirect("tapering:my_plan")


@policy("plan.consent")
def milestones(request: HttpRequest) -> HttpResponse:
    """What matters to the person, in their own words."""
    patient = patient_of(request.actor.patient_id)
    named = milestones_of(patient.pk)
    form = MilestonesForm(request.POST if request.method == "POST" else None, already=len(named))
    if request.method == "POST" and form.is_valid():
        name_milestones(by=request.actor, at=now(), patient=patient, words=form.words)
        messages.success(request, _("Kept in your own words. Your whole team sees it."))
        return redirect("tapering:my_plan")
    context = {"form": form, "named": named}
    return render(request, "consent/milestones.html", context, status=422 if form.errors else 200)
