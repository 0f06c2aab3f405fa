"""Taking in what was measured: vital signs, gait and range of motion. The rules run in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from glidepath.care.checkins.sitting import Entry, Sitting, store_sitting
from glidepath.foundation.access import Actor
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
    of_any_age: bool = False,
) -> list[Observation]:
    """Store one sitting of measurements by name (`record/observations/codes.py`), in the unit of each measure.

    The same sitting sent again gives the first rows back and changes nothing. Nothing is stored when one number is
    refused. Raises MeasurementsRefused, MomentRefused and AlreadyMeasured. `as_entered` keeps what was typed, where
    that was another unit, or where a result came from.
    """
    checked = checked_values(values, informant)
    sitting = Sitting(by, patient, client_uuid, happened_at, zone, informant, source, FORM_VERSION, at, of_any_age)
    words = as_entered or {}
    found = [(MEASURES[name], value) for name, value in checked.items()]
    return store_sitting(
        sitting,
        [Entry(one.name, one.code, one.system, value, one.unit, words.get(one.name, "")) for one, value in found],
    )


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
