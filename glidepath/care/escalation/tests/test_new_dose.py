"""A new dose is read by the person on Today, or together with somebody of the team; the team sees whether it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from glidepath.care.checkins.tests.people import NOON, Clinic, add_staff, client_of, open_clinic, standing_plan
from glidepath.care.escalation import rounds
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.alerts.models import Alert, DoseClearance
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.picture.build import build_picture
from glidepath.record.plans.models import DoseReading, PlanStep, StepRelease

BEGINS = date(2027, 3, 6)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


def released(clinic: Clinic, on: date = BEGINS) -> PlanStep:
    plan = standing_plan(clinic, date(2027, 2, 1))
    StepRelease.objects.create(
        patient=clinic.patient, site=clinic.site, plan=plan, step_number=1, effective_on=on,
        released_by_id=clinic.prescriber.user_id, released_at=NOON, consent_ref=uuid4(),
    )  # fmt: skip
    return plan.steps.get(number=1)


def today_of(clinic: Clinic) -> str:
    return str(client_of(clinic.me).get("/today/").content.decode())


def read(clinic: Clinic, step: PlanStep, by: Any = None) -> Any:
    own = by is None
    page = "/my-dose/read/" if own else f"/patients/{clinic.patient.public_id}/dose/read/"
    return client_of(by or clinic.me).post(page, {"shown": step.rendering_hash})


def test_today_shows_the_new_dose_from_the_frozen_words_and_one_tap_says_that_it_was_read(clinic: Clinic) -> None:
    step = released(clinic)
    html = today_of(clinic)
    assert "I have read my new dose" in html
    assert "Your new dose, from" in html
    assert build_picture(clinic.patient, NOON).dose_change_unread.value is True
    assert read(clinic, step).status_code == 302
    assert "I have read my new dose" not in today_of(clinic)
    row = DoseReading.objects.get()
    assert (row.way, row.rendering_hash, row.read_at) == ("screen", step.rendering_hash, NOON)
    assert build_picture(clinic.patient, NOON).dose_change_unread.value is False
    assert AuditEvent.objects.filter(action="dose.read").count() == 1


def test_the_team_sees_that_the_person_has_read_it(clinic: Clinic) -> None:
    read(clinic, released(clinic, NOON.date()))
    page = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/").content.decode()
    assert "Read by the person" in page


def test_a_dose_that_was_read_never_comes_onto_the_worklist(clinic: Clinic) -> None:
    step = released(clinic)
    read(clinic, step)
    rounds.look(NOON + timedelta(days=2, hours=5))
    assert not Alert.objects.filter(rule="late_dose_change").exists()


def test_a_dose_nobody_read_stands_on_the_worklist_the_day_before(clinic: Clinic) -> None:
    released(clinic)
    rounds.look(NOON + timedelta(days=2))
    with clock.at(NOON + timedelta(days=2)):
        html = client_of(clinic.nurse).get("/worklist/?nurse=").content.decode()
    assert "New dose not confirmed" in html


def test_two_taps_are_one_reading(clinic: Clinic) -> None:
    step = released(clinic)
    read(clinic, step)
    read(clinic, step)
    assert DoseReading.objects.count() == 1


@pytest.mark.hazard("HZ-01")
def test_a_page_that_showed_another_dose_confirms_nothing(clinic: Clinic) -> None:
    step = released(clinic)
    step.rendering_hash = "another"
    answer = client_of(clinic.me).post("/my-dose/read/", {"shown": "another"}, follow=True)
    assert "Your dose has changed since this page was opened" in answer.content.decode()
    assert not DoseReading.objects.exists()


def test_staff_confirm_after_going_through_it_on_the_phone(clinic: Clinic) -> None:
    step = released(clinic, NOON.date())
    page = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/").content.decode()
    assert "We have read it together" in page
    assert read(clinic, step, clinic.nurse).status_code == 302
    assert DoseReading.objects.get().way == "together"
    page = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/").content.decode()
    assert "Read together with Nora Lind" in page


def test_others_cannot_confirm_for_the_person(clinic: Clinic) -> None:
    step = released(clinic)
    pia = add_staff(clinic.site, "pt@example.org", "Pia", Role.PHYSICAL_THERAPIST, [clinic.patient])
    assert read(clinic, step, pia).status_code == 403
    assert read(clinic, step, open_clinic(" two").nurse).status_code == 404
    assert client_of(clinic.me).get("/my-dose/read/").status_code == 405
    assert not DoseReading.objects.exists()


def test_a_dose_of_long_ago_and_one_that_was_taken_back_are_not_asked_about(clinic: Clinic) -> None:
    released(clinic, NOON.date() - timedelta(days=14))
    assert "I have read my new dose" not in today_of(clinic)
    StepRelease.objects.update(effective_on=BEGINS, withdrawn_at=NOON)
    assert "I have read my new dose" not in today_of(clinic)


def test_while_doses_are_stopped_no_new_dose_is_shown(clinic: Clinic) -> None:
    released(clinic)
    reason = Reason(["hard to wake"])
    raise_alert(
        patient=clinic.patient, rule="overdose_signs", urgency="RED", domain="overdose", cause="x", reason=reason,
        at=NOON,
    )  # fmt: skip
    assert not DoseClearance.objects.exists()
    assert "I have read my new dose" not in today_of(clinic)
