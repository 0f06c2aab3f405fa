"""A value that was entered wrongly is corrected by name and reason; the rules read the right one, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from glidepath.care.checkins.correcting import (
    AlreadyCorrected,
    NothingCorrected,
    correct_check_in,
    correct_measurement,
)
from glidepath.care.checkins.correction_forms import CheckInCorrectionForm
from glidepath.care.checkins.daily import KEYS, read_answers
from glidepath.care.checkins.measuring import MeasurementsRefused, record_measurements
from glidepath.care.checkins.tests.people import (
    NOON,
    Clinic,
    add_staff,
    check_in,
    client_of,
    open_clinic,
    standing_plan,
)
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.alerts.models import Alert, AlertCause, AlertEvent
from glidepath.record.alerts.operations import resolve
from glidepath.record.observations.models import CheckIn, Observation
from glidepath.record.observations.queries import answers_of_many, check_in_on, check_ins_since
from glidepath.record.picture.build import build_picture

LATER = NOON + timedelta(minutes=5)
WHY = "Typed 85 for 185."


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(LATER):
        yield


def measured(clinic: Clinic, by: Any = None, **values: str) -> list[Observation]:
    numbers = {name: Decimal(value) for name, value in values.items()}
    return record_measurements(
        by=by or clinic.nurse, patient=clinic.patient, client_uuid=uuid4(), values=numbers, happened_at=NOON,
        zone=clinic.patient.zone, informant="clinician", source="web", at=NOON,
    )  # fmt: skip


def page_of(row: Observation) -> str:
    return f"/measurements/{row.public_id}/correct/"


def test_the_picture_reads_the_corrected_value_and_the_old_one_stands_struck_through(clinic: Clinic) -> None:
    row = measured(clinic, systolic="85", diastolic="60")[0]
    answer = client_of(clinic.nurse).post(page_of(row), {"value": "185", "because": WHY})
    assert answer.status_code == 302
    assert build_picture(clinic.patient, LATER).systolic_pressure.value == 185
    html = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/measurements/").content.decode()
    assert "<s>85 mmHg</s>" in html
    assert "Corrected to 185 by Nora Lind" in html
    assert WHY in html
    row.refresh_from_db()
    assert row.value_number == 85  # the row itself never changes
    new = row.superseded_by
    assert (new.happened_at, new.received_at, new.informant) == (row.happened_at, row.received_at, row.informant)
    assert (new.entered_by_id, new.corrected_at, new.corrected_because) == (clinic.nurse.user_id, LATER, WHY)
    assert AuditEvent.objects.filter(action="observation.correct").count() == 1


@pytest.mark.hazard("HZ-19")
def test_an_alert_raised_on_the_wrong_value_keeps_its_history_and_says_that_it_was_corrected(clinic: Clinic) -> None:
    row = measured(clinic, oxygen_saturation="84")[0]
    alert = Alert.objects.get(patient=clinic.patient, rule="overdose_signs")
    before = list(AlertEvent.objects.filter(alert=alert).values_list("pk", flat=True))
    correct_measurement(by=clinic.nurse, row=row, value=Decimal(94), because="Typed 84 for 94.", at=LATER)
    alert.refresh_from_db()
    assert (alert.state, alert.urgency) == ("open", "RED")
    assert list(AlertEvent.objects.filter(alert=alert).values_list("pk", flat=True)) == before
    html = client_of(clinic.nurse).get(f"/alerts/{alert.public_id}/").content.decode()
    assert "A value behind this finding was entered wrongly." in html
    assert "Typed 84 for 94." in html


@pytest.mark.hazard("HZ-20")
def test_a_corrected_value_that_is_dangerous_raises_its_alert(clinic: Clinic) -> None:
    row = measured(clinic, oxygen_saturation="94")[0]
    assert not Alert.objects.exists()
    correct_measurement(by=clinic.nurse, row=row, value=Decimal(84), because="Typed 94 for 84.", at=LATER)
    assert Alert.objects.get(patient=clinic.patient).urgency == "RED"


def test_a_value_of_another_person_is_taken_back_and_none_is_known(clinic: Clinic) -> None:
    row = measured(clinic, oxygen_saturation="94")[0]
    answer = client_of(clinic.nurse).post(page_of(row), {"taken_back": "on", "because": "Another person's."})
    assert answer.status_code == 302
    assert build_picture(clinic.patient, LATER).oxygen_saturation is None
    html = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/measurements/").content.decode()
    assert "Taken back by Nora Lind" in html


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"value": "185"}, "Why was it wrong?"),
        ({"because": WHY}, "Give the right number, or tick that it is taken back."),
        ({"value": "185", "taken_back": "on", "because": WHY}, "Give the right number, or tick"),
        ({"value": "85", "because": WHY}, "Nothing is different"),
        ({"value": "950", "because": WHY}, "Look at the unit."),
        ({"value": "58", "because": WHY}, "must be below the upper one"),
        ({"value": "high", "because": WHY}, "Enter a number."),
    ],
)
def test_a_correction_that_cannot_be_right_is_refused_and_changes_nothing(
    clinic: Clinic, given: dict[str, str], words: str
) -> None:
    row = measured(clinic, systolic="85", diastolic="60")[0]
    answer = client_of(clinic.nurse).post(page_of(row), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Observation.objects.count() == 2


def test_a_value_is_corrected_once_and_then_the_newer_one_is(clinic: Clinic) -> None:
    row = measured(clinic, heart_rate="71")[0]
    new = correct_measurement(by=clinic.nurse, row=row, value=Decimal(77), because=WHY, at=LATER)
    with pytest.raises(AlreadyCorrected):
        correct_measurement(by=clinic.nurse, row=row, value=Decimal(78), because=WHY, at=LATER)
    assert client_of(clinic.nurse).post(page_of(row), {"value": "78", "because": WHY}).status_code == 302
    correct_measurement(by=clinic.nurse, row=new, value=Decimal(79), because=WHY, at=LATER)
    assert Observation.objects.count() == 3


def test_whoever_may_not_enter_a_value_may_not_correct_it(clinic: Clinic) -> None:
    pia = add_staff(clinic.site, "pt@example.org", "Pia", Role.PHYSICAL_THERAPIST, [clinic.patient])
    gait = measured(clinic, pia, timed_up_and_go="12.5")[0]
    kidney = measured(clinic, egfr="58")[0]
    assert client_of(clinic.nurse).get(page_of(gait)).status_code == 404
    assert client_of(pia).get(page_of(gait)).status_code == 200
    assert client_of(pia).get(page_of(kidney)).status_code == 404
    stranger = open_clinic(" two").nurse
    assert client_of(stranger).get(page_of(gait)).status_code == 404


def test_what_a_device_sent_is_taken_back_as_a_file_and_not_corrected_here(clinic: Clinic) -> None:
    row = measured(clinic, heart_rate="71")[0]
    Observation.objects.filter(pk=row.pk).update(informant="device")
    assert client_of(clinic.nurse).get(page_of(row)).status_code == 404


def test_pain_answers_are_taken_back_with_a_reason(clinic: Clinic) -> None:
    nurse = client_of(clinic.nurse)
    form = {"client_uuid": str(uuid4()), "touch_hurts": "yes", "regions": ["none"], "injury": "no"}
    nurse.post(f"/patients/{clinic.patient.public_id}/pain/", form)
    row = Observation.objects.get(code="glidepath:allodynia")
    assert nurse.post(page_of(row), {"because": "Misheard."}).status_code == 422
    assert nurse.post(page_of(row), {"because": "Misheard.", "taken_back": "on"}).status_code == 302
    assert build_picture(clinic.patient, LATER).allodynia is None


def test_a_corrected_check_in_stands_in_every_read_and_the_first_one_can_still_be_read(clinic: Clinic) -> None:
    row = check_in(clinic, pain=9, free_text="My own words")
    nurse = client_of(clinic.nurse)
    page = f"/check-ins/{row.public_id}/correct/"
    assert 'value="9" checked' in nurse.get(page).content.decode().replace("  ", " ")
    sent = sent_form(row) | {"pain": "3", "because": "Typed 9 for 3."}
    answer = nurse.post(page, sent)
    assert answer.status_code == 302
    new = CheckIn.objects.get(supersedes=row)
    assert {**row.answers, "pain": 3} == new.answers
    day = row.local_on
    assert [one.pk for one in check_ins_since(clinic.patient.pk, day)] == [new.pk]
    assert check_in_on(clinic.patient.pk, day) == new
    assert [one.answers["pain"] for one in answers_of_many([clinic.patient.pk], day)[clinic.patient.pk]] == [3]
    assert [one.value for one in build_picture(clinic.patient, LATER).pain_daily] == [3]
    html = nurse.get(answer.url).content.decode()
    assert '<s class="muted">9</s> 3' in html
    old = nurse.get(f"/check-ins/{row.public_id}/").content.decode()
    assert "These answers no longer count." in old
    assert "Something was entered wrongly" not in old


def sent_form(row: CheckIn) -> dict[str, Any]:
    """What a browser sends when nothing on the page is changed."""
    initial = CheckInCorrectionForm(row=row).initial
    return {name: value for name, value in initial.items() if value is not None and value is not False}


@pytest.mark.parametrize("version", ["daily-1", "daily-2"])
def test_a_page_on_which_nothing_was_changed_changes_nothing(clinic: Clinic, version: str) -> None:
    row = check_in(clinic)
    if version == "daily-1":
        known = {name: value for name, value in row.answers.items() if value is not None}
        old = ("pain", "interference", "sleep", "mood", "withdrawal", "taken_as_planned", "fall", "want_call")
        answers = read_answers({name: known[name] for name in old if name in known}, version)
        CheckIn.objects.filter(pk=row.pk).update(form_version=version, answers=answers)
        row.refresh_from_db()
    answer = client_of(clinic.nurse).post(f"/check-ins/{row.public_id}/correct/", sent_form(row) | {"because": WHY})
    assert answer.status_code == 422
    assert "Nothing is different" in answer.content.decode()
    assert CheckIn.objects.count() == 1


@pytest.mark.hazard("HZ-18")
def test_a_correction_does_not_tell_again_what_the_first_entry_told(clinic: Clinic) -> None:
    row = check_in(clinic, fall=True, pain=9)
    alert = Alert.objects.get(rule="fall")
    resolve(by=clinic.nurse, alert=alert, at=LATER, resolution="Called her.")
    correct_check_in(by=clinic.nurse, row=row, answers={**row.answers, "pain": 3}, because=WHY, at=LATER)
    assert AlertCause.objects.filter(rule="fall").count() == 1


@pytest.mark.hazard("HZ-20")
def test_a_danger_sign_that_a_correction_adds_is_told_at_once(clinic: Clinic) -> None:
    row = check_in(clinic)
    added = {**row.answers, "hard_to_wake_or_slow_breathing": True}
    correct_check_in(by=clinic.nurse, row=row, answers=added, because="Heard wrongly on the phone.", at=LATER)
    assert Alert.objects.get(rule="overdose_signs").urgency == "RED"


@pytest.mark.hazard("HZ-17")
def test_own_words_stay_as_they_were_written(clinic: Clinic) -> None:
    row = check_in(clinic, free_text="I want to die")
    changed = {**row.answers, "free_text": "fine", "pain": 4}
    new = correct_check_in(by=clinic.nurse, row=row, answers=changed, because=WHY, at=LATER)
    assert new.answers["free_text"] == "I want to die"
    assert set(new.answers) <= set(KEYS)


def test_the_same_answers_are_no_correction(clinic: Clinic) -> None:
    row = check_in(clinic)
    with pytest.raises(NothingCorrected):
        correct_check_in(by=clinic.nurse, row=row, answers=row.answers, because=WHY, at=LATER)


def test_a_corrected_check_in_still_counts_as_the_persons_own_answer_of_that_day(clinic: Clinic) -> None:
    standing_plan(clinic, NOON.date() - timedelta(days=20))
    row = check_in(clinic, pain=9)
    correct_check_in(by=clinic.nurse, row=row, answers={**row.answers, "pain": 3}, because=WHY, at=LATER)
    assert build_picture(clinic.patient, LATER).check_in_dates == (row.local_on,)


def test_half_a_pressure_may_be_put_right_after_the_other_half_was_taken_back(clinic: Clinic) -> None:
    upper, lower = measured(clinic, systolic="85", diastolic="60")
    correct_measurement(by=clinic.nurse, row=lower, value=None, because=WHY, at=LATER)
    correct_measurement(by=clinic.nurse, row=upper, value=Decimal(185), because=WHY, at=LATER)
    with pytest.raises(MeasurementsRefused):
        correct_measurement(by=clinic.nurse, row=upper.superseded_by, value=Decimal(999), because=WHY, at=LATER)
