"""What the team enters about a few invented people: results, answers about pain, and a slip that was corrected."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from glidepath.care.checkins.correcting import correct_measurement
from glidepath.care.checkins.measuring import record_measurements
from glidepath.care.checkins.pain_signs import FORM_VERSION, PainSigns, record_pain_signs
from glidepath.care.checkins.sitting import Sitting
from glidepath.demo.clinic import Clinic
from glidepath.demo.taken_in import patient_actor
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient


def enter_for(clinic: Clinic, story: str, patient: Patient, morning: datetime, left: int) -> None:
    """The entries of one day of one story, `left` days before the visitor comes; most days have none."""
    if story == "kidney_disease" and left == 9:
        _results(clinic, patient, morning)
    if story == "low_mood" and left == 3:
        _pain(patient, morning + timedelta(hours=2))
    if story == "running_out" and left == 6:
        _slip(clinic, patient, morning)


def _results(clinic: Clinic, patient: Patient, at: datetime) -> None:
    values = {"egfr": Decimal(39), "qtc": Decimal(448)}
    source = dict.fromkeys(values, "Letter of the kidney doctor")
    _measured(clinic, patient, values, at, source)


def _slip(clinic: Clinic, patient: Patient, at: datetime) -> None:
    """A weight with one digit too many, put right the same morning."""
    row = _measured(clinic, patient, {"body_weight": Decimal(178)}, at)[0]
    why = "Typed 178 for 78."
    correct_measurement(
        by=clinic.actor("nurse"), row=row, value=Decimal(78), because=why, at=at + timedelta(minutes=10)
    )


def _measured(
    clinic: Clinic, patient: Patient, values: dict[str, Decimal], at: datetime, source: dict[str, str] | None = None
) -> list[Observation]:
    return record_measurements(
        by=clinic.actor("nurse"), patient=patient, client_uuid=_name(patient, at), values=values, happened_at=at,
        zone=patient.zone, informant="clinician", source="web", at=at, as_entered=source,
    )  # fmt: skip


def _pain(patient: Patient, at: datetime) -> None:
    sitting = Sitting(
        by=patient_actor(patient), patient=patient, client_uuid=_name(patient, at), happened_at=at,
        zone=patient.zone, informant="patient", source="web", form_version=FORM_VERSION, at=at,
    )  # fmt: skip
    record_pain_signs(sitting, PainSigns(touch_hurts=False, new_regions=("hips",), new_injury_or_illness=False))


def _name(patient: Patient, at: datetime) -> UUID:
    return uuid5(patient.public_id, f"entered {at.isoformat()}")
