"""The rules run in the check-in's own transaction; nothing that breaks in them can hide or lose an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from glidepath_clinical.red_flags import REASONS, RULES, withdrawal_crisis

from glidepath.care.checkins.tests.people import NOON, Clinic, answer_scale, check_in, phq9
from glidepath.care.escalation import judge, operations
from glidepath.care.escalation.models import AssessmentRecord
from glidepath.care.escalation.reasons import WORDS, sentence
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.record.alerts.models import Alert, AlertCause
from glidepath.record.observations.models import CheckIn


def rules_of(alerts: Any) -> set[tuple[str, str]]:
    return set(alerts.values_list("rule", "urgency"))


def test_a_calm_check_in_raises_nothing_and_keeps_what_the_rules_could_not_say(clinic: Clinic) -> None:
    check_in(clinic)
    assert not Alert.objects.exists()
    kept = AssessmentRecord.objects.get()
    assert "pain_spike" in {one["rule"] for one in kept.unanswerable}
    assert kept.rules_version


def test_no_fluids_for_a_day_is_a_red_alert_with_its_delivery_in_the_same_transaction(clinic: Clinic) -> None:
    entry = check_in(clinic, no_fluids_24h=True)
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency, alert.patient) == ("withdrawal_crisis", "RED", clinic.patient)
    assert alert.causes.get().cause == f"check_in:{entry.public_id}"
    assert OutboxMessage.objects.filter(topic="alert.raised").count() == 1


@pytest.mark.hazard("HZ-14")
def test_when_the_transaction_fails_neither_check_in_nor_alert_nor_message_stays(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_args: object, **_more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(operations, "_keep", full_disk)
    with pytest.raises(DatabaseError):
        check_in(clinic, no_fluids_24h=True)
    assert not CheckIn.objects.exists()
    assert not Alert.objects.exists()
    assert not OutboxMessage.objects.filter(topic="alert.raised").exists()


@pytest.mark.hazard("HZ-15")
def test_a_rule_that_crashes_commits_the_check_in_with_a_red_alert_and_the_other_rules_run(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(withdrawal_crisis, "check", broken)
    check_in(clinic, hard_to_wake_or_slow_breathing=True)
    assert CheckIn.objects.count() == 1
    assert rules_of(Alert.objects) == {("rules_failed", "RED"), ("overdose_signs", "RED")}
    failed = Alert.objects.get(rule="rules_failed")
    assert "withdrawal_crisis (ZeroDivisionError)" in failed.because[0]


@pytest.mark.hazard("HZ-15")
@pytest.mark.parametrize("what", ["python", "database"])
def test_a_picture_that_crashes_commits_the_check_in_with_a_red_alert(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def broken(*_args: object) -> None:
        if what == "python":
            raise LookupError("Ana Ruiz")
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column FROM no_such_table")

    monkeypatch.setattr(judge, "build_picture", broken)
    check_in(clinic, no_fluids_24h=True)
    assert CheckIn.objects.count() == 1
    alert = Alert.objects.get()
    assert (alert.rule, alert.urgency) == ("rules_failed", "RED")
    assert "Ana" not in str(alert.because)


@pytest.mark.hazard("HZ-15")
def test_limits_of_the_site_that_make_no_sense_raise_a_red_alert(clinic: Clinic) -> None:
    clinic.site.limits = {"cows_crisis_score": "many"}
    clinic.site.save()
    check_in(clinic)
    assert rules_of(Alert.objects) == {("rules_failed", "RED")}


def test_a_finding_that_cannot_be_raised_does_not_hide_the_others(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = operations.raise_alert

    def picky(**finding: Any) -> Alert:
        if finding["rule"] == "withdrawal_crisis":
            raise ValueError
        return real(**finding)

    monkeypatch.setattr(operations, "raise_alert", picky)
    check_in(clinic, no_fluids_24h=True, want_call=True)
    assert ("rules_failed", "RED") in rules_of(Alert.objects)
    assert CheckIn.objects.count() == 1


def test_the_same_answer_alarms_once_though_the_rules_look_at_it_again(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    check_in(clinic, NOON + timedelta(hours=5))
    assert AlertCause.objects.filter(rule="withdrawal_crisis").count() == 1


def test_a_new_answer_with_the_same_danger_joins_the_alert_as_a_new_cause(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    check_in(clinic, NOON + timedelta(hours=5), no_fluids_24h=True)
    alert = Alert.objects.get()
    assert alert.causes.count() == 2
    assert [event.kind for event in alert.events.all()] == ["raised", "again"]


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize(("answer", "urgency"), [(1, "ORANGE"), (2, "ORANGE"), (3, "RED")])
def test_item_nine_alarms_even_when_other_items_are_missing(clinic: Clinic, answer: int, urgency: str) -> None:
    answer_scale(clinic, "phq9", {"phq9_9": answer})
    assert ("suicidality", urgency) in rules_of(Alert.objects)


@pytest.mark.hazard("HZ-17")
def test_item_nine_without_a_finished_screen_is_red_after_ten_minutes(clinic: Clinic) -> None:
    from glidepath.care.escalation.deliver import rules_again

    answer_scale(clinic, "phq9", phq9(1))
    message = OutboxMessage.objects.get(topic="rules.again")
    assert message.next_at == NOON + timedelta(minutes=10)
    for _twice in range(2):
        rules_again(payload=message.payload, key=message.idempotency_key, at=NOON + timedelta(minutes=10))
    alert = Alert.objects.get(rule="suicidality")
    assert alert.urgency == "RED"
    assert [event.kind for event in alert.events.all()] == ["raised", "worse"]


def test_a_withdrawal_score_by_the_nurse_is_judged_at_once(clinic: Clinic) -> None:
    answer_scale(
        clinic,
        "cows",
        {
            "cows_pulse": 4, "cows_sweating": 4, "cows_restlessness": 5, "cows_pupils": 5, "cows_aches": 4,
            "cows_nose_tearing": 4, "cows_gi_upset": 0, "cows_tremor": 0, "cows_yawning": 0, "cows_anxiety": 0,
            "cows_gooseflesh": 0,
        },
    )  # fmt: skip
    assert ("withdrawal_crisis", "RED") in rules_of(Alert.objects)


def test_every_reason_of_the_clinical_core_has_words_here() -> None:
    assert set(REASONS) <= set(WORDS)
    assert len(RULES) > 5


def test_a_reason_without_its_value_gives_no_half_sentence() -> None:
    assert sentence("suicidality.item9", {}) == ""
    assert sentence("suicidality.item9", {"answer": "2"}) == "PHQ-9 item 9 answered 2"


def test_a_wish_for_a_call_in_a_check_in_is_on_the_list_the_same_day_and_once(clinic: Clinic) -> None:
    check_in(clinic, want_call=True)
    check_in(clinic, NOON + timedelta(hours=20))
    assert rules_of(Alert.objects) == {("call_requested", "ORANGE")}
    assert AlertCause.objects.count() == 1
