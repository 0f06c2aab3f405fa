"""Taking in a check-in that waited on a phone. It counts for when it was answered, and keeps when it came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from glidepath.care.checkins.answering import send_daily
from glidepath.care.checkins.daily_form import DailyForm
from glidepath.foundation.access import Actor
from glidepath.record.patients.models import Patient


def arrived(by: Actor, patient: Patient, sent: Any, at: datetime) -> str:
    """Store it, and give an empty text, or the words that say why it was not stored.

    A question left open is not a reason to refuse: the person is no longer at the page. The same check-in sent
    again changes nothing.
    """
    form = DailyForm(sent, activity=str(sent.get("activity_named") or ""), left_open=True)
    if not form.is_valid():
        return _words(form)
    if form.cleaned_data["answered_at"] is None:
        return _("The time of these answers is missing. Send a new check-in about how you are now.")
    if form.cleaned_data["answered_at"] > at:  # a phone's clock runs ahead: it was answered before it came
        form.cleaned_data["answered_at"] = at
    if not _says_something(form.answers()):
        return _("Nothing was answered. Send a new check-in about how you are now.")
    return "" if send_daily(by, patient, form, at) else _words(form)


def _says_something(answers: Mapping[str, Any]) -> bool:
    return any(value is not None and value is not False for name, value in answers.items() if name != "activity_named")


def _words(form: DailyForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
