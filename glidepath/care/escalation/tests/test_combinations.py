"""A medicine that starts or stops: the alert comes in the same transaction, and nothing unknown is passed over."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import translation
from glidepath_clinical.interactions import COMBINATIONS, REASONS

from glidepath.care.checkins.tests.people import NOON, Clinic
from glidepath.care.escalation import combinations
from glidepath.care.escalation.reasons import sentence
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.record.alerts.combination_words import WORDS
from glidepath.record.alerts.models import Alert, AlertCause
from glidepath.record.alerts.operations import resolve
from glidepath.record.alerts.wording import rule_name
from glidepath.record.medications.changes import ChangeTold, change_ref, record_change, settle_name, take_back
from glidepath.record.medications.models import MedicationOrder, MedicineChange
from glidepath.record.medications.operations import Taken, record_regimen
from glidepath.record.patients.operations import record_fact
from glidepath.record.picture.medicines import WHOLE_LIST_ASKED, situation_of

TODAY = date(2027, 3, 3)


def takes(clinic: Clinic, product: str = "oxycodone tablet") -> None:
    taken = Taken(product, "mg", {"morning": "10"}, ordered_daily="10")
    record_regimen(by=clinic.nurse, at=NOON, patient=clinic.patient, taken=taken, informant="patient", orders=[])


def changed(clinic: Clinic, kind: str, name: str, on: date | None = TODAY, days: int = 0) -> MedicineChange:
    told = ChangeTold(kind, name, on, "patient")
    at = NOON + timedelta(days=days)
    return record_change(by=clinic.nurse, at=at, patient=clinic.patient, told=told, token=uuid4())


def told_rules(clinic: Clinic) -> dict[str, str]:
    return dict(AlertCause.objects.filter(patient=clinic.patient).values_list("rule", "urgency"))


@pytest.mark.hazard("HZ-12")
@pytest.mark.parametrize(
    ("taken", "kind", "name", "rule"),
    [
        ("tramadol tablet", "start", "paroxetine", "I10"),
        ("tramadol tablet", "stop", "bupropion", "I10"),
        ("oxycodone tablet", "start", "clarithromycin 500 mg", "I13"),
        ("oxycodone tablet", "stop", "Tegretol", "I14"),
        ("methadone tablet", "start", "fluconazole", "I17"),
        ("methadone tablet", "stop", "rifampin", "I18"),
        ("methadone tablet", "start", "ondansetron", "I19"),
        ("oxycodone tablet", "start", "buprenorphine sublingual film", "I20"),
        ("morphine tablet", "start", "naltrexone", "I21"),
        ("tizanidine tablet / capsule", "start", "ciprofloxacin", "I24"),
    ],
)
def test_a_change_of_the_monitoring_plan_is_an_orange_alert_with_its_delivery_in_the_same_transaction(
    clinic: Clinic, taken: str, kind: str, name: str, rule: str
) -> None:
    takes(clinic, taken)
    row = changed(clinic, kind, name)
    alert = Alert.objects.get(patient=clinic.patient)
    assert (alert.domain, alert.urgency) == ("interaction", "ORANGE")
    assert AlertCause.objects.get(rule=rule).cause == change_ref(row)
    assert OutboxMessage.objects.filter(topic="alert.raised").exists()
    assert AuditEvent.objects.filter(action="medicine_change.record").exists()


def test_several_findings_of_one_person_are_one_open_alert_with_their_causes(clinic: Clinic) -> None:
    takes(clinic)
    changed(clinic, "start", "diazepam 5 mg tablet")
    changed(clinic, "stop", "carbamazepine")
    alert = Alert.objects.get()
    assert {"I01", "I14"} <= set(alert.causes.values_list("rule", flat=True))


def test_what_stands_beside_the_change_is_no_new_alert(clinic: Clinic) -> None:
    takes(clinic)
    changed(clinic, "start", "diazepam")
    before = AlertCause.objects.count()
    changed(clinic, "start", "atorvastatin 20 mg")
    assert AlertCause.objects.count() == before


def test_the_same_change_sent_twice_is_one_change_and_one_cause(clinic: Clinic) -> None:
    takes(clinic)
    token, told = uuid4(), ChangeTold("stop", "carbamazepine", TODAY, "patient")
    for _ in range(2):
        record_change(by=clinic.nurse, at=NOON, patient=clinic.patient, told=told, token=token)
    assert MedicineChange.objects.count() == 1
    assert AlertCause.objects.filter(rule="I14").count() == 1


@pytest.mark.hazard("HZ-12")
def test_a_medicine_that_is_not_recognised_is_told_by_name_and_a_pharmacist_settles_it(clinic: Clinic) -> None:
    takes(clinic)
    changed(clinic, "start", "Schlafgut forte")
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency) == ("medicine_not_recognised", "YELLOW")
    assert alert.values == {"name": "Schlafgut forte"}
    who = {"by": clinic.prescriber, "at": NOON, "patient": clinic.patient, "name": "Schlafgut forte"}
    settle_name(**who, ingredients=["sodium oxybate"], note="read on the box")
    alert.refresh_from_db()
    assert (alert.rule, alert.urgency) == ("I05", "ORANGE")


def test_a_change_entered_by_mistake_counts_no_more(clinic: Clinic) -> None:
    takes(clinic)
    row = changed(clinic, "start", "diazepam")
    with pytest.raises(ValueError, match="mistake"):
        take_back(by=clinic.nurse, at=NOON, change=row, because=" ")
    take_back(by=clinic.nurse, at=NOON, change=row, because="another person")
    found = situation_of(clinic.patient, NOON)
    assert found.changes == ()
    assert {one.name for one in found.medicines or ()} == {"oxycodone tablet"}
    assert MedicineChange.objects.get().mistaken_because == "another person"


def test_a_stop_whose_day_nobody_knows_counts_from_the_day_it_was_told(clinic: Clinic) -> None:
    takes(clinic)
    changed(clinic, "stop", "carbamazepine", on=None)
    assert told_rules(clinic)["I14"] == "ORANGE"
    assert situation_of(clinic.patient, NOON).changes[0].on == TODAY


def test_an_order_stopped_later_is_no_longer_taken_and_one_dated_after_the_stop_is(clinic: Clinic) -> None:
    for ref, on in (("old", TODAY - timedelta(days=90)), ("new", TODAY + timedelta(days=1))):
        MedicationOrder.objects.create(
            patient=clinic.patient, site=clinic.site, source_system="ehr", source_ref=ref, content_hash=ref,
            display="diazepam 5 MG Oral Tablet", status="active", authored_on=on,
        )  # fmt: skip
    changed(clinic, "stop", "Valium")
    medicines = situation_of(clinic.patient, NOON).medicines or ()
    assert len(medicines) == 1
    MedicationOrder.objects.filter(source_ref="new").delete()
    assert not situation_of(clinic.patient, NOON).medicines


def test_a_list_nobody_asked_for_is_not_complete_until_somebody_did(clinic: Clinic) -> None:
    takes(clinic)
    assert not situation_of(clinic.patient, NOON).complete
    about = {"by": clinic.nurse, "at": NOON, "patient": clinic.patient, "informant": "patient"}
    record_fact(**about, name=WHOLE_LIST_ASKED, answer="yes")
    record_fact(**about, name="alcohol", answer="no")
    found = situation_of(clinic.patient, NOON)
    assert found.complete
    assert found.told == {"alcohol": False}
    assert found.measured["age"].value == 58


@pytest.mark.hazard("HZ-15")
def test_combinations_that_break_store_the_change_with_a_red_alert(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    takes(clinic)
    monkeypatch.setattr(combinations, "situation_of", broken)
    row = changed(clinic, "stop", "carbamazepine")
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency) == ("rules_failed", "RED")
    assert MedicineChange.objects.get() == row


def test_a_closed_alert_is_not_opened_again_by_the_same_answers_but_by_a_new_change(clinic: Clinic) -> None:
    takes(clinic)
    changed(clinic, "stop", "carbamazepine")
    alert = Alert.objects.get()
    resolve(by=clinic.nurse, alert=alert, at=NOON, resolution="Step held, pharmacist called.")
    changed(clinic, "start", "clarithromycin", on=TODAY + timedelta(days=1), days=1)
    again = Alert.objects.exclude(pk=alert.pk).get()
    assert set(again.causes.values_list("rule", flat=True)) == {"I13"}


def test_every_reason_of_a_combination_has_words() -> None:
    assert set(REASONS) <= set(WORDS)
    values = {"a": "oxycodone", "b": "carbamazepine", "then": "x", "days": "14", "measured": "QTc 510 ms", "name": "y"}
    for key in WORDS:
        assert sentence(key, values)


def test_every_combination_has_a_name_in_both_languages() -> None:
    for row in COMBINATIONS:
        with translation.override("en"):
            assert rule_name(row.id) == f"{row.title} ({row.id})"
