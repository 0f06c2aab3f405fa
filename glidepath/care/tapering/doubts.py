"""What is asked again before every change: the certificate, and the person as known today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath.care.tapering import engine
from glidepath.care.tapering.person import person_of
from glidepath.care.tapering.refusal import Because, Refused
from glidepath.record.medications.queries import current_regimens
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan


def sure(plan: Plan, patient: Patient, today: date) -> None:
    """Raise Refused unless the plan's certificate holds and everything about the person is answered and allowed."""
    reasons = [*certificate_doubts(plan), *present_dose_doubts(plan, patient), *person_doubts(plan, patient, today)]
    if reasons:
        raise Refused(reasons)


def certificate_doubts(plan: Plan) -> Iterator[Because]:
    """Checks of the frozen plan that do not hold, and a plan that is no longer the one its hash names."""
    if str(plan.frozen.get("content_hash")) != plan.content_hash:
        yield Because("certificate_fails", {"check": "content_hash"}, "certificate")
    for check in engine.certified(plan.frozen).failing:
        yield Because("certificate_fails", {"check": check}, "certificate")


def present_dose_doubts(plan: Plan, patient: Patient) -> Iterator[Because]:
    """A plan made from a dose that is no longer the one really taken: its step 0 would be a wrong dose."""
    for made_from in plan.frozen["request"]["medicines"]:
        for row in current_regimens(patient.pk):
            if row.product != made_from["product"] or row.recorded_at <= plan.proposed_at:
                continue
            if _amounts(row.doses) != _amounts(made_from["doses"]) or row.unit != made_from["unit"]:
                yield Because("taken_anew", {"product": row.product}, "medicines")


def _amounts(doses: Mapping[str, Any]) -> dict[str, Fraction]:
    """Amounts that can be compared: 90, "90" and "90.0" are the same; nothing taken is no dose."""
    exact = {name: Fraction(str(amount)) for name, amount in doses.items()}
    return {name: amount for name, amount in exact.items() if amount}


def person_doubts(plan: Plan, patient: Patient, today: date) -> Iterator[Because]:
    """Safety questions without an answer, and answers that refuse this medicine's taper, as known today."""
    found = engine.person_check(plan.frozen, person_of(patient, today))
    for name in found.not_assessed:
        yield Because("person_not_assessed", {"name": name}, "baseline")
    for code, because in found.refusals:
        yield Because("person_refuses", {"code": code, "because": because}, "baseline")
