"""Taking in what a person, a caregiver or a nurse on the phone answers. The rules run in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from glidepath.care.checkins.daily import FORM_VERSION, read_answers
from glidepath.care.checkins.moments import Moment, moment_of
from glidepath.care.checkins.scoring import scored, usable_scale
from glidepath.care.checkins.screening import keep_result
from glidepath.foundation import audit, events, feed
from glidepath.foundation.access import Actor
from glidepath.foundation.clock import local_date
from glidepath.foundation.statements import insert
from glidepath.record.observations.models import CheckIn, ObservedRow, ScaleResponse
from glidepath.record.observations.queries import sent_as
from glidepath.record.patients.models import Patient

IMPORTED = "import"  # a source of its own: such answers may be of any age


class AlreadySent(Exception):
    """This form was sent before with other answers, or by somebody else. `before` is None for somebody else's."""

    def __init__(self, before: ObservedRow | None) -> None:
        super().__init__("this form was sent before")
        self.before = before


@dataclass(frozen=True)
class Said:
    """Who said it, who typed it, when and where, and by which way it came."""

    by: Actor
    informant: str
    happened_at: datetime
    zone: str
    source: str
    at: datetime


def submit_check_in(
    *,
    by: Actor,
    patient: Patient,
    client_uuid: UUID,
    answers: Mapping[str, Any],
    happened_at: datetime,
    zone: str,
    informant: str,
    source: str,
    at: datetime,
    form_version: str = FORM_VERSION,
    phone_said_at: datetime | None = None,
) -> CheckIn:
    """Store one daily check-in; its rules and alerts are in the same transaction. Pages, calls, messages and a phone
    that was offline all come through here.

    `happened_at` is when it was answered, `at` when it reached us, both by the server's clock; `phone_said_at` is what
    the phone's clock said, when that was wrong. The same form sent again gives the first one back
    and changes nothing. Raises AnswersRefused (also for a form version nobody knows), MomentRefused, and AlreadySent
    when the form's id was used before for other answers or for another person.
    """
    said = Said(by, informant, happened_at, zone, source, at)
    read = read_answers(answers, form_version, informant)
    row = {"answers": read, "client_uuid": client_uuid, "form_version": form_version}
    row["phone_said_at"] = phone_said_at
    return _store_once(CheckIn, patient, said, row, "check_in")


def submit_scale(
    *,
    by: Actor,
    patient: Patient,
    scale: str,
    answers: Mapping[str, int | None],
    happened_at: datetime,
    zone: str,
    informant: str,
    source: str,
    at: datetime,
    client_uuid: UUID | None = None,
) -> ScaleResponse:
    """Store answers to a validated scale with its total; a missing item means no total, None is a declined item.

    Raises AnswersRefused (unknown item or answer, nothing answered, a scale this informant may not answer),
    MomentRefused and AlreadySent.
    """
    said = Said(by, informant, happened_at, zone, source, at)
    found = usable_scale(patient.site_id, scale, local_date(at, patient.zone))
    row = {**scored(found, answers, informant), "client_uuid": client_uuid}
    return _store_once(ScaleResponse, patient, said, row, "scale")


def _store_once(model: type[Any], patient: Patient, said: Said, row: dict[str, Any], kind: str) -> Any:
    moment = moment_of(said.happened_at, said.zone, said.at, history=said.source == IMPORTED)
    try:
        with transaction.atomic():
            return _sent_before(model, patient, row) or _store(model, patient, said, moment, row, kind)
    except IntegrityError:
        before = _sent_before(model, patient, row)  # two requests met; the first one holds
        if before is None:
            raise
        return before


def _sent_before(model: type[Any], patient: Patient, row: dict[str, Any]) -> Any | None:
    if row["client_uuid"] is None:
        return None
    found = sent_as(model, row["client_uuid"])
    if found is None:
        return None
    before = model.objects.get(pk=found)
    if before.patient_id != patient.pk:
        raise AlreadySent(None)
    if before.answers != row["answers"]:
        raise AlreadySent(before)
    return before


def _store(model: type[Any], patient: Patient, said: Said, moment: Moment, row: dict[str, Any], kind: str) -> Any:
    stored = model(
        patient=patient,
        site_id=patient.site_id,
        happened_at=moment.at,
        zone=moment.zone,
        local_on=moment.local_on,
        received_at=said.at,
        informant=said.informant,
        entered_by_id=said.by.user_id,
        source=said.source,
        **row,
    )
    insert(stored)
    ref = f"{kind}:{stored.public_id}"
    if kind == "scale":
        keep_result(stored)
    audit.record(by=said.by, action=f"{kind}.submit", object_ref=ref, patient_ref=patient.ref, at=said.at)
    events.publish(f"{kind}.recorded", patient_id=patient.pk, cause=ref, at=said.at)
    feed.announce(site_id=patient.site_id, topic="answers", patient_ref=patient.ref, audience="both")
    return stored
