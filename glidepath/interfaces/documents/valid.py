"""How a paper or file that was handed out stays true: it says which version it is, and a newer one takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Event

from glidepath.foundation.clock import local_date
from glidepath.interfaces.documents.frozen_plan import FrozenPlan
from glidepath.record.plans.models import Plan

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def valid_until_changed(frozen: FrozenPlan, at: datetime) -> str:
    """One sentence for every form that leaves the screen: version, day, and where to check before a step."""
    plan = frozen.plan
    written = date_format(local_date(at, plan.patient.zone), "DATE_FORMAT")
    return _(
        "Version %(v)s (%(hash)s), written on %(on)s. It holds until the plan changes: check in Glidepath or call the "
        "clinic before each step."
    ) % {"v": plan.version, "hash": plan.content_hash[:12], "on": written}


def entry_id(plan: Plan, number: int) -> str:
    """The name of a calendar entry: the same for a step while its version lasts, held or not."""
    return f"{plan.content_hash[:32]}-{number}@glidepath"


def sequence_at(at: datetime) -> int:
    """Minutes since 2000: of two files the later one counts, as RFC 5545 has it."""
    return int((at - BEGINNING) / timedelta(minutes=1))


def withdrawn_entries(frozen: FrozenPlan, at: datetime) -> Iterator[Event]:
    """Entries that an earlier file may have put into a calendar and that hold no longer, each as cancelled."""
    if frozen.hold:
        here = frozen.here.number if frozen.here else 0
        for step in frozen.steps:
            if step.number > here:
                yield _cancelled(frozen.plan, step.number, step.planned_on, at)
    later, earlier = frozen.plan, frozen.plan.previous
    while earlier is not None:
        as_of = date.fromisoformat(later.frozen["request"]["as_of"])
        for step in earlier.steps.filter(planned_on__gt=as_of).exclude(number=0).order_by("number"):
            yield _cancelled(earlier, step.number, step.planned_on, at)
        later, earlier = earlier, earlier.previous


def _cancelled(plan: Plan, number: int, on: date, at: datetime) -> Event:
    entry = Event()
    entry.add("UID", entry_id(plan, number))
    entry.add("DTSTAMP", at)
    entry.add("DTSTART", on)
    entry.add("SEQUENCE", sequence_at(at))
    entry.add("STATUS", "CANCELLED")
    entry.add("SUMMARY", _("Glidepath: does not hold any more"))
    entry.add("CLASS", "PRIVATE")
    entry.add("TRANSP", "TRANSPARENT")
    return entry
