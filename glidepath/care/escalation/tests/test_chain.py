"""The daily test of the alert chain: it arrives at a named person, and when it does not, that is an alarm."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from glidepath.care.checkins.tests.people import NOON, Clinic, add_staff, client_of
from glidepath.care.escalation import chain
from glidepath.care.escalation.models import ChainTest
from glidepath.care.escalation.tests.test_delivery import told, work
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.notify.queries import ledger_of
from glidepath.record.sites.models import OnCallShift

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.hazard("HZ-15")


@pytest.fixture(autouse=True)
def at_ten(no_daily_test: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test begins at ten, as in the product."""
    monkeypatch.setattr(chain, "BEGINS", time(10))


def test_once_a_day_a_test_reaches_the_person_on_call_who_confirms_it(clinic: Clinic) -> None:
    work(NOON - 3 * HOUR)  # nine in the morning: not yet
    assert not ChainTest.objects.exists()
    work(NOON)
    work(NOON + MINUTE)
    test = ChainTest.objects.get()
    assert (told(), test.user_id, test.told_at) == (["nora"], clinic.nurse.user_id, NOON)
    browser = client_of(clinic.nurse)
    with clock.at(NOON + HOUR):
        assert "The test has reached you." in browser.get(reverse("escalation:chain")).content.decode()
        browser.post(reverse("escalation:chain"))
    test.refresh_from_db()
    assert test.answered_at == NOON + HOUR
    (line,) = ledger_of(clinic.site.pk)
    assert (line.name, line.answered_at) == ("Nora Lind", NOON + HOUR)
    assert not chain.is_broken(clinic.site.pk, NOON + HOUR)


def test_a_test_that_nobody_confirms_is_an_alarm_to_those_on_call_and_the_manager(clinic: Clinic) -> None:
    add_staff(clinic.site, "rowan@example.org", "Rowan", Role.PROGRAMME_MANAGER, [])
    work(NOON)
    mail.outbox.clear()
    work(NOON + 4 * HOUR)
    assert sorted(told()) == ["nora", "park", "rowan"]
    work(NOON + 5 * HOUR)
    assert len(told()) == 3
    assert chain.is_broken(clinic.site.pk, NOON + 4 * HOUR)
    assert AuditEvent.objects.filter(action="chain.failed").count() == 1
    with clock.at(NOON + 4 * HOUR):
        page = client_of(clinic.nurse).get(reverse("team_board:board")).content.decode()
    assert "The daily test of the alert chain did not arrive." in page


def test_a_test_without_anybody_on_call_fails_within_a_quarter_of_an_hour(clinic: Clinic) -> None:
    OnCallShift.objects.all().delete()
    work(NOON)
    work(NOON + 15 * MINUTE)
    assert ChainTest.objects.get().failed_at == NOON + 15 * MINUTE
    assert chain.is_broken(clinic.site.pk, NOON + 15 * MINUTE)


def test_a_day_without_any_test_is_an_alarm_and_a_clinic_that_begins_has_none(clinic: Clinic) -> None:
    assert not chain.is_broken(clinic.site.pk, NOON)
    work(NOON)
    chain.confirm(by=clinic.nurse, at=NOON)
    assert not chain.is_broken(clinic.site.pk, NOON + DAY)
    assert chain.is_broken(clinic.site.pk, NOON + 26 * HOUR)


def test_nobody_confirms_a_test_that_was_for_somebody_else(clinic: Clinic) -> None:
    work(NOON)
    with clock.at(NOON + MINUTE):
        client_of(clinic.prescriber).post(reverse("escalation:chain"))
    assert ChainTest.objects.get().answered_at is None
