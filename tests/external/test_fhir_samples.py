"""Every sample record written by others is taken in or refused by name; none crashes, none leaves half a person."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps

from glidepath.foundation.access import system_actor
from glidepath.interfaces.fhir.operations import Outcome, import_file
from glidepath.record.medications.models import MedicationOrder
from glidepath.record.patients.models import Patient
from glidepath.record.sites.models import Site
from glidepath.record.sites.operations import open_site

AT = datetime(2027, 1, 4, 16, 0, tzinfo=UTC)
BY = system_actor("tests")
NOT_A_PERSONS_RECORD = {"medicationrequest-taper.json": "no_patient", "mypain_mypain-questionnaire.json": "no_patient"}


@pytest.fixture
def site(db: None) -> Site:
    return open_site(by=BY, at=AT, name="Terrace", zone="America/Denver", languages=["en"])


def samples(shared: Path) -> list[Path]:
    return sorted((shared / "samples" / "fhir").glob("*.json"))


def take(site: Site, file: Path) -> Outcome:
    return import_file(by=BY, at=AT, site=site, name=file.name, content=file.read_bytes())


def rows() -> Counter[str]:
    """How many rows each table of ours has; the audit trail and the feed may grow by reads and retries."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("glidepath.")]
    return Counter({model._meta.label: model.objects.count() for model in ours})


def test_every_sample_is_taken_in_or_refused_by_name(site: Site, shared: Path) -> None:
    seen = {}
    for file in samples(shared):
        outcome = take(site, file)
        assert outcome.reports or outcome.refused, file.name
        seen[file.name] = [refusal.code for refusal in outcome.refused]
    assert len(seen) == 19
    assert {
        name: codes[0] for name, codes in seen.items() if codes and name in NOT_A_PERSONS_RECORD
    } == NOT_A_PERSONS_RECORD
    assert all(not codes for name, codes in seen.items() if name not in NOT_A_PERSONS_RECORD and "brenda" not in name)


def test_the_same_file_twice_changes_nothing(site: Site, shared: Path) -> None:
    for file in samples(shared):
        take(site, file)
    before = rows()
    for file in samples(shared):
        take(site, file)
    assert rows() == before


def test_an_order_without_dosage_is_dose_unknown_and_gives_no_mme(site: Site, shared: Path) -> None:
    from glidepath_clinical.medicines import mme_of_orders, read_order

    take(site, shared / "samples" / "fhir" / "ahrq_brenda_jackson.json")
    undosed = MedicationOrder.objects.filter(dose_known=False, dosage=[])
    assert undosed.exists()
    for row in undosed:
        assert row.dosage == []
    silent = read_order(
        {
            "resourceType": "MedicationRequest",
            "status": "active",
            "intent": "order",
            "medicationCodeableConcept": {
                "coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "891881"}]
            },
        }
    )
    total = mme_of_orders([silent]).ordered_maximum
    assert not total.complete
    assert total.not_counted


def test_no_import_leaves_a_person_without_the_report_that_names_them(site: Site, shared: Path) -> None:
    from glidepath.care.intake.models import ImportReport

    for file in samples(shared):
        take(site, file)
    assert Patient.objects.count() == ImportReport.objects.values("patient").distinct().count()
