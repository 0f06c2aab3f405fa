"""Playing months of a clinic: a simulated clock drives the product's own operations, day by day, up to now."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from glidepath.demo.alerts import answer_alerts, confirm_daily_test
from glidepath.demo.cast import ZONE
from glidepath.demo.clinic import Clinic, new_user, open_clinic
from glidepath.demo.devices import send_devices
from glidepath.demo.months import Life, live_day, release_if_due
from glidepath.demo.person import Person
from glidepath.demo.taken_in import (
    agree,
    fill_baseline,
    import_person,
    patient_actor,
    propose_plan,
    reconcile,
)
from glidepath.foundation import clock
from glidepath.foundation.outbox.worker import Worker
from glidepath.record.care_team.operations import grant
from glidepath.record.medications.supply import record_refill
from glidepath.record.plans.queries import open_plan

AT_HOME_FIRST = 14  # days between the yes to the plan and its first step: the run-in
Progress = Callable[[int, int], None]


@dataclass
class Play:
    """The clinic as far as it has been played."""

    clinic: Clinic
    now: datetime
    lives: dict[str, Life] = field(default_factory=dict)


def play(*, people: list[Person], seed: int, now: datetime, progress: Progress = lambda done, total: None) -> Play:
    """Play the clinic of these people from its first day until `now`. The same seed and moment give the same clinic.

    Each day is one transaction; the rules, alerts and ticks of the product run as they would have then. What begins a
    dose comes first in the day: the trail runs forward there, and the product doubts a clock that runs behind it.
    """
    mornings = list(_mornings(now, max(person.weeks for person in people) * 7))
    first = mornings[0] - timedelta(days=1)
    with clock.at(first), transaction.atomic():
        played = Play(open_clinic(first, now), now)
    for number, morning in enumerate(mornings):
        left = len(mornings) - 1 - number
        with clock.at(morning), transaction.atomic():
            for acts in (_agreements, _releases, _day):
                for person in people:
                    acts(played, person, morning, left, seed)
            answer_alerts(played.clinic, morning, left)
        _worker_at(min(now, morning + timedelta(hours=12)))
        progress(number + 1, len(mornings))
    return played


def _worker_at(moment: datetime) -> None:
    """The worker's evening: its duties, then everything that is due."""
    worker = Worker("demo")
    with clock.at(moment), transaction.atomic():
        worker.do_duties()
        while worker.round():
            pass
        confirm_daily_test(moment)


def _mornings(now: datetime, days: int) -> Iterator[datetime]:
    """Nine o'clock clinic time of every day up to today; today's own is never later than now."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    for left in range(days, -1, -1):
        moment = datetime.combine(today - timedelta(days=left), time(9), tzinfo=ZoneInfo(ZONE))
        yield min(moment, now - timedelta(hours=1)) if left == 0 else moment


def _agreements(played: Play, person: Person, morning: datetime, left: int, seed: int) -> None:
    if person.weeks * 7 - left == len(FIRST_DAYS):
        _agree(played, person, morning)


def _releases(played: Play, person: Person, morning: datetime, left: int, seed: int) -> None:
    life = played.lives.get(person.key)
    if life is not None and person.weeks * 7 - left > len(FIRST_DAYS):
        release_if_due(played.clinic, life, morning)


def _day(played: Play, person: Person, morning: datetime, left: int, seed: int) -> None:
    day = person.weeks * 7 - left
    if day < 0:
        return
    if day < len(FIRST_DAYS):
        FIRST_DAYS[day](played, person, morning, seed)
    elif person.story in NEVER_PLANNED or day == len(FIRST_DAYS):
        return
    else:
        life = played.lives[person.key]
        live_day(played.clinic, life, morning, left)
        if left == 0 and "watch" in person.extra:
            send_devices(life.patient, person.extra["watch"], life.first_day, morning, life.rng)


def _arrive(played: Play, person: Person, morning: datetime, seed: int) -> None:
    patient = import_person(played.clinic, person, morning)
    rng = random.Random(f"{seed}:{person.key}")
    life = played.lives[person.key] = Life(person, patient, rng, morning, played.now)
    if person.story in NEVER_PLANNED:
        return
    reconcile(played.clinic, person, patient, morning + timedelta(hours=1))
    fill_baseline(played.clinic, person, patient, morning + timedelta(hours=2), life.rng)


def _propose(played: Play, person: Person, morning: datetime, seed: int) -> None:
    if person.story in NEVER_PLANNED:
        return
    propose_plan(played.clinic, person, played.lives[person.key].patient, morning, AT_HOME_FIRST)


def _agree(played: Play, person: Person, morning: datetime) -> None:
    if person.story in NEVER_PLANNED:
        return
    patient = played.lives[person.key].patient
    agree(person, patient, open_plan(patient.pk), morning)
    _perhaps_caregiver(played, person, morning)
    if person.story == "running_out":
        due = played.now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=9)
        pharmacist = played.clinic.actor("pharmacist")
        record_refill(by=pharmacist, at=morning, patient=patient, product=person.medicine.product, due_on=due)


def _perhaps_caregiver(played: Play, person: Person, morning: datetime) -> None:
    name = person.extra.get("caregiver")
    if not name:
        return
    patient = played.lives[person.key].patient
    grant(
        by=patient_actor(patient),
        at=morning,
        patient=patient,
        user=new_user(f"{person.key}-caregiver", name, "en"),
        categories=["plan", "checkin"],
        expires_at=played.now + timedelta(days=180),
        relationship="wife",
    )


NEVER_PLANNED = ("new_order_unknown",)
FIRST_DAYS = (_arrive, _propose)
