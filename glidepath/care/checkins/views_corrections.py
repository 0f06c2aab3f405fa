"""Pages on which a clinician puts a wrong value right: who, when and why stay with it, and so does the wrong value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from glidepath.care.checkins.correcting import (
    AlreadyCorrected,
    NothingCorrected,
    action_to_correct,
    correct_check_in,
    correct_measurement,
    corrected_already,
)
from glidepath.care.checkins.correction_forms import CheckInCorrectionForm, ValueCorrectionForm
from glidepath.care.checkins.daily import SIGNS, AnswersRefused
from glidepath.care.checkins.daily_page import scale_rows
from glidepath.care.checkins.measure_page import plain
from glidepath.care.checkins.measure_words import measure_words, pain_words, unit_words
from glidepath.care.checkins.measuring import MeasurementsRefused
from glidepath.foundation import audit
from glidepath.foundation.access import can, one, policy
from glidepath.foundation.clock import now
from glidepath.record.observations.codes import MEASURE_OF_CODE
from glidepath.record.observations.models import CheckIn, Observation


@policy("answers.correct")
def value(request: HttpRequest, observation_id: UUID) -> HttpResponse:
    """Correct one measured value, or take it back."""
    row = one(request.actor, Observation, "answers.correct", observation_id)
    page = reverse("checkins:measured", args=[row.patient.public_id])
    if hasattr(row, "superseded_by"):
        messages.warning(request, corrected_already())
        return redirect(page)
    action = action_to_correct(row)
    if action is None or not can(request.actor, action):
        raise Http404
    form = ValueCorrectionForm(request.POST or None, row=row)
    if _corrected(request, form, lambda said: correct_measurement(**said, row=row, value=form.value())):
        messages.success(
            request, _("Corrected. The old value stays in the history, and the rules have read the new one.")
        )
        return redirect(page)
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="measurements")
    return _page(request, "checkins/correct_value.html", form, {"row": row, "patient": row.patient, **_words(row)})


@policy("answers.correct")
def check_in(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Correct the answers of one check-in."""
    row = one(request.actor, CheckIn, "answers.correct", entry_id)
    if hasattr(row, "superseded_by"):
        messages.warning(request, corrected_already())
        return redirect("checkins:entry", row.superseded_by.public_id)
    form = CheckInCorrectionForm(request.POST or None, row=row)
    new = _corrected(request, form, lambda said: correct_check_in(**said, row=row, answers=form.answers()))
    if new:
        messages.success(
            request, _("Corrected. The old answers stay in the history, and the rules have read the new ones.")
        )
        return redirect("checkins:entry", new.public_id)
    audit.looked(by=request.actor, patient_ref=row.patient.ref, what="answers")
    context = {"entry": row, "patient": row.patient, "rows": scale_rows(form)}
    return _page(request, "checkins/correct_check_in.html", form, context)


def _corrected(request: HttpRequest, form: Form, correct: Callable[[dict[str, Any]], Any]) -> Any | None:
    """The new row; None when there is nothing to store, or when the form now carries an error."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return correct({"by": request.actor, "because": form.cleaned_data["because"], "at": now()})
    except NothingCorrected:
        form.add_error(None, _("Nothing is different from what stands already."))
    except AlreadyCorrected:
        form.add_error(None, corrected_already())
    except MeasurementsRefused as refused:
        for text in refused.problems.values():
            form.add_error("value", text)
    except AnswersRefused as refused:
        for name, text in refused.problems.items():
            field = "signs" if name in SIGNS else name
            form.add_error(field if field in form.fields else None, text)
    return None


def _page(request: HttpRequest, template: str, form: Form, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def _words(row: Observation) -> dict[str, str]:
    """What stands now, in words."""
    measure = MEASURE_OF_CODE.get(row.code)
    if measure is None:
        question, answer = pain_words(row)
        return {"what": question, "stands": answer}
    number = "" if row.value_number is None else plain(row.value_number)
    return {"what": measure_words(measure.name), "stands": f"{number} {unit_words(measure.unit)}".strip()}
