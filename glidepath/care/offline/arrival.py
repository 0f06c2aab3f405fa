"""Taking in a check-in that waited on a phone. It counts for when it was answered, and keeps when it came.

What cannot be stored is refused in words. Danger told in it goes to the team all the same, and is no answer of now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from glidepath.care.checkins.answering import send_daily
from glidepath.care.checkins.daily_form import DailyForm
from glidepath.care.checkins.danger import danger_in, not_stored, tell_of_danger
from glidepath.care.checkins.forms import MomentField
from glidepath.care.checkins.moments import CLOCK_AHEAD
from glidepath.care.offline.person_key import person_key, writer_of
from glidepath.foundation.access import Actor
from glidepath.record.alerts.queries import causes_from
from glidepath.record.observations.models import CheckIn
from glidepath.record.patients.models import Patient

ANOTHER_PERSON, NOT_READ, OLD, NOTHING_SAID = "another person", "could not be read", "old answers", "nothing answered"


def arrived(by: Actor, patient: Patient, sent: Any, at: datetime) -> str:
    """Store it, and give an empty text, or the words that say why it was not stored.

    A question left open is not a reason to refuse: the person is no longer at the page. The same check-in sent
    again changes nothing.
    """
    if sent.get("person") != person_key(by):
        writer = writer_of(patient.site_id, str(sent.get("person") or "")) or patient
        words = _("These answers were written while somebody else was signed in. They were not sent.")
        return _refused(by, writer, sent, at, ANOTHER_PERSON, words)
    form = DailyForm(sent, activity=str(sent.get("activity_named") or ""), left_open=True)
    if not form.is_valid():
        return _refused(by, patient, sent, at, NOT_READ, _words(form))
    if form.cleaned_data["answered_at"] is None:
        words = _("The time of these answers is missing. Send a new check-in about how you are now.")
        return _refused(by, patient, sent, at, NOT_READ, words)
    _by_our_clock(form.cleaned_data, sent, at)
    if not _says_something(form.answers()):
        words = _("Nothing was answered. Send a new check-in about how you are now.")
        return _refused(by, patient, sent, at, NOTHING_SAID, words)
    entry = send_daily(by, patient, form, at)
    if entry is None:
        return _refused(by, patient, sent, at, NOT_READ, _words(form))
    _nothing_overheard(by, patient, sent, entry, at)
    return ""


def _refused(by: Actor, patient: Patient, sent: Any, at: datetime, why: str, words: str) -> str:
    """The words for the person; danger goes to the team first, and the words say so."""
    danger = danger_in(sent)
    if danger is None:
        return words
    tell_of_danger(by=by, patient=patient, danger=danger, entry=not_stored(sent, why), at=at)
    numbers = {"emergency": patient.site.emergency_number, "line": patient.site.crisis_line}
    told = _("Your team was told what you wrote. If it is so now, call %(emergency)s, or the crisis line: %(line)s.")
    return f"{told % numbers} {words}"


def _nothing_overheard(by: Actor, patient: Patient, sent: Any, entry: CheckIn, at: datetime) -> None:
    """Answers of days ago may be too old for a rule. Danger in them is told all the same when no rule spoke of it."""
    if not entry.is_late or (danger := danger_in(sent)) is None:
        return
    if not causes_from(patient.pk, f"check_in:{entry.public_id}"):
        tell_of_danger(by=by, patient=patient, danger=danger, entry=not_stored(sent, OLD), at=at)


def _by_our_clock(given: dict[str, Any], sent: Any, at: datetime) -> None:
    """When it was answered by the server's clock. The phone says what its own clock shows as it sends; the difference
    is taken off, and what the phone had said is kept beside it.
    """
    said: datetime = given["answered_at"]
    off = _phone_is_ahead(sent, at)
    ours = min(said - off, at)  # whatever a clock says, it was answered before it came
    if abs(said - ours) > CLOCK_AHEAD:
        given["phone_said_at"] = said
    given["answered_at"] = ours


def _phone_is_ahead(sent: Any, at: datetime) -> timedelta:
    try:
        shown = MomentField(required=False).clean(sent.get("sent_at"))
    except forms.ValidationError:
        shown = None
    return shown - at if shown is not None and abs(shown - at) > CLOCK_AHEAD else timedelta(0)


def _says_something(answers: Mapping[str, Any]) -> bool:
    return any(value is not None and value is not False for name, value in answers.items() if name != "activity_named")


def _words(form: DailyForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
