"""The daily test of the chain: once a day a test goes the whole way of an alert to a named person, who confirms it.

What fails on that way fails for alerts too, so a test that does not arrive, or that nobody confirms, is an alarm.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.urls import reverse

from glidepath.care.escalation.models import ChainTest
from glidepath.foundation import audit, outbox
from glidepath.foundation.access import Actor, Role, system_actor
from glidepath.foundation.notify.operations import answered, tell
from glidepath.record.sites.models import Site
from glidepath.record.sites.queries import on_call_now, staff_of

log = structlog.get_logger("chain")
BEGINS = time(10)  # the clinic's time: somebody is awake who can mend it
TO_ARRIVE = timedelta(minutes=15)
TO_BE_ANSWERED = timedelta(hours=4)
TOO_OLD = timedelta(hours=26)


class NobodyOnCall(LookupError):
    """The test has no reader; neither would an alert have one."""


def tick(at: datetime) -> None:
    """The worker's regular duty: begin today's test of each clinic, and sound the alarm about one that failed."""
    for site in Site.objects.all():
        local = at.astimezone(ZoneInfo(site.zone))
        if local.time() >= BEGINS:
            _begin(site, local, at)
        for test in ChainTest.objects.filter(site=site, failed_at__isnull=True, answered_at__isnull=True):
            if has_failed(test, at):
                _alarm(test, at)


def _begin(site: Site, local: datetime, at: datetime) -> None:
    with transaction.atomic():
        test, made = ChainTest.objects.get_or_create(site=site, on=local.date(), defaults={"started_at": at})
        if made:
            payload = {"schema": 1, "test": str(test.public_id)}
            outbox.enqueue(topic="chain.test", payload=payload, key=f"chain.test:{test.public_id}", due_at=at)


def chain_test(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Handler: tell the person on call, by every way, as a RED alert would. Raises NobodyOnCall."""
    test = ChainTest.objects.get(public_id=payload["test"])
    shifts = on_call_now(test.site_id, at)
    if not shifts:
        raise NobodyOnCall
    about = {"about": f"chain:{test.public_id}", "opens": reverse("escalation:chain"), "site_id": test.site_id}
    tell(shifts[0].user, "something_new", key=key, at=at, urgent=True, **about)
    ChainTest.objects.filter(pk=test.pk, told_at__isnull=True).update(user=shifts[0].user, told_at=at)


def has_failed(test: ChainTest, at: datetime) -> bool:
    """Not told in time, or told and not confirmed in time."""
    if test.told_at is None:
        return at >= test.started_at + TO_ARRIVE
    return test.answered_at is None and at >= test.told_at + TO_BE_ANSWERED


def _alarm(test: ChainTest, at: datetime) -> None:
    """Tell those on call and the programme managers, and keep it in the trail."""
    people = [shift.user for shift in on_call_now(test.site_id, at)]
    people += [member.user for member in staff_of(test.site_id, at) if member.role == Role.PROGRAMME_MANAGER]
    about = {"about": f"chain:{test.public_id}", "opens": reverse("escalation:chain"), "site_id": test.site_id}
    for user in {user.pk: user for user in people if user.is_active}.values():
        try:
            tell(user, "something_new", key=f"chain.failed:{test.public_id}", at=at, urgent=True, **about)
        except Exception as error:  # the page still says it
            log.warning("chain.alarm_failed", error=type(error).__name__)
    with transaction.atomic():
        if ChainTest.objects.filter(pk=test.pk, failed_at__isnull=True).update(failed_at=at):
            by, ref = system_actor("worker"), f"chain:{test.public_id}"
            audit.record(by=by, action="chain.failed", object_ref=ref, patient_ref=None, at=at)


@transaction.atomic
def confirm(*, by: Actor, at: datetime) -> int:
    """The person confirms the tests that were for them. Returns how many."""
    waiting = ChainTest.objects.filter(site_id=by.site_id, user_id=by.user_id, answered_at__isnull=True)
    for test in waiting:
        ChainTest.objects.filter(pk=test.pk).update(answered_at=at)
        answered(about=f"chain:{test.public_id}", user_id=by.user_id, at=at)
        ref = f"chain:{test.public_id}"
        audit.record(by=by, action="chain.confirm", object_ref=ref, patient_ref=None, at=at)
    return len(waiting)


def last_tests(site_id: int, most: int = 14) -> list[ChainTest]:
    """The newest tests of a clinic, newest first."""
    return list(ChainTest.objects.filter(site_id=site_id).select_related("user")[:most])


def is_broken(site_id: int | None, at: datetime) -> bool:
    """Whether the newest test failed, or there was none for more than a day: alerts may not be arriving."""
    newest = ChainTest.objects.filter(site_id=site_id).first()
    if newest is None:
        return False
    return (newest.answered_at is None and has_failed(newest, at)) or at >= newest.started_at + TOO_OLD
