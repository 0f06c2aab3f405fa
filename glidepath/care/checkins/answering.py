"""From a filled-in form to a stored entry; a refusal comes back as an error beside its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from glidepath.care.checkins.daily import ASKED_BY, FORM_VERSION, KEYS, SIGNS, AnswersRefused
from glidepath.care.checkins.daily_form import DailyForm
from glidepath.care.checkins.forms import SentForm
from glidepath.care.checkins.moments import MomentRefused
from glidepath.care.checkins.operations import AlreadySent, submit_check_in, submit_scale
from glidepath.care.checkins.scale_form import ScaleForm
from glidepath.foundation.access import Actor, Role
from glidepath.record.observations.models import CheckIn, ScaleResponse
from glidepath.record.patients.models import Patient

INFORMANT = {Role.PATIENT: "patient", Role.CAREGIVER: "caregiver"}


def send_daily(by: Actor, patient: Patient, form: DailyForm, at: datetime) -> CheckIn | None:
    """Store a check-in; None when the form now carries an error."""
    version = form.cleaned_data["form_version"] or FORM_VERSION
    asked = ASKED_BY.get(version, KEYS)  # an older page's "none of these" says nothing about what it did not ask
    answers = {name: value for name, value in form.answers().items() if name in asked}
    said = {**_said(by, patient, form, at), "answers": answers, "form_version": version}
    said["phone_said_at"] = form.cleaned_data.get("phone_said_at")
    stored: CheckIn | None = _guarded(form, lambda: submit_check_in(by=by, patient=patient, at=at, **said))
    return stored


def send_scale(by: Actor, patient: Patient, form: ScaleForm, answered_by: str, at: datetime) -> ScaleResponse | None:
    """Store answers to a scale; None when the form now carries an error."""
    said = _said(by, patient, form, at) | {"answers": form.answers(), "scale": form.page.id}
    if answered_by == "clinician":
        said |= {"informant": "clinician", "source": "visit"}
    stored: ScaleResponse | None = _guarded(form, lambda: submit_scale(by=by, patient=patient, at=at, **said))
    return stored


def _said(by: Actor, patient: Patient, form: SentForm, at: datetime) -> dict[str, Any]:
    """Staff enter what the person says on the phone; a caregiver speaks as a caregiver, never as the person."""
    given = form.cleaned_data
    own = by.role in INFORMANT
    late = given["answered_at"] is not None
    return {
        "client_uuid": given["client_uuid"],
        "happened_at": given["answered_at"] or at,
        "zone": given["zone"] or patient.zone,
        "informant": INFORMANT.get(by.role, "patient"),
        "source": ("offline" if late else "web") if own else "phone",
    }


def _guarded(form: SentForm, send: Callable[[], Any]) -> Any | None:
    try:
        return send()
    except AnswersRefused as refused:
        _show(form, refused.problems)
    except MomentRefused as refused:
        form.add_error(None, str(refused))
    except AlreadySent as sent:
        form.used_up = True
        form.add_error(None, _before(sent))
    return None


def _show(form: SentForm, problems: dict[str, str]) -> None:
    for name, text in problems.items():
        field = "signs" if name in SIGNS else name
        form.add_error(field if field in form.fields else None, text)


def _before(sent: AlreadySent) -> str:
    if sent.before is None:
        return _("This page is out of date. Nothing was saved from it; send it once more.")
    return _("You sent this page before with other answers, and those are kept. Send it once more to add these too.")
