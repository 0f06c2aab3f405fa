"""Kidney function, QTc time and how pain has changed: entered on a page, they reach the rules in the same request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from glidepath.care.checkins.tests.people import NOON, Clinic, add_staff, check_in, client_of, open_clinic
from glidepath.care.escalation.open_questions import pain_questions_wait
from glidepath.care.escalation.tests.test_combinations import changed, takes, told_rules
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.observations.models import Observation, ScaleResponse
from glidepath.record.picture.build import build_picture
from glidepath.record.picture.medicines import situation_of

OIH = "opioid_induced_hyperalgesia"
HURTS = {"touch_hurts": "yes", "regions": ["legs", "hands"], "injury": "no"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


def sent(**values: Any) -> dict[str, Any]:
    return {"client_uuid": str(uuid4()), **values}


def results(clinic: Clinic, by: Any, **values: Any) -> Any:
    given = {"measured_on": "2027-03-01", "found_in": "County laboratory", **values}
    return client_of(by).post(f"/patients/{clinic.patient.public_id}/results/", sent(**given))


def risen_pain(clinic: Clinic) -> None:
    """Pain 3 in the week that ended four weeks ago, 6 now, and no withdrawal by the ten questions."""
    for back, pain in [*((28 + day, 3) for day in range(7)), *((day, 6) for day in range(6, -1, -1))]:
        check_in(clinic, NOON - timedelta(days=back), pain=pain)
    ScaleResponse.objects.create(
        patient=clinic.patient, site=clinic.site, happened_at=NOON, zone=clinic.patient.zone, received_at=NOON,
        informant="patient", source="web", form_version="1", scale="sowsg", answers={}, total=2, local_on=NOON.date(),
    )  # fmt: skip


@pytest.mark.hazard("HZ-12")
def test_a_qtc_above_the_limit_makes_methadone_with_ondansetron_urgent(clinic: Clinic) -> None:
    takes(clinic, "methadone tablet")
    takes(clinic, "ondansetron tablet")
    assert "I19" not in told_rules(clinic)
    assert results(clinic, clinic.nurse, qtc="520").status_code == 302
    assert told_rules(clinic)["I19"] == "ORANGE"
    row = Observation.objects.get(code="8636-3")
    assert (row.value_number, row.unit, row.value_text) == (520, "ms", "County laboratory")
    assert (str(row.local_on), row.entered_by_id) == ("2027-03-01", clinic.nurse.user_id)


@pytest.mark.hazard("HZ-12")
def test_a_qtc_at_the_limit_raises_nothing_new(clinic: Clinic) -> None:
    takes(clinic, "methadone tablet")
    takes(clinic, "ondansetron tablet")
    results(clinic, clinic.nurse, qtc="500")
    assert "I19" not in told_rules(clinic)


@pytest.mark.hazard("HZ-12")
def test_an_egfr_of_last_autumn_is_kept_with_its_day_and_the_newest_one_counts(clinic: Clinic) -> None:
    results(clinic, clinic.prescriber, egfr="41", measured_on="2026-10-01")
    results(clinic, clinic.prescriber, egfr="58.5")
    known = situation_of(clinic.patient, NOON).measured["egfr"]
    assert (float(known.value), str(known.on)) == (58.5, "2027-03-01")
    html = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/measurements/").content.decode()
    assert "Kidney function (eGFR)" in html
    assert html.count("County laboratory") == 2
    assert "reached us" not in html  # a result of last autumn is old, not late
    assert AuditEvent.objects.filter(action="measurement.record").count() == 2


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"egfr": "58", "measured_on": ""}, "On which day was it measured?"),
        ({"egfr": "58", "found_in": ""}, "Where is it written?"),
        ({"egfr": "58", "measured_on": "2027-03-04"}, "This day is still to come."),
        ({"egfr": "58", "measured_on": "2007-03-04"}, "Look at the year."),
        ({"qtc": "4.2"}, "Look at the unit."),
        ({"egfr": "900"}, "Look at the unit."),
        ({}, "Enter at least one number."),
    ],
)
def test_a_result_that_cannot_be_right_is_refused_by_name(clinic: Clinic, values: dict[str, str], words: str) -> None:
    answer = results(clinic, clinic.nurse, **values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Observation.objects.exists()


def test_a_therapist_may_not_enter_a_laboratory_result(clinic: Clinic) -> None:
    pia = add_staff(clinic.site, "pt@example.org", "Pia", Role.PHYSICAL_THERAPIST, [clinic.patient])
    assert results(clinic, pia, egfr="58").status_code == 403


def test_todays_result_is_never_later_than_now(clinic: Clinic) -> None:
    with clock.at(NOON + timedelta(hours=20)):
        assert results(clinic, clinic.nurse, egfr="58", measured_on="2027-03-04").status_code == 302


def test_when_pain_has_risen_the_person_is_asked_and_the_answers_raise_the_flag(clinic: Clinic) -> None:
    risen_pain(clinic)
    check_in(clinic, NOON + timedelta(minutes=1), pain=6)
    with clock.at(NOON + timedelta(minutes=2)):
        me = client_of(clinic.me)
        assert "Pain that has changed, three questions" in me.get("/today/").content.decode()
        assert me.post("/pain/", sent(**HURTS)).status_code == 302
    assert told_rules(clinic)[OIH] == "YELLOW"
    assert not pain_questions_wait(clinic.patient.pk, NOON + timedelta(minutes=3))
    picture = build_picture(clinic.patient, NOON + timedelta(minutes=3))
    assert (picture.allodynia.value, picture.new_pain_regions.value) == (True, 2)
    assert (picture.new_injury_or_illness.value, picture.allodynia.informant) == (False, "patient")


@pytest.mark.parametrize(
    "answers",
    [{**HURTS, "injury": "yes"}, {"touch_hurts": "no", "regions": ["none"], "injury": "no"}],
)
def test_an_injury_or_pain_that_stays_in_its_place_raises_no_flag(clinic: Clinic, answers: dict[str, Any]) -> None:
    risen_pain(clinic)
    with clock.at(NOON + timedelta(minutes=2)):
        client_of(clinic.nurse).post(f"/patients/{clinic.patient.public_id}/pain/", sent(**answers))
    assert OIH not in told_rules(clinic)
    assert build_picture(clinic.patient, NOON + timedelta(minutes=3)).new_injury_or_illness.informant == "clinician"


def test_with_calm_pain_nobody_is_asked(clinic: Clinic) -> None:
    check_in(clinic)
    assert not pain_questions_wait(clinic.patient.pk, NOON)
    assert "Pain that has changed, three questions" not in client_of(clinic.me).get("/today/").content.decode()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Choose an answer"),
        ({**HURTS, "regions": ["legs", "none"]}, "Tick the places"),
        ({"touch_hurts": "skip", "regions": ["skip"], "injury": "skip"}, "nothing was kept"),
    ],
)
def test_pain_answers_that_say_nothing_or_two_things_are_refused(
    clinic: Clinic, answers: dict[str, Any], words: str
) -> None:
    answer = client_of(clinic.me).post("/pain/", sent(**answers))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Observation.objects.exists()


@pytest.mark.hazard("HZ-43")
def test_pain_answers_sent_twice_are_kept_once_and_other_answers_under_the_same_id_are_refused(clinic: Clinic) -> None:
    me, form = client_of(clinic.me), sent(**HURTS)
    assert [me.post("/pain/", form).status_code for _ in range(2)] == [302, 302]
    assert me.post("/pain/", {**form, "injury": "yes"}).status_code == 422
    assert Observation.objects.count() == 3


def test_what_was_not_said_is_not_stored_as_a_no(clinic: Clinic) -> None:
    client_of(clinic.me).post("/pain/", sent(touch_hurts="skip", regions=["skip"], injury="no"))
    assert [row.code for row in Observation.objects.all()] == ["glidepath:new_injury_or_illness"]
    assert build_picture(clinic.patient, NOON).allodynia is None


def test_another_persons_pages_are_not_there(clinic: Clinic) -> None:
    other = open_clinic(" two").patient
    nurse = client_of(clinic.nurse)
    assert [nurse.get(f"/patients/{other.public_id}/{page}/").status_code for page in ("results", "pain")] == [404, 404]


def test_a_changed_medicine_still_raises_its_own(clinic: Clinic) -> None:
    takes(clinic, "methadone tablet")
    changed(clinic, "start", "ondansetron")
    assert told_rules(clinic)["I19"] == "ORANGE"
