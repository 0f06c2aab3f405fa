"""What is measured is stored once, in its unit, by whom it may come from, or refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from glidepath.care.checkins.measuring import MeasurementsRefused, record_measurements
from glidepath.care.checkins.moments import MomentRefused
from glidepath.care.checkins.sitting import AlreadyMeasured
from glidepath.care.checkins.tests.people import NOON, Clinic, add_staff, client_of, open_clinic
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.observations.codes import MEASURES, RANGE_OF_MOTION
from glidepath.record.observations.models import Observation

ONE = UUID("0199a000-0000-7000-8000-000000000001")


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


def measure(clinic: Clinic, **changes: object) -> list[Observation]:
    said = {
        "by": clinic.me,
        "patient": clinic.patient,
        "client_uuid": ONE,
        "values": {"systolic": Decimal(128), "diastolic": Decimal(82), "heart_rate": Decimal(71)},
        "happened_at": NOON,
        "zone": "America/Denver",
        "informant": "patient",
        "source": "web",
        "at": NOON,
    }
    return record_measurements(**{**said, **changes})


def sent(**values: object) -> dict[str, object]:
    return {"client_uuid": str(uuid4()), **values}


def test_one_sitting_gives_one_row_for_each_number_with_code_and_unit(clinic: Clinic) -> None:
    rows = measure(clinic)
    assert [(row.code, row.value_number, row.unit) for row in rows] == [
        ("8480-6", 128, "mm[Hg]"),
        ("8462-4", 82, "mm[Hg]"),
        ("8867-4", 71, "/min"),
    ]
    assert {row.informant for row in rows} == {"patient"}
    assert AuditEvent.objects.filter(action="measurement.record").count() == 1


@pytest.mark.hazard("HZ-43")
def test_the_same_sitting_sent_again_gives_the_first_rows_back(clinic: Clinic) -> None:
    first = measure(clinic)
    again = measure(clinic, at=NOON + timedelta(hours=2))
    assert [row.pk for row in again] == [row.pk for row in first]
    assert Observation.objects.count() == 3


def test_the_same_sitting_with_other_numbers_or_for_another_person_is_refused(clinic: Clinic) -> None:
    measure(clinic)
    with pytest.raises(AlreadyMeasured):
        measure(clinic, values={"heart_rate": Decimal(99)})
    with pytest.raises(AlreadyMeasured):
        measure(clinic, patient=open_clinic(" two").patient)
    assert Observation.objects.count() == 3


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"heart_rate": "19"}, "heart_rate"),
        ({"heart_rate": "251"}, "heart_rate"),
        ({"heart_rate": "70.5"}, "heart_rate"),
        ({"oxygen_saturation": "101"}, "oxygen_saturation"),
        ({"body_weight": "700"}, "body_weight"),
        ({"body_weight": "NaN"}, "body_weight"),
        ({"systolic": "120"}, "diastolic"),
        ({"diastolic": "80"}, "systolic"),
        ({"systolic": "80", "diastolic": "120"}, "diastolic"),
        ({"blood_sugar": "90"}, "blood_sugar"),
        ({"timed_up_and_go": "12"}, "timed_up_and_go"),
        ({"rom_knee_flexion_left": "120"}, "rom_knee_flexion_left"),
        ({}, "values"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_by_name_and_nothing_is_stored(
    clinic: Clinic, values: dict[str, str], named: str
) -> None:
    with pytest.raises(MeasurementsRefused) as refused:
        measure(clinic, values={name: Decimal(value) for name, value in values.items()})
    assert list(refused.value.problems) == [named]
    assert not Observation.objects.exists()


@pytest.mark.parametrize("name", MEASURES)
def test_the_ends_of_every_range_are_taken_and_one_beyond_is_not(clinic: Clinic, name: str) -> None:
    measure_ = MEASURES[name]
    pair = {"systolic": "diastolic", "diastolic": "systolic"}.get(name)
    for end, beyond in ((measure_.lowest, measure_.lowest - 1), (measure_.highest, measure_.highest + 1)):
        with pytest.raises(MeasurementsRefused):
            measure(clinic, client_uuid=uuid4(), informant="clinician", values={name: beyond})
        if pair is None:
            assert (
                measure(clinic, client_uuid=uuid4(), informant="clinician", values={name: end})[0].value_number == end
            )


def test_a_time_still_to_come_is_refused(clinic: Clinic) -> None:
    with pytest.raises(MomentRefused):
        measure(clinic, happened_at=NOON + timedelta(hours=1))


def test_every_code_is_used_once_and_follows_its_convention() -> None:
    codes = [one.code for one in MEASURES.values()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"\d+-\d|glidepath:[a-z0-9_]+", code) and len(code) <= 60 for code in codes)
    assert len(RANGE_OF_MOTION) == 2 * 14 + 6


def test_a_person_sends_blood_pressure_and_a_weight_in_pounds(clinic: Clinic) -> None:
    me = client_of(clinic.me)
    answer = me.post(
        "/measurements/", sent(systolic="132", diastolic="84", body_weight="180", weight_unit="lb"), follow=True
    )
    assert answer.status_code == 200
    weight = Observation.objects.get(code="glidepath:body_weight")
    assert (weight.value_number, weight.unit, weight.value_text) == (Decimal("81.6"), "kg", "180 lb")


def test_a_weight_without_its_unit_is_asked_for(clinic: Clinic) -> None:
    answer = client_of(clinic.me).post("/measurements/", sent(body_weight="180"))
    assert answer.status_code == 422
    assert "Say whether the weight is in kilograms or in pounds." in answer.content.decode()
    assert not Observation.objects.exists()


def test_a_refused_number_stands_beside_its_field_and_the_others_are_not_lost(clinic: Clinic) -> None:
    answer = client_of(clinic.me).post("/measurements/", sent(heart_rate="12", oxygen_saturation="97"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_heart_rate"' in html
    assert 'value="97"' in html


def test_a_person_is_not_offered_what_only_a_clinician_measures(clinic: Clinic) -> None:
    assert 'name="respiratory_rate"' not in client_of(clinic.me).get("/measurements/").content.decode()
    page = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/vital-signs/").content.decode()
    assert 'name="respiratory_rate"' in page


def test_the_therapist_enters_gait_and_joints_and_the_team_reads_the_change(clinic: Clinic) -> None:
    therapist = client_of(add_staff(clinic.site, "pt@example.org", "Pia", Role.PHYSICAL_THERAPIST, [clinic.patient]))
    page = f"/patients/{clinic.patient.public_id}"
    for minutes, (up, knee) in enumerate((("14.2", "95"), ("11.9", "110"))):
        with clock.at(NOON + timedelta(minutes=minutes)):
            answer = therapist.post(f"{page}/movement/", sent(timed_up_and_go=up, rom_knee_flexion_left=knee))
            assert answer.status_code == 302
    html = client_of(clinic.nurse).get(f"{page}/measurements/").content.decode()
    assert "Knee, flexion, left" in html
    assert "+15 since the first" in html
    assert "−2.3 since the first" in html


def test_a_nurse_may_not_enter_movement(clinic: Clinic) -> None:
    nurse = client_of(clinic.nurse)
    assert nurse.get(f"/patients/{clinic.patient.public_id}/movement/").status_code in (403, 404)


@pytest.mark.hazard("HZ-25")
def test_what_arrives_late_shows_when_it_was_measured_and_when_it_reached_us(clinic: Clinic) -> None:
    measure(clinic, happened_at=NOON - timedelta(hours=26), source="offline")
    html = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/measurements/").content.decode()
    assert html.count("Late") >= 3
    assert "reached us" in html
    measure(clinic, client_uuid=uuid4(), values={"oxygen_saturation": Decimal(97)})
    again = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/measurements/").content.decode()
    assert again.count("reached us") == html.count("reached us")


def test_the_page_of_measurements_takes_as_many_queries_for_many_rows(
    clinic: Clinic, django_assert_max_num_queries: object
) -> None:
    for hour in range(12):
        measure(clinic, client_uuid=uuid4(), happened_at=NOON - timedelta(hours=hour))
    browser = client_of(clinic.nurse)
    with django_assert_max_num_queries(22):
        browser.get(f"/patients/{clinic.patient.public_id}/measurements/")
