"""From a file of another system to a record that a plan can start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from journeys.at_intake import fill_baseline, import_record, marisol, settle_medicine
from journeys.visiting import Visitor


def test_a_record_becomes_a_person_to_plan_for(seat: Callable[..., Visitor]) -> None:
    nurse, pharmacist = seat("nurse"), seat("pharmacist")
    person = replace(marisol(), key="rosa", given="Rosa", family="Blanco")
    ref = import_record(nurse, person)
    settle_medicine(pharmacist, ref, person.medicine.doses, person.medicine.strengths)
    fill_baseline(nurse, ref)
