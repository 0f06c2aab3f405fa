"""A worker that is silent, or a clock in doubt, is told by the web server itself, once for each time, to somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from glidepath.care.checkins.tests.people import NOON, Clinic, client_of
from glidepath.care.escalation import watchdog
from glidepath.care.escalation.tests.test_delivery import told
from glidepath.care.escalation.watchdog import look
from glidepath.foundation import clock
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.outbox.models import WorkerBeat
from glidepath.record.sites.models import OnCallShift

SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.hazard("HZ-15")


def test_those_on_call_are_told_once_within_minutes_of_the_last_sign_of_life(clinic: Clinic) -> None:
    WorkerBeat.objects.create(worker="w", at=NOON)
    assert look(NOON + 119 * SECOND) == 0
    assert look(NOON + 180 * SECOND) == 2
    assert sorted(told()) == ["nora", "park"]
    look(NOON + 240 * SECOND)
    assert len(told()) == 2


def test_the_next_silence_is_told_again(clinic: Clinic) -> None:
    WorkerBeat.objects.create(worker="w", at=NOON)
    look(NOON + 180 * SECOND)
    WorkerBeat.objects.update(at=NOON + 600 * SECOND)
    mail.outbox.clear()
    assert look(NOON + 601 * SECOND) == 0
    look(NOON + 800 * SECOND)
    assert sorted(told()) == ["nora", "park"]


def test_an_installation_whose_worker_never_ran_tells_nobody_by_mail(clinic: Clinic) -> None:
    assert look(NOON) == 0


@pytest.mark.hazard("HZ-16")
def test_while_nobody_is_on_call_everybody_who_works_here_is_told(clinic: Clinic) -> None:
    OnCallShift.objects.all().delete()
    WorkerBeat.objects.create(worker="w", at=NOON)
    assert look(NOON + 180 * SECOND) == 2
    assert sorted(told()) == ["nora", "park"]
    assert not AuditEvent.objects.filter(action=watchdog.NOBODY_TOLD).exists()


@pytest.mark.hazard("HZ-16")
def test_when_nobody_at_all_can_be_told_that_is_written_down_once(clinic: Clinic) -> None:
    get_user_model().objects.update(is_active=False)
    WorkerBeat.objects.create(worker="w", at=NOON)
    for seconds in (180, 240):
        assert look(NOON + seconds * SECOND) == 0
    assert AuditEvent.objects.filter(action=watchdog.NOBODY_TOLD).count() == 1


def test_when_every_way_fails_that_is_written_down_and_tried_again(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    WorkerBeat.objects.create(worker="w", at=NOON)

    def fails(*_args: Any, **_more: Any) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("glidepath.foundation.notify.operations.send_notice", fails)
        assert look(NOON + 180 * SECOND) == 2
    assert AuditEvent.objects.filter(action=watchdog.NOBODY_TOLD).count() == 1
    look(NOON + 240 * SECOND)
    assert sorted(told()) == ["nora", "park"]


@pytest.mark.hazard("HZ-24")
def test_a_clock_in_doubt_is_told_to_those_on_call_and_stands_on_every_page(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "is_machines", lambda: True)
    monkeypatch.setattr(clock, "jumped", lambda: timedelta(hours=-1))
    with clock.at(NOON):
        assert look(clock.now()) == look(clock.now()) == 2
        assert sorted(told()) == ["nora", "park"]
        html = client_of(clinic.nurse).get(reverse("team_board:board")).content.decode()
    assert "clock is in doubt" in html and "-3600" in html


@pytest.mark.hazard("HZ-16")
def test_a_page_says_that_nobody_is_on_call(clinic: Clinic) -> None:
    with clock.at(NOON):
        nurse = client_of(clinic.nurse)
        assert "Nobody is on call now" not in nurse.get(reverse("team_board:board")).content.decode()
        OnCallShift.objects.all().delete()
        assert "Nobody is on call now" in nurse.get(reverse("team_board:board")).content.decode()
