"""One sitting of values: stored whole, once, with its rules in the same transaction, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from glidepath.care.checkins.moments import Moment, moment_of
from glidepath.foundation import audit, events, feed
from glidepath.foundation.access import Actor, Role
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient


class AlreadyMeasured(Exception):
    """The form's id was used before for other values or for another person."""


@dataclass(frozen=True)
class Entry:
    """One value of a sitting: its name in this form, its code, and a number with its unit or words."""

    name: str
    code: str
    system: str
    number: Decimal | None = None
    unit: str = ""
    text: str = ""


@dataclass(frozen=True)
class Sitting:
    """Who measured or said it, who typed it, when and where, and by which way it came.

    `of_any_age`: a result of a laboratory may be months old; what a person tells about today may not.
    """

    by: Actor
    patient: Patient
    client_uuid: UUID
    happened_at: datetime
    zone: str
    informant: str
    source: str
    form_version: str
    at: datetime
    of_any_age: bool = False


def store_sitting(sitting: Sitting, entries: Sequence[Entry]) -> list[Observation]:
    """Store the values of one sitting. The same sitting sent again gives the first rows back and changes nothing.

    Raises MomentRefused, and AlreadyMeasured for an id that was used for something else.
    """
    moment = moment_of(sitting.happened_at, sitting.zone, sitting.at, history=sitting.of_any_age)
    try:
        with transaction.atomic():
            before = _sent_before(sitting, entries)
            if before:
                return before
            rows = [_row(sitting, moment, entry) for entry in entries]
            _tell(sitting, rows[0])
            return rows
    except IntegrityError:
        before = _sent_before(sitting, entries)  # two requests met; the first one holds
        if not before:
            raise
        return before


def informant_of(by: Actor) -> str:
    """Whose words these are: the person's own or a clinician's."""
    return "patient" if by.role is Role.PATIENT else "clinician"


def _row(sitting: Sitting, moment: Moment, entry: Entry) -> Observation:
    return Observation.objects.create(
        patient=sitting.patient,
        site_id=sitting.patient.site_id,
        happened_at=moment.at,
        zone=moment.zone,
        received_at=sitting.at,
        informant=sitting.informant,
        entered_by_id=sitting.by.user_id,
        source=sitting.source,
        source_ref=f"{sitting.client_uuid}:{entry.name}",
        form_version=sitting.form_version,
        code=entry.code,
        code_system=entry.system,
        display=entry.name.replace("_", " "),
        value_number=entry.number,
        value_text=entry.text,
        unit=entry.unit,
    )


def _sent_before(sitting: Sitting, entries: Sequence[Entry]) -> list[Observation]:
    rows = list(Observation.objects.filter(source_ref__startswith=f"{sitting.client_uuid}:").order_by("pk"))
    if not rows:
        return []
    stored = {row.source_ref.partition(":")[2]: (row.value_number, row.value_text) for row in rows}
    same = stored == {entry.name: (entry.number, entry.text) for entry in entries}
    if rows[0].patient_id != sitting.patient.pk or not same:
        raise AlreadyMeasured(str(sitting.client_uuid))
    return rows


def _tell(sitting: Sitting, first: Observation) -> None:
    ref, patient = f"observation:{first.public_id}", sitting.patient
    audit.record(by=sitting.by, action="measurement.record", object_ref=ref, patient_ref=patient.ref, at=sitting.at)
    events.publish("observation.recorded", patient_id=patient.pk, cause=ref, at=sitting.at)
    feed.announce(site_id=patient.site_id, topic="answers", patient_ref=patient.ref, audience="both")
