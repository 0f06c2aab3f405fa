"""A step is checked against the other medicines before it is signed and before it is released."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from glidepath.care.checkins.tests.people import client_of
from glidepath.care.tapering import operations
from glidepath.care.tapering.queries import gate
from glidepath.care.tapering.refusal import Refused
from glidepath.care.tapering.tests import cast as people
from glidepath.care.tapering.tests.cast import MONDAY, Cast
from glidepath.foundation import clock
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import resolve
from glidepath.record.medications.changes import ChangeTold, record_change, settle_name


@pytest.fixture
def cast(db: None) -> Cast:
    return people.make_cast()


def told(cast: Cast, kind: str, name: str, days_ago: int = 1) -> None:
    change = ChangeTold(kind, name, MONDAY.date() - timedelta(days=days_ago), "patient")
    record_change(by=cast.nora, at=MONDAY, patient=cast.patient, told=change, token=uuid4())
    for alert in Alert.objects.filter(patient=cast.patient):
        resolve(by=cast.nora, alert=alert, at=MONDAY, resolution="Looked at it.")


def codes(lines: Any) -> list[str]:
    return [line.code for line in lines]


@pytest.mark.hazard("HZ-12")
def test_a_combination_that_must_be_seen_the_same_day_speaks_against_the_step_and_needs_a_reason(cast: Cast) -> None:
    plan = people.running(cast)
    step = plan.steps.get(number=1)
    assert "combination" not in codes(gate(cast.patient.pk, plan, step, MONDAY).speaks_against)
    told(cast, "start", "lorazepam")
    found = gate(cast.patient.pk, plan, step, MONDAY)
    rules = [line.values["rule"] for line in found.speaks_against if line.code == "combination"]
    assert rules == ["I01", "I01"]
    assert found.needs_reason
    keys = [line.values["key"] for line in found.speaks_against if line.code == "combination"]
    assert keys == ["interactions.started", "interactions.hold"]


@pytest.mark.hazard("HZ-12")
def test_a_medicine_nobody_recognises_blocks_the_step_until_a_pharmacist_says_what_it_is(cast: Cast) -> None:
    plan = people.running(cast)
    step = plan.steps.get(number=1)
    told(cast, "start", "Schlafgut forte")
    found = gate(cast.patient.pk, plan, step, MONDAY)
    assert [line.values["name"] for line in found.blocks if line.code == "medicine_not_recognised"] == [
        "Schlafgut forte"
    ]
    about = {"by": cast.farah, "at": MONDAY, "patient": cast.patient, "name": "Schlafgut forte"}
    settle_name(**about, ingredients=[], note="Herbal tea, read on the box.")
    assert "medicine_not_recognised" not in codes(gate(cast.patient.pk, plan, step, MONDAY).blocks)


@pytest.mark.hazard("HZ-12")
def test_a_plan_is_approved_and_signed_over_a_combination_only_with_a_reason(cast: Cast) -> None:
    plan = people.proposed(cast)
    told(cast, "start", "lorazepam")
    with pytest.raises(Refused) as refused:
        operations.review(by=cast.farah, at=MONDAY, plan=plan, approved=True)
    assert {"combination", "reason_needed"} <= set(refused.value.codes)
    plan = operations.review(by=cast.farah, at=MONDAY, plan=plan, approved=True, reason="Lorazepam ends on Friday.")
    with pytest.raises(Refused) as refused:
        operations.sign(by=cast.dr_park, at=MONDAY, plan=plan)
    assert {"combination", "reason_needed"} <= set(refused.value.codes)
    operations.sign(by=cast.dr_park, at=MONDAY, plan=plan, reason="Two days only, agreed with the ward.")


@pytest.mark.hazard("HZ-12")
def test_an_unrecognised_medicine_keeps_a_plan_from_being_approved_whatever_the_reason(cast: Cast) -> None:
    plan = people.proposed(cast)
    told(cast, "start", "Schlafgut forte")
    with pytest.raises(Refused) as refused:
        operations.review(by=cast.farah, at=MONDAY, plan=plan, approved=True, reason="I know it.")
    assert refused.value.codes == ("medicine_not_recognised",)


def test_the_pages_of_the_plan_and_of_the_release_show_the_other_medicines(cast: Cast) -> None:
    plan = people.running(cast)
    told(cast, "start", "lorazepam")
    with clock.at(MONDAY):
        prescriber = client_of(cast.dr_park)
        ids = [cast.patient.public_id, plan.public_id]
        for address in (reverse("tapering:plan", args=ids), reverse("tapering:release", args=[*ids, 1])):
            shown = prescriber.get(address).content.decode()
            assert "Opioid with a benzodiazepine (I01)" in shown
            assert "lorazepam started or raised, with morphine" in shown
