"""Thirty days of a rota, over the change of the clocks: people sleep, fall ill, leave, and no RED alert stays alone."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction

from glidepath.care.checkins.tests.people import NOON, SETUP, Clinic, add_staff
from glidepath.care.escalation.tests.test_delivery import work
from glidepath.foundation.access import Role
from glidepath.record.alerts.models import Alert
from glidepath.record.alerts.operations import Reason, acknowledge, raise_alert
from glidepath.record.alerts.timers import STEPS
from glidepath.record.care_team.models import CareTeamMember
from glidepath.record.sites.models import OnCallShift
from glidepath.record.sites.queries import rota_holes
from glidepath.record.sites.rota import plan_shifts

DAYS, SEED = 30, 20270303
MINUTE = timedelta(minutes=1)
ANSWERS = 0.4  # how often whoever was told last takes the alert on


@pytest.mark.hazard("HZ-16")
def test_in_thirty_days_no_red_alert_stays_without_a_next_person(clinic: Clinic) -> None:
    people, chance = a_rota(clinic), random.Random(SEED)
    assert rota_holes(clinic.site.pk, NOON, NOON + timedelta(days=DAYS)) == []
    raised = 0
    for day in range(DAYS):
        somebody_is_away(clinic, people, day, chance)
        for at in sorted(NOON + timedelta(days=day, minutes=chance.randrange(24 * 60)) for _ in range(2)):
            raised += 1
            one_alert(clinic, f"{raised}", at, chance)
    alerts = list(Alert.objects.filter(urgency="RED"))
    assert len(alerts) == raised == 2 * DAYS
    assert [alert.pk for alert in alerts if not passed_on(alert)] == []
    kinds = [event.kind for alert in alerts for event in alert.events.all()]
    assert kinds.count("unanswered") > 3 and kinds.count("acknowledged") > 20


def a_rota(clinic: Clinic) -> list[Any]:
    """Two people by day and by night, in the clinic's own time, for all the days."""
    OnCallShift.objects.all().delete()
    third = add_staff(clinic.site, "noor@example.org", "Noor", Role.NURSE, [clinic.patient])
    actors = (clinic.nurse, clinic.prescriber, third)
    people = [get_user_model().objects.get(pk=actor.user_id) for actor in actors]
    days = [NOON.date() + timedelta(days=number) for number in range(-1, DAYS + 1)]
    hours = ((time(8), time(20), 1, 0), (time(8), time(20), 2, 1), (time(20), time(8), 1, 2), (time(20), time(8), 2, 1))
    for begins, ends, rank, who in hours:
        said = {"site": clinic.site, "user": people[who], "begins": begins, "ends": ends, "rank": rank}
        plan_shifts(by=SETUP, at=NOON - timedelta(days=2), days=days, **said)
    return people


def somebody_is_away(clinic: Clinic, people: list[Any], day: int, chance: random.Random) -> None:
    """Each fifth day somebody cannot sign in, and in one week a person has left the team."""
    get_user_model().objects.update(is_active=True)
    if day % 5 == 4:
        get_user_model().objects.filter(pk=chance.choice(people).pk).update(is_active=False)
    gone = NOON + timedelta(days=day) if 14 <= day < 21 else None
    CareTeamMember.objects.filter(user=people[1]).update(until=gone)


def one_alert(clinic: Clinic, cause: str, at: datetime, chance: random.Random) -> None:
    """A RED finding of its own, and the worker's rounds of the next quarter of an hour. Somebody may take it on."""
    reason = Reason(["made for this test"])
    said = {"rule": "overdose_signs", "urgency": "RED", "domain": f"d{cause}", "cause": cause, "reason": reason}
    with transaction.atomic():
        alert = raise_alert(patient=clinic.patient, at=at, **said)
    for minutes in (0, 5, 10, 15):
        mail.outbox.clear()
        work(at + minutes * MINUTE)
        told = [message.to[0] for message in mail.outbox]
        assert told, "nobody was told"
        if chance.random() < ANSWERS:
            alert.refresh_from_db()
            acknowledge(by=clinic.nurse, alert=alert, at=at + minutes * MINUTE + MINUTE, note="I call.")
            return
    Alert.objects.filter(pk=alert.pk).update(state="resolved", resolved_at=at, resolved_by_id=clinic.nurse.user_id)


def passed_on(alert: Alert) -> bool:
    """Told at once; then taken on, or told to the next person at each step and recorded as a failure."""
    events = list(alert.events.all())
    if [event.kind for event in events[:2]] != ["raised", "delivered"] or events[1].at - events[0].at > MINUTE:
        return False
    escalated = [event.at - alert.raised_at for event in events if event.kind in ("escalated", "unanswered")]
    if list(STEPS["RED"][: len(escalated)]) != escalated:
        return False
    return len(escalated) == 3 or events[-1].kind == "acknowledged"
