"""From the record to the core's situation of medicines: what is taken, what changed, what is planned, what is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from glidepath_clinical.interactions import (
    TOLD_WORDS,
    Change,
    ChangeKind,
    Measured,
    Medicine,
    Situation,
    read_name,
)

from glidepath.foundation.clock import local_date
from glidepath.record.medications.changes import change_ref
from glidepath.record.medications.models import MedicineChange
from glidepath.record.medications.queries import changes_of, current_regimens, name_readings, orders_taken
from glidepath.record.observations.codes import DIASTOLIC, EGFR, OTHER_EGFR, QTC, SYSTOLIC
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import age_on, latest_facts
from glidepath.record.plans.queries import last_reduction_on, standing_on

Names = dict[str, list[str]]
WHOLE_LIST_ASKED: Final = "whole_medicine_list_asked"
CODES: Final = {
    "egfr": (EGFR.code, *OTHER_EGFR),
    "qtc": (QTC.code,),
    "systolic": (SYSTOLIC.code,),
    "diastolic": (DIASTOLIC.code,),
}


def situation_of(patient: Patient, at: datetime, planned: Iterable[Change] = ()) -> Situation:
    """All that the rules on combinations may know about one person now. `planned` are changes that lie ahead."""
    today = local_date(at, patient.zone)
    facts = latest_facts(patient.pk)
    answered = {name: fact.answer for name, fact in facts.items() if name in TOLD_WORDS}
    asked = WHOLE_LIST_ASKED in facts and facts[WHOLE_LIST_ASKED].answer == "yes"
    rows = [row for row in changes_of(patient.pk) if row.recorded_at <= at]
    names = name_readings(patient.pk)
    taken = tuple(_taken(patient, rows, names, today))
    return Situation(
        today=today,
        as_of=at,
        medicines=taken if taken or asked else None,
        changes=(*(_change(row, names, patient) for row in rows), *_steps(patient, today), *planned),
        told={name: answer == "yes" for name, answer in answered.items() if answer != "unknown"},
        measured={**_measured(patient, at), **_age(patient, today)},
        complete=asked,
    )


def _taken(patient: Patient, rows: list[MedicineChange], names: Names, today: date) -> list[Medicine]:
    """Reconciled medicines, live orders and what was told as started; what was stopped later is left out."""
    regimens = current_regimens(patient.pk)
    listed = [
        (_medicine(row.product, names, f"regimen:{row.public_id}"), local_date(row.recorded_at, patient.zone))
        for row in regimens
    ]
    answered = {row.product for row in regimens}
    for order in orders_taken(patient.pk):
        if order.product not in answered:
            ref = f"order:{order.public_id}"
            listed.append((_medicine(order.display, names, ref), order.authored_on or date.min))
    for row in rows:
        if row.kind != ChangeKind.STOP:
            listed.append((_medicine(row.name, names, change_ref(row)), _day_of(row, patient)))
    stops = [row for row in rows if row.kind == ChangeKind.STOP and (row.on is None or row.on <= today)]
    over = [(_read(_medicine(row.name, names)), _day_of(row, patient)) for row in stops]
    kept = [one for one, since in listed if not any(_read(one) == read and on >= since for read, on in over)]
    return list({_read(one): one for one in reversed(kept)}.values())


def _day_of(row: MedicineChange, patient: Patient) -> date:
    return row.on or local_date(row.recorded_at, patient.zone)


def _read(medicine: Medicine) -> frozenset[str] | str:
    """What makes two entries the same medicine: their ingredients and whether it is a patch, else the name."""
    read = read_name(medicine.name, medicine.form, medicine.holds)
    if read.not_recognised or not read.ingredients:
        return medicine.name.casefold()
    return read.ingredients | ({"as a patch"} if read.is_patch else set())


def _medicine(name: str, names: Names, ref: str = "") -> Medicine:
    """A medicine, with the ingredients that a pharmacist settled for its name."""
    return Medicine(name, ref=ref, holds=tuple(names[name]) if name in names else None)


def _change(row: MedicineChange, names: Names, patient: Patient) -> Change:
    """A change whose day nobody knows counts from the day it was told: it cannot have been later."""
    holds = tuple(names[row.name]) if row.name in names else None
    return Change(ChangeKind(row.kind), row.name, _day_of(row, patient), ref=change_ref(row), holds=holds)


def _steps(patient: Patient, today: date) -> list[Change]:
    """The taper's own last reduction, as a change like any other."""
    standing, on = standing_on(patient.pk, today), last_reduction_on(patient.pk, today)
    if standing is None or on is None:
        return []
    product = str(standing.plan.frozen["request"]["medicines"][0]["product"])
    return [Change(ChangeKind.DECREASE, product, on, ref=f"plan:{standing.plan.public_id}")]


def _measured(patient: Patient, at: datetime) -> dict[str, Measured]:
    codes = [code for several in CODES.values() for code in several]
    rows = Observation.objects.filter(
        patient=patient, code__in=codes, happened_at__lte=at, value_number__isnull=False, superseded_by__isnull=True
    ).order_by("happened_at", "pk")
    newest = {name: row for row in rows for name, several in CODES.items() if row.code in several}
    return {
        name: Measured(Fraction(row.value_number or 0), local_date(row.happened_at, patient.zone), row.happened_at)
        for name, row in newest.items()
    }


def _age(patient: Patient, today: date) -> dict[str, Measured]:
    years = age_on(patient.born_on, today)
    return {} if years is None else {"age": Measured(Fraction(years), today)}
