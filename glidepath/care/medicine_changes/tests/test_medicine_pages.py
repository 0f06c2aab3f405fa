"""Pages about changes of medicines: what is entered is kept once, checked at once, and refused by name when odd."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.tests.people import NOON, Clinic, add_staff, client_of, open_clinic
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.alerts.models import Alert
from glidepath.record.medications.models import MedicineChange, NameReading
from glidepath.record.medications.operations import Taken, record_regimen
from glidepath.record.patients.queries import latest_facts

TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def clinic(db: None) -> Clinic:
    opened = open_clinic()
    taken = Taken("oxycodone tablet", "mg", {"morning": "10"}, ordered_daily="10")
    record_regimen(by=opened.nurse, at=NOON, patient=opened.patient, taken=taken, informant="patient", orders=[])
    return opened


@pytest.fixture
def nurse(clinic: Clinic) -> Client:
    return client_of(clinic.nurse)


def pharmacist(clinic: Clinic) -> Client:
    return client_of(add_staff(clinic.site, "farah@example.org", "Farah", Role.PHARMACIST, [clinic.patient], NOON))


def page(name: str, clinic: Clinic) -> str:
    return reverse(f"medicine_changes:{name}", args=[clinic.patient.public_id])


def entry(**changes: object) -> dict[str, Any]:
    return {
        "token": str(uuid4()),
        "name": "carbamazepine",
        "kind": "stop",
        "on": TODAY.isoformat(),
        "dose_before": "400",
        "dose_after": "",
        "unit": "mg",
        "informant": "patient",
        "note": "",
        **changes,
    }


def test_a_nurse_enters_a_stop_and_the_overview_tells_what_it_does(clinic: Clinic, nurse: Client) -> None:
    answer = nurse.post(page("record", clinic), entry(), follow=True)
    shown = answer.content.decode()
    assert "carbamazepine stopped or lowered while oxycodone goes on" in shown
    assert "Oxycodone with a CYP3A4 inducer (I14)" in shown
    assert reverse("escalation:rule", args=["I14"]) in shown
    assert "from memory, to be confirmed" in shown
    assert "400 mg a day before" in shown
    assert Alert.objects.get().urgency == "ORANGE"


def test_the_alert_tells_the_sentence_and_leads_to_the_medicines(clinic: Clinic, nurse: Client) -> None:
    nurse.post(page("record", clinic), entry())
    alert = Alert.objects.get()
    shown = nurse.get(reverse("escalation:alert", args=[alert.public_id])).content.decode()
    assert "carbamazepine stopped or lowered while oxycodone goes on" in shown
    assert page("overview", clinic) in shown


def test_the_rule_of_a_combination_opens_with_its_thirteen_attributes(clinic: Clinic, nurse: Client) -> None:
    assert "Oxycodone with a CYP3A4 inducer" in nurse.get(reverse("escalation:rule", args=["I14"])).content.decode()
    data = nurse.get(reverse("escalation:dsi", args=["I14"])).json()
    assert len(data["attributes"]) == len(data["regulation"]) == 13
    assert data["attributes"]["evidence"]["row"]["provenance"] == "partly seen"


def test_sending_the_form_twice_keeps_one_change(clinic: Clinic, nurse: Client) -> None:
    sent = entry()
    nurse.post(page("record", clinic), sent)
    nurse.post(page("record", clinic), sent)
    assert MedicineChange.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"kind": ""}, "This field is required"),
        ({"kind": "swap"}, "Select a valid choice"),
        ({"on": "3000-01-01"}, "Look at the year"),
        ({"on": "soon"}, "Enter a valid date"),
        ({"dose_before": "4OO"}, "Enter a number with a point"),
        ({"dose_before": "-4"}, "Enter a number with a point"),
        ({"dose_before": "NaN"}, "Enter a number with a point"),
        ({"unit": ""}, "Choose the unit of the dose"),
        ({"kind": "increase", "dose_after": "200"}, "do not go the way that is told above"),
        ({"informant": ""}, "This field is required"),
        ({"token": "x"}, "Enter a valid UUID"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field_and_nothing_is_kept(
    clinic: Clinic, nurse: Client, wrong: dict[str, str], said: str
) -> None:
    answer = nurse.post(page("record", clinic), entry(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not MedicineChange.objects.exists()


def test_the_person_tells_that_a_medicine_was_started(clinic: Clinic) -> None:
    me = client_of(clinic.me)
    assert me.get(reverse("medicine_changes:mine")).status_code == 200
    sent = {"token": str(uuid4()), "kind": "start", "name": "clarithromycin", "on": "", "note": "for my cough"}
    answer = me.post(reverse("medicine_changes:mine"), sent, follow=True)
    assert "Thank you. Your team sees it now" in answer.content.decode()
    row = MedicineChange.objects.get()
    assert (row.informant, row.on, row.note) == ("patient", None, "for my cough")
    assert (Alert.objects.get().rule, Alert.objects.get().urgency) == ("I13", "ORANGE")
    assert me.post(reverse("medicine_changes:mine"), {}).status_code == 422


def test_the_person_sees_no_combination_and_no_page_of_the_team(clinic: Clinic) -> None:
    me = client_of(clinic.me)
    for name in ("overview", "record", "known", "names"):
        assert me.get(page(name, clinic)).status_code == 403


def test_a_mistake_stays_to_be_read_and_counts_no_more(clinic: Clinic, nurse: Client) -> None:
    nurse.post(page("record", clinic), entry())
    row = MedicineChange.objects.get()
    address = reverse("medicine_changes:mistake", args=[row.public_id])
    assert "Nothing was changed" in nurse.post(address, {"because": ""}, follow=True).content.decode()
    shown = nurse.post(address, {"because": "another person"}, follow=True).content.decode()
    assert "A mistake: another person" in shown
    assert "stopped or lowered" not in shown.split("Told changes")[0]
    assert AuditEvent.objects.filter(action="medicine_change.take_back").count() == 1
    assert nurse.get(address).status_code == 405


@pytest.mark.hazard("HZ-12")
def test_a_medicine_that_is_not_recognised_stands_on_the_page_until_a_pharmacist_settles_it(
    clinic: Clinic, nurse: Client
) -> None:
    nurse.post(page("record", clinic), entry(kind="start", name="Schlafgut forte", dose_before="", unit=""))
    assert "Schlafgut forte" in nurse.get(page("overview", clinic)).content.decode().split("Told changes")[0]
    farah = pharmacist(clinic)
    assert "Schlafgut forte" in farah.get(page("names", clinic)).content.decode()
    sent = {"form": "n0", "n0-name": "Schlafgut forte", "n0-ingredients": "doxylamin", "n0-note": "box"}
    refused = farah.post(page("names", clinic), sent)
    assert refused.status_code == 422
    assert "The rules do not know doxylamin" in refused.content.decode()
    neither = farah.post(page("names", clinic), {**sent, "n0-ingredients": ""})
    assert "tick that none of them matters" in neither.content.decode()
    farah.post(page("names", clinic), {**sent, "n0-ingredients": "doxylamine"})
    assert NameReading.objects.get().ingredients == ["doxylamine"]
    shown = nurse.get(page("overview", clinic)).content.decode()
    assert "Not recognised" not in shown
    assert "Opioid with another sedating medicine (I04)" in shown


def test_what_the_rules_need_to_know_is_answered_and_only_changed_answers_are_stored(
    clinic: Clinic, nurse: Client
) -> None:
    assert "Nobody has asked for the whole list yet" in nurse.get(page("overview", clinic)).content.decode()
    nurse.post(page("known", clinic), {"whole_medicine_list_asked": "yes", "alcohol": "yes"})
    facts = latest_facts(clinic.patient.pk)
    assert {name: fact.answer for name, fact in facts.items()} == {"whole_medicine_list_asked": "yes", "alcohol": "yes"}
    nurse.post(page("known", clinic), {"whole_medicine_list_asked": "yes", "alcohol": "yes"})
    assert AuditEvent.objects.filter(action="fact.record").count() == 2
    shown = nurse.get(page("overview", clinic)).content.decode()
    assert "Nobody has asked" not in shown
    assert "Opioid with alcohol (I03)" in shown


def test_the_medicines_page_shows_the_combinations_too(clinic: Clinic, nurse: Client) -> None:
    nurse.post(page("record", clinic), entry(kind="start", name="diazepam", dose_before="", unit=""))
    shown = nurse.get(reverse("intake:reconcile", args=[clinic.patient.public_id])).content.decode()
    assert "Opioid with a benzodiazepine (I01)" in shown


def test_another_clinics_person_is_not_there(clinic: Clinic) -> None:
    stranger = client_of(open_clinic("2").nurse)
    for name in ("overview", "record", "known"):
        assert stranger.get(page(name, clinic)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_number_of_changes(
    clinic: Clinic, nurse: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        nurse.post(page("record", clinic), entry(name=f"atorvastatin {number}", kind="start", dose_before="", unit=""))
    with django_assert_max_num_queries(45):
        nurse.get(page("overview", clinic))
