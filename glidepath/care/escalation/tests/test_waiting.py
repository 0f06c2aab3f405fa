"""How long an alert waits: ORANGE within the day, set aside with an end, closed until it has lasted too long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from glidepath.care.checkins.tests.people import NOON, SETUP, Clinic, add_staff, check_in, client_of, standing_plan
from glidepath.care.escalation.tests.test_delivery import told, work
from glidepath.care.tapering.operations.late import watch_late_steps
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.record.alerts.models import Alert, AlertCause
from glidepath.record.alerts.operations import AlertChanged, Reason, acknowledge, raise_alert, resolve
from glidepath.record.alerts.snooze import SnoozeRefused, snooze, wake
from glidepath.record.alerts.timers import AGAIN_EVERY, STEPS, due_at, next_workday
from glidepath.record.sites.operations import put_on_call

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def an_alert(
    clinic: Clinic, urgency: str = "YELLOW", cause: str = "c", at: datetime = NOON, domain: str = "x"
) -> Alert:
    """One alert of any urgency."""
    reason = Reason(["made for this test"])
    said = {"rule": "fall", "urgency": urgency, "domain": domain, "cause": cause, "reason": reason, "at": at}
    with transaction.atomic():
        return raise_alert(patient=clinic.patient, **said)


@pytest.mark.hazard("HZ-16")
def test_an_orange_alert_nobody_takes_on_goes_on_to_others_and_fails_after_four_hours(clinic: Clinic) -> None:
    check_in(clinic, want_call=True)
    for at in (NOON, NOON + 119 * MINUTE):
        work(at)
    assert told() == ["nora"]
    work(NOON + 2 * HOUR)
    assert told() == ["nora", "park"]
    work(NOON + 3 * HOUR)
    assert sorted(told()[2:]) == ["nora", "park"]
    work(NOON + 4 * HOUR)
    alert = Alert.objects.get()
    assert alert.unanswered_at == NOON + 4 * HOUR
    assert AuditEvent.objects.filter(action="alert.unanswered").count() == 1


@pytest.mark.hazard("HZ-16")
def test_a_red_alert_nobody_takes_on_is_told_again_and_again_until_somebody_does(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    for minutes in (0, 5, 10, 15):
        work(NOON + minutes * MINUTE)
    before = len(told())
    work(NOON + 45 * MINUTE)
    work(NOON + 75 * MINUTE)
    assert len(told()) == before + 4
    acknowledge(by=clinic.nurse, alert=Alert.objects.get(), at=NOON + 76 * MINUTE, note="calling")
    work(NOON + 6 * HOUR)
    assert len(told()) == before + 4
    assert AuditEvent.objects.filter(action="alert.unanswered").count() == 1


@pytest.mark.hazard("HZ-16")
def test_the_supervisor_on_the_rota_is_told_before_it_is_a_failure(clinic: Clinic) -> None:
    chief = add_staff(clinic.site, "chief@example.org", "Chief", Role.PRESCRIBER, [])
    user = get_user_model().objects.get(pk=chief.user_id)
    put_on_call(by=SETUP, at=NOON, site=clinic.site, user=user, starts_at=NOON, ends_at=NOON + DAY, rank=3)
    check_in(clinic, no_fluids_24h=True)
    for minutes in (0, 5, 10):
        work(NOON + minutes * MINUTE)
    assert told() == ["nora", "park", "chief"]


@pytest.mark.hazard("HZ-16")
def test_a_failure_stands_on_the_board_until_it_is_closed(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    for minutes in (0, 5, 10, 15):
        work(NOON + minutes * MINUTE)
    with clock.at(NOON + 16 * MINUTE):
        page = client_of(clinic.nurse).get(reverse("team_board:board")).content.decode()
    assert "recorded as a safety event" in page


@given(st.sampled_from(sorted(STEPS)), st.integers(1, 40))
def test_each_step_of_the_escalation_is_due_later_than_the_one_before(urgency: str, level: int) -> None:
    earlier, later = due_at(urgency, NOON, level), due_at(urgency, NOON, level + 1)
    assert earlier is not None and later is not None and later > earlier
    assert later - earlier <= max(AGAIN_EVERY[urgency], STEPS[urgency][0])
    assert due_at("YELLOW", NOON, level) is None


@pytest.mark.parametrize(("weekday", "days"), [(0, 1), (3, 1), (4, 3), (5, 2), (6, 1)])
def test_the_next_working_day_skips_the_weekend(weekday: int, days: int) -> None:
    assert next_workday(weekday) == days


# Setting aside


@pytest.mark.hazard("HZ-19")
def test_an_alert_set_aside_has_an_owner_a_reason_and_an_end_and_opens_by_itself(clinic: Clinic) -> None:
    alert = snooze(by=clinic.nurse, alert=an_alert(clinic), until=NOON + DAY, reason="Visit tomorrow", at=NOON)
    assert (alert.state, alert.acknowledged_by_id) == ("acknowledged", clinic.nurse.user_id)
    work(NOON + DAY - MINUTE)
    alert.refresh_from_db()
    assert alert.state == "acknowledged"
    work(NOON + DAY)
    alert.refresh_from_db()
    assert (alert.state, alert.snoozed_until, alert.acknowledged_by) == ("open", None, None)
    assert [event.kind for event in alert.events.all()] == ["raised", "snoozed", "delivered", "woke", "delivered"]
    assert AuditEvent.objects.filter(action="alert.snoozed").count() == 1


@pytest.mark.hazard("HZ-16")
def test_an_orange_alert_that_was_set_aside_is_told_and_escalates_anew_when_its_time_is_over(clinic: Clinic) -> None:
    alert = an_alert(clinic, "ORANGE")
    snooze(by=clinic.nurse, alert=alert, until=NOON + HOUR, reason="Calls back at one", at=NOON)
    work(NOON)
    mail.outbox.clear()
    work(NOON + HOUR)
    work(NOON + 3 * HOUR)
    assert told() == ["nora", "park"]


@pytest.mark.hazard("HZ-19")
def test_a_new_cause_in_the_domain_wakes_an_alert_that_was_set_aside(clinic: Clinic) -> None:
    alert = an_alert(clinic)
    snooze(by=clinic.nurse, alert=alert, until=NOON + DAY, reason="Known", at=NOON)
    woken = an_alert(clinic, cause="another", at=NOON + HOUR)
    assert (woken.pk, woken.state, woken.snoozed_until) == (alert.pk, "open", None)
    work(NOON + DAY)
    alert.refresh_from_db()
    assert alert.raised_at == NOON + HOUR  # the old end of the snooze changes nothing


@pytest.mark.parametrize(
    ("urgency", "length", "reason", "code"),
    [
        ("RED", HOUR, "later", "red"),
        ("ORANGE", 5 * HOUR, "later", "too_long"),
        ("YELLOW", 8 * DAY, "later", "too_long"),
        ("YELLOW", -HOUR, "later", "past"),
        ("YELLOW", HOUR, "  ", "no_reason"),
    ],
)
@pytest.mark.hazard("HZ-16", "HZ-17")
def test_an_alert_cannot_be_set_aside_like_this(
    clinic: Clinic, urgency: str, length: timedelta, reason: str, code: str
) -> None:
    with pytest.raises(SnoozeRefused) as caught:
        snooze(by=clinic.nurse, alert=an_alert(clinic, urgency), until=NOON + length, reason=reason, at=NOON)
    assert caught.value.code == code


@pytest.mark.hazard("HZ-17")
def test_the_database_itself_refuses_a_red_alert_that_is_set_aside(clinic: Clinic) -> None:
    alert = an_alert(clinic, "RED")
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(snoozed_until=NOON + DAY)


def test_an_alert_that_was_closed_or_woken_meanwhile_is_not_opened_by_an_old_end(clinic: Clinic) -> None:
    alert = snooze(by=clinic.nurse, alert=an_alert(clinic), until=NOON + DAY, reason="Known", at=NOON)
    closed = resolve(by=clinic.nurse, alert=alert, at=NOON + HOUR, resolution="Done.")
    assert not wake(alert=closed, until=NOON + DAY, at=NOON + DAY)


def test_setting_aside_on_the_page_gives_a_reason_and_a_length_and_red_has_no_such_form(clinic: Clinic) -> None:
    alert, browser = an_alert(clinic), client_of(clinic.nurse)
    page, send = (reverse(f"escalation:{name}", args=[alert.public_id]) for name in ("alert", "snooze"))
    with clock.at(NOON + MINUTE):
        text = browser.get(page).content.decode()
        seen = text.split('name="s-seen" value="')[1].split('"')[0]
        wrong = browser.post(send, {"s-seen": seen, "s-hours": "24", "s-reason": ""})
        assert wrong.status_code == 422 and "Say why it can wait." in wrong.content.decode()
        assert browser.post(send, {"s-seen": seen, "s-hours": "24", "s-reason": "Visit tomorrow"}).status_code == 302
        assert "set it aside until" in browser.get(page).content.decode()
        stale = browser.post(send, {"s-seen": "an old page", "s-hours": "24", "s-reason": "Again"})
        assert stale.status_code == 409
        red = an_alert(clinic, "RED", cause="r", domain="y")
        assert "s-hours" not in browser.get(reverse("escalation:alert", args=[red.public_id])).content.decode()


# Closing


@pytest.mark.hazard("HZ-20")
def test_a_closed_late_step_comes_again_while_the_step_still_waits(clinic: Clinic) -> None:
    standing_plan(clinic, NOON.date() - 40 * DAY)
    late = watch_late_steps(NOON)
    assert [alert.rule for alert in late] == ["late_step"]
    assert watch_late_steps(NOON + DAY) == []
    resolve(by=clinic.nurse, alert=Alert.objects.get(), at=NOON + DAY, resolution="We wait for the visit.")
    assert watch_late_steps(NOON + 3 * DAY) == []
    again = watch_late_steps(NOON + 4 * DAY)
    assert [alert.rule for alert in again] == ["late_step"]
    assert watch_late_steps(NOON + 5 * DAY) == []
    assert AlertCause.objects.filter(rule="late_step").count() == 2


@pytest.mark.hazard("HZ-18", "HZ-20")
def test_a_closed_alert_comes_again_when_its_rule_still_finds_the_same_after_its_time(clinic: Clinic) -> None:
    check_in(clinic, no_fluids_24h=True)
    work(NOON)
    resolve(by=clinic.nurse, alert=Alert.objects.get(), at=NOON + MINUTE, resolution="Called; drinks again.")
    work(NOON + 23 * HOUR)
    assert Alert.objects.filter(rule="withdrawal_crisis").count() == 1
    message = OutboxMessage.objects.get(topic="rules.again")
    assert message.next_at == NOON + MINUTE + DAY
    work(NOON + DAY + MINUTE)
    rows = Alert.objects.filter(rule="withdrawal_crisis")
    last = rows.order_by("pk").last()
    found_again = rows.count() == 2
    assert found_again == _still_found(clinic, NOON + DAY + MINUTE)
    assert last is not None


def _still_found(clinic: Clinic, at: datetime) -> bool:
    """Whether the rule itself still speaks a day later, without a new answer."""
    from glidepath.care.escalation.judge import judge

    return bool(judge(clinic.patient, at, only="withdrawal_crisis").found)


# The worklist


def test_the_worklist_shows_yellow_alerts_by_working_day_and_nurse(clinic: Clinic) -> None:
    old = an_alert(clinic, cause="old", at=NOON - 3 * DAY, domain="old")
    an_alert(clinic, cause="new", domain="new")
    an_alert(clinic, "ORANGE", cause="orange", domain="orange")
    aside = an_alert(clinic, cause="aside", domain="aside")
    snooze(by=clinic.nurse, alert=aside, until=NOON + DAY, reason="Known", at=NOON)
    browser = client_of(clinic.nurse)
    with clock.at(NOON + HOUR):
        text = browser.get(reverse("escalation:worklist")).content.decode()
        assert text.count("t-seen") == 2
        assert text.index("Late") < text.index("Next working day")
        assert "1 alert is set aside" in text and "Nora Lind" in text
        seen = text.split('name="t-seen" value="')[1].split('"')[0]
        taken = browser.post(
            reverse("escalation:acknowledge", args=[old.public_id]), {"t-seen": seen, "next": "worklist"}
        )
        assert (taken.status_code, taken["Location"]) == (302, reverse("escalation:worklist"))
        assert "has it" in browser.get(reverse("escalation:worklist")).content.decode()
        nobody = browser.get(reverse("escalation:worklist"), {"nurse": "somebody else"}).content.decode()
    assert "Nothing waits for a working day" in nobody


def test_the_worklist_asks_the_database_no_more_often_for_more_rows(clinic: Clinic) -> None:
    browser, counts = client_of(clinic.nurse), []
    an_alert(clinic, cause="first", domain="first")
    with clock.at(NOON):
        browser.get(reverse("escalation:worklist"))  # what is read and noted once in a session
    for rows in (2, 14):
        for number in range(rows):
            an_alert(clinic, cause=str(number), domain=str(number))
        with clock.at(NOON), CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("escalation:worklist")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] < 16


def test_taking_an_alert_on_that_moved_on_is_refused(clinic: Clinic) -> None:
    alert = an_alert(clinic)
    an_alert(clinic, "ORANGE", cause="worse", at=NOON + HOUR)
    with pytest.raises(AlertChanged):
        acknowledge(by=clinic.nurse, alert=alert, at=NOON + HOUR)
