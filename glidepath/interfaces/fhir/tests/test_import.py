"""Rough files of other systems: mended with a word about it, or refused by name; never half taken in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from glidepath.care.intake.models import ImportReport
from glidepath.foundation.access import system_actor
from glidepath.interfaces.fhir.operations import Outcome, import_file
from glidepath.interfaces.fhir.tests.bundles import file_of, order, pain, person
from glidepath.record.medications.models import MedicationOrder
from glidepath.record.observations.models import Observation
from glidepath.record.patients.models import Patient
from glidepath.record.sites.models import Site
from glidepath.record.sites.operations import open_site

AT = datetime(2027, 1, 4, 16, 0, tzinfo=UTC)
BY = system_actor("tests")


@pytest.fixture
def site(db: None) -> Site:
    return open_site(by=BY, at=AT, name="Terrace", zone="America/Denver", languages=["en"])


def take(site: Site, content: bytes) -> Outcome:
    return import_file(by=BY, at=AT, site=site, name="file.json", content=content)


def refusal_of(site: Site, content: bytes) -> str:
    outcome = take(site, content)
    assert not outcome.reports
    assert Patient.objects.count() == 0
    return outcome.refused[0].code


def test_a_record_is_taken_in_with_its_order_and_its_decimals(site: Site) -> None:
    report = take(site, file_of(person(), order(), pain())).reports[0]
    stored = MedicationOrder.objects.get()
    assert report.patient.born_on == date(1968, 3, 14)
    assert (stored.product, stored.dose_known, stored.rxcui) == ("morphine ER tablet", True, "891881")
    assert Observation.objects.get().value_number == Decimal("7.92")
    assert report.added == {"orders": 1, "conditions": 0, "observations": 1}


def test_an_order_without_a_dose_stands_in_the_report(site: Site) -> None:
    report = take(site, file_of(person(), order(dosageInstruction=[]))).reports[0]
    assert report.dose_unknown == ["morphine sulfate 15 MG ER tablet"]
    assert not MedicationOrder.objects.get().dose_known


@pytest.mark.hazard("HZ-44")
def test_ten_imports_of_one_file_leave_the_rows_of_one(site: Site) -> None:
    for _ in range(10):
        take(site, file_of(person(), order(), pain()))
    assert (Patient.objects.count(), MedicationOrder.objects.count(), Observation.objects.count()) == (1, 1, 1)
    assert ImportReport.objects.count() == 1


@pytest.mark.hazard("HZ-44")
def test_the_same_entries_in_another_order_add_nothing(site: Site) -> None:
    take(site, file_of(person(), order(), pain()))
    second = take(site, file_of(pain(), order(), person())).reports[0]
    assert second.added == {"conditions": 0, "observations": 0}
    assert MedicationOrder.objects.count() == 1


@pytest.mark.hazard("HZ-44")
def test_people_are_never_merged_by_name(site: Site) -> None:
    take(site, file_of(person()))
    take(site, file_of(person(identifier=[{"system": "urn:test:mrn", "value": "18"}])))
    assert Patient.objects.filter(family_name="Vega").count() == 2


@pytest.mark.hazard("HZ-44")
def test_a_known_identifier_under_another_name_is_refused(site: Site) -> None:
    take(site, file_of(person()))
    outcome = take(site, file_of(person(name=[{"given": ["Rosa"], "family": "Luna"}]), pain()))
    assert [refusal.code for refusal in outcome.refused] == ["another_person"]
    assert Observation.objects.count() == 0


def test_one_of_two_people_refused_leaves_the_other_taken_in(site: Site) -> None:
    nameless = person(id="p2", identifier=[{"system": "urn:test:mrn", "value": "2"}], name=[{"family": "Other"}])
    take(site, file_of(person()))
    stranger = person(name=[{"family": "Stranger"}])
    outcome = take(site, file_of(stranger, nameless))
    assert [report.patient.family_name for report in outcome.reports] == ["Other"]
    assert [refusal.code for refusal in outcome.refused] == ["another_person"]


def test_resources_go_to_the_person_their_reference_names(site: Site) -> None:
    second = person(id="p2", identifier=[{"system": "urn:test:mrn", "value": "2"}], name=[{"family": "Second"}])
    hers = pain(id="n2", subject={"reference": "urn:uuid:second"})
    his = pain(id="n3", subject={"reference": "Patient?identifier=urn:test:mrn|17"})
    take(site, file_of(person(), second, hers, his, full_urls=("urn:uuid:first", "urn:uuid:second")))
    assert Observation.objects.get(source_ref="n2").patient.family_name == "Second"
    assert Observation.objects.get(source_ref="n3").patient.family_name == "Vega"


def test_one_object_where_a_list_belongs_is_lifted_and_said(site: Site) -> None:
    report = take(site, file_of(person(name={"given": ["Marisol"], "family": "Vega"}))).reports[0]
    assert {
        "where": "Patient/p1.name",
        "problem": "is one object where a list belongs",
        "done": "lifted into a list",
    } in [*report.repairs]


def test_an_unknown_field_is_dropped_and_said(site: Site) -> None:
    report = take(site, file_of(person(favouriteColour="green"))).reports[0]
    assert ("Patient/p1.favouriteColour", "dropped") in [(r["where"], r["done"]) for r in report.repairs]


def test_a_lone_bundle_entry_is_lifted_out(site: Site) -> None:
    report = take(site, json.dumps({"resource": person()}).encode()).reports[0]
    assert report.repairs[0]["done"] == "the resource was lifted out"


def test_blood_pressure_becomes_one_row_a_component(site: Site) -> None:
    parts = [
        {"code": {"coding": [{"code": code}]}, "valueQuantity": {"value": value}}
        for code, value in (("8480-6", 120), ("8462-4", 80))
    ]
    take(site, file_of(person(), pain(valueQuantity=None, component=parts)))
    assert sorted(Observation.objects.values_list("code", flat=True)) == ["8462-4", "8480-6"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 3000, "not_json"),
        (b"17", "not_fhir"),
        (b"[]", "nothing_in_it"),
        (b'{"resourceType": "Bundle", "entry": "x"}', "not_fhir"),
        (file_of(order()), "no_patient"),
        (file_of(person(name=None)), "no_name"),
        (file_of({"resourceType": "MedicationOrder"}), "older_fhir"),
        (file_of(person(), order(context={"reference": "Encounter/1"})), "older_fhir"),
    ],
)
def test_what_is_no_r4_record_is_refused_by_name_and_saves_nothing(site: Site, content: bytes, code: str) -> None:
    assert refusal_of(site, content) == code


def test_an_order_that_changed_is_changed_here_too(site: Site) -> None:
    take(site, file_of(person(), order()))
    report = take(site, file_of(person(), order(status="stopped"))).reports[0]
    assert report.changed == {"orders": 1}
    assert MedicationOrder.objects.get().status == "stopped"


@pytest.mark.hazard("HZ-45")
def test_a_failure_in_the_middle_leaves_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Observation.objects, "bulk_create", fails)
    with pytest.raises(RuntimeError):
        take(site, file_of(person(), order(), pain()))
    assert (Patient.objects.count(), MedicationOrder.objects.count()) == (0, 0)
