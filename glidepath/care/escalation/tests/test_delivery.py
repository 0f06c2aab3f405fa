"""An alert reaches a person, then the next one, then the whole team; each step is a row that survives a crash."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from glidepath.care.checkins.tests.people import NOON, SETUP, Clinic, add_staff, check_in
from glidepath.care.escalation import deliver
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.outbox import operations as outbox
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.foundation.outbox.worker import Worker
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import acknowledge
from glidepath.record.care_team.models import CareTeamMember
from glidepath.record.care_team.operations import leave_team
from glidepath.record.sites.models import OnCallShift

MINUTE = timedelta(minutes=1)


def work(at: datetime) -> None:
    """Rounds of a worker until nothing is due."""
    with clock.at(at):
        worker = Worker("test")
        while worker.round():
            pass


def told() -> list[str]:
    return [message.to[0].partition("@")[0] for message in mail.outbox]


def kinds() -> list[str]:
    return [event.kind for event in Alert.objects.get(urgency="RED").events.all()]


@pytest.mark.hazard("HZ-16")
def test_a_red_alert_nobody_takes_on_goes_to_the_second_person_then_the_team_then_is_a_recorded_failure(
    clinic: Clinic,
) -> None:
    check_in(clinic, no_fluids_24h=True)
    work(NOON)
    assert told() == ["nora"]
    work(NOON + 4 * MINUTE)
    assert told() == ["nora"]
    work(NOON + 5 * MINUTE)
    assert told() == ["nora", "park"]
    work(NOON + 10 * MINUTE)
    assert sorted(told()[2:]) == ["nora", "park"]
    work(NOON + 15 * MINUTE)
    assert kinds() == ["raised", "delivered", "escalated", "escalated", "unanswered"]
    assert AuditEvent.objects.filter(action="alert.unanswered").count() == 1


@pytest.mark.hazard("HZ-16")
def test_an_alert_that_was_taken_on_is_not_passed_on(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    work(NOON)
    acknowledge(by=clinic.nurse, alert=Alert.objects.get(), at=NOON + MINUTE, note="calling")
    work(NOON + 20 * MINUTE)
    assert told() == ["nora"]
    assert kinds() == ["raised", "delivered", "acknowledged"]


@pytest.mark.hazard("HZ-16", "HZ-19")
def test_an_alert_that_opens_again_is_passed_on_again(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    work(NOON)
    acknowledge(by=clinic.nurse, alert=Alert.objects.get(), at=NOON + MINUTE, note="calling")
    check_in(clinic, NOON + 30 * MINUTE, no_fluids_24h=True)
    work(NOON + 36 * MINUTE)
    assert told() == ["nora", "nora", "park"]
    assert kinds() == ["raised", "delivered", "acknowledged", "again", "delivered", "escalated"]


def test_without_anybody_on_call_the_whole_team_is_told(clinic: Clinic) -> None:
    OnCallShift.objects.all().delete()
    check_in(clinic, want_call=True)
    work(NOON)
    assert sorted(told()) == ["nora", "park"]


def test_a_yellow_alert_waits_on_the_board_and_sends_no_mail(clinic: Clinic) -> None:
    from glidepath.record.alerts.operations import Reason, raise_alert

    raise_alert(
        patient=clinic.patient, rule="x", urgency="YELLOW", domain="pain", cause="c", reason=Reason(["x"]), at=NOON
    )
    work(NOON + 60 * MINUTE)
    assert told() == []
    assert Alert.objects.get().events.filter(kind="delivered").exists()


@pytest.mark.hazard("HZ-21")
def test_who_left_the_team_before_the_message_went_out_is_not_told(clinic: Clinic) -> None:
    OnCallShift.objects.all().delete()
    add_staff(clinic.site, "new@example.org", "New", Role.PHARMACIST, [clinic.patient])
    check_in(clinic, want_call=True)
    leave_team(by=SETUP, at=NOON, member=CareTeamMember.objects.get(role=Role.NURSE.value))
    work(NOON + MINUTE)
    assert sorted(told()) == ["new", "park"]


@pytest.mark.hazard("HZ-30")
def test_no_mail_says_who_or_why(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    work(NOON)
    said = mail.outbox[0].subject + mail.outbox[0].body
    for word in ("Ana", "Ruiz", "withdrawal", "fluids", "RED", str(clinic.patient.public_id)):
        assert word not in said


@pytest.mark.hazard("HZ-14")
def test_a_message_delivered_twice_stands_once_in_the_history(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    message = OutboxMessage.objects.get(topic="alert.raised")
    for _crash in range(2):
        deliver.alert_raised(payload=message.payload, key=message.idempotency_key, at=NOON)
    assert kinds() == ["raised", "delivered"]
    assert OutboxMessage.objects.filter(topic="alert.escalate").count() == 1


@pytest.mark.hazard("HZ-14")
def test_a_mail_server_that_is_down_loses_nothing(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_args: Any, **_more: Any) -> None:
        raise ConnectionRefusedError

    check_in(clinic, no_fluids_24h=True)
    monkeypatch.setattr(deliver, "tell", down)
    work(NOON)
    assert kinds() == ["raised"]
    monkeypatch.undo()
    work(NOON + MINUTE)
    assert told() == ["nora"]
    assert kinds() == ["raised", "delivered"]


@pytest.mark.hazard("HZ-14", "HZ-15")
def test_a_message_that_can_never_be_delivered_is_told_in_the_history_and_the_next_person_is_still_called(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: Any, **_more: Any) -> None:
        raise ConnectionRefusedError

    check_in(clinic, no_fluids_24h=True)
    monkeypatch.setattr(deliver, "tell", down)
    for hours in range(40):
        work(NOON + timedelta(hours=hours))
        if "undelivered" in kinds():
            break
    assert OutboxMessage.objects.get(topic="alert.raised").state == "quarantined"
    monkeypatch.undo()
    work(NOON + timedelta(hours=hours + 1))
    assert "park" in told()


def test_only_messages_about_alerts_are_given_up_here(clinic: Clinic) -> None:
    deliver.given_up(topic="notice", key="k", payload={"schema": 1}, error="X")
    assert not Alert.objects.exists()
    assert outbox.MOST_ATTEMPTS > 3


@pytest.mark.hazard("HZ-16")
def test_a_mail_server_that_is_down_does_not_stop_the_clock_of_a_red_alert(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: Any, **_more: Any) -> None:
        raise ConnectionRefusedError

    check_in(clinic, no_fluids_24h=True)
    monkeypatch.setattr(deliver, "tell", down)
    for minutes in range(20):
        work(NOON + minutes * MINUTE)
    assert "unanswered" in kinds()
    assert AuditEvent.objects.filter(action="alert.unanswered").count() == 1


@pytest.mark.hazard("HZ-16")
def test_one_address_that_fails_keeps_nobody_else_from_being_told(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = deliver.tell

    def refuse_nora(user: Any, kind: str, **more: Any) -> None:
        if user.pk == clinic.nurse.user_id:
            raise ConnectionRefusedError
        send(user, kind, **more)

    OnCallShift.objects.all().delete()
    monkeypatch.setattr(deliver, "tell", refuse_nora)
    check_in(clinic, want_call=True)
    work(NOON)
    assert told() == ["park"]


@pytest.mark.hazard("HZ-16")
def test_somebody_on_call_who_can_no_longer_sign_in_is_passed_over(clinic: Clinic) -> None:
    get_user_model().objects.filter(pk=clinic.nurse.user_id).update(is_active=False)
    check_in(clinic, want_call=True)
    work(NOON)
    assert told() == ["park"]


@pytest.mark.hazard("HZ-16")
def test_without_a_team_and_without_anybody_on_call_the_clinics_staff_is_told(clinic: Clinic) -> None:
    OnCallShift.objects.all().delete()
    CareTeamMember.objects.all().delete()
    check_in(clinic, want_call=True)
    work(NOON)
    assert sorted(told()) == ["nora", "park"]


@pytest.mark.hazard("HZ-15")
def test_rules_that_could_not_be_asked_again_are_a_red_alert(clinic: Clinic) -> None:
    payload = {"schema": 1, "patient": clinic.patient.ref, "cause": "later:scale:1"}
    deliver.given_up(topic="rules.again", key="k", payload=payload, error="WorkerLost")
    assert Alert.objects.get().rule == "rules_failed"
    assert Alert.objects.get().urgency == "RED"
