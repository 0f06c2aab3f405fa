"""Reads of the feed: what is new since a place in it, and which of it one actor may hear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q

from glidepath.foundation.access import OWN, TEAM, Actor, Role
from glidepath.foundation.access.decide import patients_within
from glidepath.foundation.feed.models import Audience, FeedEntry

# Two transactions may commit in the other order than they took their ids. So the last ids are always looked at
# again, and what was told already is left out.
LOOK_BACK = 500
REPLAY_AFTER_BREAK = timedelta(seconds=120)
REPLAY_AT_START = timedelta(seconds=15)


@dataclass(frozen=True)
class Entry:
    """One line of the feed."""

    id: int
    site_id: int
    patient_ref: str | None
    audience: str
    topic: str
    payload: dict[str, Any]


def newest_id() -> int:
    """The highest id so far; 0 for an empty feed."""
    return FeedEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0


def ids_near(place: int) -> set[int]:
    """The ids that the look-back from a place covers."""
    return set(FeedEntry.objects.filter(pk__gt=place - LOOK_BACK).values_list("pk", flat=True))


def entries_after(place: int, known: Iterable[int]) -> list[Entry]:
    """Lines after a place, and lines a little before it that were not there the last time, in the order of ids."""
    fresh = ids_near(place).difference(known)
    rows = FeedEntry.objects.filter(pk__gte=min(fresh)).order_by("pk") if fresh else []
    return [_entry(row) for row in rows if row.pk not in known]


def catch_up(actor: Actor, last_id: int | None, at: datetime) -> list[Entry]:
    """What a page that (re)connects has missed: after its last line, and whatever may have committed late."""
    if last_id is None:
        missed = Q(at__gt=at - REPLAY_AT_START)
    else:
        missed = Q(pk__gt=last_id) | Q(pk__gt=last_id - LOOK_BACK, at__gt=at - REPLAY_AFTER_BREAK)
    rows = FeedEntry.objects.filter(missed, site_id=actor.site_id).exclude(pk=last_id).order_by("pk")
    return heard_by(actor, [_entry(row) for row in rows[:LOOK_BACK]])


def has_gap(last_id: int | None) -> bool:
    """True when lines after a page's last one have been dropped meanwhile: the page must look at everything again."""
    if last_id is None:
        return False
    oldest = FeedEntry.objects.order_by("pk").values_list("pk", flat=True).first()
    return oldest is not None and oldest > last_id + 1


def heard_by(actor: Actor, entries: list[Entry]) -> list[Entry]:
    """The lines this actor may hear: their site, their side, and only people within their reach."""
    patient = actor.role is Role.PATIENT
    audience = Audience.PATIENT if patient else Audience.TEAM
    mine = [entry for entry in entries if entry.site_id == actor.site_id and entry.audience == audience]
    refs = {entry.patient_ref for entry in mine if entry.patient_ref}
    reached = _reached(actor, refs) if refs else set()
    return [e for e in mine if e.patient_ref in reached or (e.patient_ref is None and not patient)]


def _reached(actor: Actor, refs: set[str]) -> set[str]:
    people = patients_within(actor, OWN if actor.role is Role.PATIENT else TEAM)
    return {str(found) for found in people.filter(public_id__in=refs).values_list("public_id", flat=True)}


def _entry(row: FeedEntry) -> Entry:
    return Entry(row.pk, row.site_id, row.patient_ref, row.audience, row.topic, row.payload)
