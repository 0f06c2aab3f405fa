"""Taking in what was measured: vital signs, gait and range of motion. The rules run in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from glidepath.care.checkins.moments import moment_of
from glidepath.foundation import audit, events, feed
from glidepath.foundation.access import Actor, Role
from glidepath.record.observations.codes import MEASURES, Measure
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient

FORM_VERSION: Final = "measures-1"
INFORMANTS: Final = ("patient", "caregiver", "clinician")
POUND: Final = Decimal("0.45359237")
"""One pound in kilograms, exact by definition."""


class MeasurementsRefused(ValueError):
    """Numbers that cannot be right; `problems` says for each measure what is wrong and how to mend it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))
        self.problems = dict(problems)


class AlreadyMeasured(Exception):
    """The form's id was used before for other numbers or for another person."""


def record_measurements(
    *,
    by: Actor,
    patient: Patient,
    client_uuid: UUID,
    values: Mapping[str, Decimal],
    happened_at: datetime,
    zone: str,
    informant: str,
    source: str,
    at: datetime,
    as_entered: Mapping[str, str] | None = None,
) -> list[Observation]:
    """Store one sitting of measurements by name (`record/observations/codes.py`), in the unit of each measure.

    The same sitting sent again gives the first rows back and changes nothing. Nothing is stored when one number is
    refused. Raises MeasurementsRefused, MomentRefused and AlreadyMeasured. `as_entered` keeps another unit's words.
    """
    checked = checked_values(values, informant)
    moment = moment_of(happened_at, zone, at)
    try:
        with transaction.atomic():
            before = _sent_before(patient, client_uuid, checked)
            if before:
                return before
            rows = [
                Observation.objects.create(
                    patient=patient,
                    site_id=patient.site_id,
                    happened_at=moment.at,
                    zone=moment.zone,
                    received_at=at,
                    informant=informant,
                    entered_by_id=by.user_id,
                    source=source,
                    source_ref=f"{client_uuid}:{name}",
                    form_version=FORM_VERSION,
                    code=MEASURES[name].code,
                    code_system=MEASURES[name].system,
                    display=name.replace("_", " "),
                    value_number=value,
                    value_text=(as_entered or {}).get(name, ""),
                    unit=MEASURES[name].unit,
                )
                for name, value in checked.items()
            ]
            _tell(by, patient, rows[0], at)
            return rows
    except IntegrityError:
        before = _sent_before(patient, client_uuid, checked)  # two requests met; the first one holds
        if not before:
            raise
        return before


def checked_values(values: Mapping[str, Decimal], informant: str) -> dict[str, Decimal]:
    """The numbers, each possible and each from somebody who may say it. Raises MeasurementsRefused for all at once."""
    problems = {name: _refusal(name, value, informant) for name, value in values.items()}
    if not values:
        problems["values"] = _("Enter at least one number.")
    systolic, diastolic = values.get("systolic"), values.get("diastolic")
    if systolic is not None and diastolic is not None and diastolic >= systolic:
        problems["diastolic"] = _("The lower number of the blood pressure must be below the upper one.")
    if (systolic is None) != (diastolic is None):
        missing = "systolic" if systolic is None else "diastolic"
        problems[missing] = _("Blood pressure needs both numbers.")
    found = {name: text for name, text in problems.items() if text}
    if found:
        raise MeasurementsRefused(found)
    return dict(values)


def _refusal(name: str, value: Decimal, informant: str) -> str:
    measure = MEASURES.get(name)
    if measure is None:
        return _("Nothing is measured under this name.")
    if informant not in INFORMANTS or (informant != "clinician" and not measure.by_patient):
        return _("Only a clinician can enter this.")
    if not isinstance(value, Decimal) or not value.is_finite():
        return _("Give a number.")
    return _out_of_range(measure, value)


def _out_of_range(measure: Measure, value: Decimal) -> str:
    if measure.lowest <= value <= measure.highest and value == round(value, measure.places):
        return ""
    words = _("This must be from %(lowest)s to %(highest)s, with at most %(places)s decimals. Look at the unit.")
    return words % {"lowest": measure.lowest, "highest": measure.highest, "places": measure.places}


def _sent_before(patient: Patient, client_uuid: UUID, values: Mapping[str, Decimal]) -> list[Observation]:
    rows = list(Observation.objects.filter(source_ref__startswith=f"{client_uuid}:").order_by("pk"))
    if not rows:
        return []
    same = {row.source_ref.partition(":")[2]: row.value_number for row in rows} == dict(values)
    if rows[0].patient_id != patient.pk or not same:
        raise AlreadyMeasured(str(client_uuid))
    return rows


def _tell(by: Actor, patient: Patient, first: Observation, at: datetime) -> None:
    ref = f"observation:{first.public_id}"
    audit.record(by=by, action="measurement.record", object_ref=ref, patient_ref=patient.ref, at=at)
    events.publish("observation.recorded", patient_id=patient.pk, cause=ref, at=at)
    for audience in ("team", "patient"):
        feed.announce(site_id=patient.site_id, topic="answers", patient_ref=patient.ref, audience=audience)


def informant_of(by: Actor) -> str:
    """Whose words these are: the person's own or a clinician's."""
    return "patient" if by.role is Role.PATIENT else "clinician"
