"""A worker that is silent is told to those on call by the web server itself, once for each silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from glidepath.care.checkins.tests.people import NOON, Clinic
from glidepath.care.escalation.tests.test_delivery import told
from glidepath.care.escalation.watchdog import look
from glidepath.foundation.outbox.models import WorkerBeat

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
