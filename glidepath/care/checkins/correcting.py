"""Correcting what was entered wrongly: a new row stands in for the old one, which stays with who, when and why.

The rules run again in the same transaction and read the corrected value. An alert that the wrong value raised keeps
its history; a person closes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from glidepath.care.checkins.daily import TEXTS, read_answers
from glidepath.care.checkins.measuring import MeasurementsRefused, checked_values
from glidepath.foundation import audit, events, feed
from glidepath.foundation.access import Actor
from glidepath.record.observations.codes import (
    DIASTOLIC,
    GAIT,
    MEASURE_OF_CODE,
    PAIN_SIGNS,
    RANGE_OF_MOTION,
    RESULT_CODES,
    SYSTOLIC,
    VITALS,
)
from glidepath.record.observations.device_days import DEVICE
from glidepath.record.observations.models import CheckIn, CorrectableRow, Observation

SOURCE: Final = "correction"
# Whoever may enter a value may correct it.
WRITTEN_WITH: Final[Mapping[str, str]] = {
    **{one.code: "vitals.write" for one in VITALS},
    **dict.fromkeys(RESULT_CODES, "result.write"),
    **{one.code: "movement.write" for one in (*GAIT, *RANGE_OF_MOTION)},
    **dict.fromkeys(PAIN_SIGNS, "pain.tell"),
}


class NothingCorrected(ValueError):
    """The corrected value is the old one."""


class AlreadyCorrected(Exception):
    """Somebody corrected this row before; the newer one is the one to correct."""


def action_to_correct(row: Observation) -> str | None:
    """The action by which this value may be corrected; None for what a device sent, or what was corrected before."""
    if row.informant == DEVICE or hasattr(row, "superseded_by"):
        return None
    return WRITTEN_WITH.get(row.code)


def correct_measurement(
    *, by: Actor, row: Observation, value: Decimal | None, because: str, at: datetime
) -> Observation:
    """Put another number in the place of a wrong one; None takes it back: it was not measured on this person.

    Raises MeasurementsRefused for a number that cannot be right, NothingCorrected and AlreadyCorrected.
    """
    if value is not None:
        _check(row, value)
    changed = {
        "code": row.code, "code_system": row.code_system, "display": row.display, "unit": row.unit,
        "value_number": value, "source_ref": f"corrects:{row.public_id}",
    }  # fmt: skip
    return _replace(by, row, changed, because, at, "observation")


def correct_check_in(*, by: Actor, row: CheckIn, answers: Mapping[str, Any], because: str, at: datetime) -> CheckIn:
    """Put other answers in the place of wrong ones. Own words stay as they were written.

    Raises AnswersRefused, NothingCorrected and AlreadyCorrected.
    """
    said = {name: value for name, value in answers.items() if name in row.answers}
    words = {name: row.answers[name] for name in TEXTS if name in row.answers}
    read = read_answers({**said, **words}, row.form_version, row.informant)
    if read == row.answers:
        raise NothingCorrected
    kept = {"local_on": row.local_on, "phone_said_at": row.phone_said_at}
    changed = {"answers": read, "client_uuid": uuid4(), **kept}
    return _replace(by, row, changed, because, at, "check_in")


def _check(row: Observation, value: Decimal) -> None:
    """The same checks as at entry; the other number of a blood pressure is the one of the same sitting."""
    if value == row.value_number:
        raise NothingCorrected
    name = MEASURE_OF_CODE[row.code].name
    given = {name: value}
    other = {SYSTOLIC.code: DIASTOLIC, DIASTOLIC.code: SYSTOLIC}.get(row.code)
    if other is not None:
        pair = Observation.objects.filter(
            patient_id=row.patient_id, code=other.code, happened_at=row.happened_at, superseded_by__isnull=True
        )
        found = pair.exclude(value_number=None).first()
        given |= {other.name: found.value_number} if found and found.value_number is not None else {}
    try:
        checked_values(given, "clinician")
    except MeasurementsRefused as refused:
        alone = other is not None and len(given) == 1  # its other number was taken back
        problems = {key: text for key, text in refused.problems.items() if key == name or not alone}
        if problems:
            raise MeasurementsRefused({name: next(iter(problems.values()))}) from refused


def _replace(by: Actor, row: Any, changed: Mapping[str, Any], because: str, at: datetime, kind: str) -> Any:
    patient = row.patient
    try:
        with transaction.atomic():
            if type(row).objects.filter(supersedes=row).exists():
                raise AlreadyCorrected
            new = type(row).objects.create(**_kept(row), **changed, **_who(by, row, because, at))
            ref = f"{kind}:{new.public_id}"
            audit.record(by=by, action=f"{kind}.correct", object_ref=ref, patient_ref=patient.ref, at=at)
            events.publish(f"{kind}.recorded", patient_id=patient.pk, cause=ref, at=at)
            for audience in ("team", "patient"):
                feed.announce(site_id=patient.site_id, topic="answers", patient_ref=patient.ref, audience=audience)
    except IntegrityError as error:  # two people corrected it at once; the first one holds
        raise AlreadyCorrected from error
    return new


def _kept(row: CorrectableRow) -> dict[str, Any]:
    """When it happened, when it reached us and who said it do not change by a correction."""
    names = ("patient_id", "site_id", "sensitivity", "happened_at", "zone", "received_at", "informant", "form_version")
    return {name: getattr(row, name) for name in names}


def _who(by: Actor, row: CorrectableRow, because: str, at: datetime) -> dict[str, Any]:
    return {
        "entered_by_id": by.user_id, "source": SOURCE, "supersedes": row,
        "corrected_at": at, "corrected_because": because,
    }  # fmt: skip


def corrected_already() -> str:
    """What a page says when somebody was faster."""
    return _("Somebody has corrected this already. Look at the newest value first.")
