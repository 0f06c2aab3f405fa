"""Changing who answers when: shifts, and the word from one person on call to the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from glidepath.foundation import audit, outbox
from glidepath.foundation.access import Actor
from glidepath.record.sites.models import HandOver, OnCallShift, Site
from glidepath.record.sites.operations import put_on_call
from glidepath.record.sites.queries import LOOK_AHEAD, answering
from glidepath.record.sites.shift_times import holes_in, shift_times

LONGEST_SHIFT = timedelta(hours=26)  # a day and the hour that the clocks may add, and a little
MOST_DAYS = 92


class RotaRefused(Exception):
    """What was asked of the rota cannot be done. `code` names why, `values` holds what its sentence needs."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = code, values
        super().__init__(code)


@transaction.atomic
def plan_shifts(
    *, by: Actor, at: datetime, site: Site, user: Any, days: Iterable[date], begins: time, ends: time, rank: int
) -> list[OnCallShift]:
    """One shift on each of these local days of the clinic, all or none.

    Raises RotaRefused: `no_days`, `too_many_days`, `past`, `no_time` (the clocks skip all of it), `twice`.
    """
    planned = [shift_times(day, begins, ends, site.zone) for day in days]
    if not planned or len(planned) > MOST_DAYS:
        raise RotaRefused("too_many_days" if planned else "no_days", most=MOST_DAYS)
    Site.objects.select_for_update().get(pk=site.pk)  # two planners at once must see each other's shifts
    for starts_at, ends_at in planned:
        _plannable(site, user, starts_at, ends_at, at)
    return [
        put_on_call(by=by, at=at, site=site, user=user, starts_at=starts_at, ends_at=ends_at, rank=rank)
        for starts_at, ends_at in planned
    ]


def _plannable(site: Site, user: Any, starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    if ends_at <= at:
        raise RotaRefused("past", on=starts_at)
    if not timedelta(0) < ends_at - starts_at <= LONGEST_SHIFT:
        raise RotaRefused("no_time", on=starts_at)
    same = OnCallShift.objects.filter(site=site, user=user, starts_at__lt=ends_at, ends_at__gt=starts_at).first()
    if same:
        raise RotaRefused("twice", on=same.starts_at, name=user.name)


@transaction.atomic
def give_shift(*, by: Actor, at: datetime, shift: OnCallShift, to: Any) -> OnCallShift:
    """Somebody else takes a shift, or what is left of one that has begun. No minute is left uncovered between them.

    Raises RotaRefused: `past`, `twice`.
    """
    shift = _locked(shift)
    if shift.ends_at <= at:
        raise RotaRefused("past", on=shift.starts_at)
    begins = max(shift.starts_at, at)
    _plannable(shift.site, to, begins, shift.ends_at, at)
    given = put_on_call(
        by=by, at=at, site=shift.site, user=to, starts_at=begins, ends_at=shift.ends_at, rank=shift.rank
    )
    _end(by, at, shift)
    return given


@transaction.atomic
def take_off(*, by: Actor, at: datetime, shift: OnCallShift) -> None:
    """Take a shift, or what is left of it, off the rota.

    Raises RotaRefused: `past`, and `leaves_hole` when nobody would be on call in the next fourteen days.
    """
    shift = _locked(shift)
    if shift.ends_at <= at:
        raise RotaRefused("past", on=shift.starts_at)
    others = answering(shift.site_id, at, at + LOOK_AHEAD).exclude(pk=shift.pk)
    rows = list(others.values_list("user_id", "starts_at", "ends_at"))
    begins, ends = max(shift.starts_at, at), min(shift.ends_at, at + LOOK_AHEAD)
    holes = holes_in(rows, begins, ends) if begins < ends else []
    if holes:
        raise RotaRefused("leaves_hole", start=holes[0].starts_at, end=holes[0].ends_at)
    _end(by, at, shift)


def _locked(shift: OnCallShift) -> OnCallShift:
    Site.objects.select_for_update().get(pk=shift.site_id)
    return OnCallShift.objects.select_related("site", "user").get(pk=shift.pk)


def _end(by: Actor, at: datetime, shift: OnCallShift) -> None:
    """A shift that has begun ends now; one to come is taken away. The trail keeps that it was there."""
    was = {"user": str(shift.user.public_id), "starts_at": shift.starts_at.isoformat(), "rank": shift.rank}
    if shift.starts_at < at:
        OnCallShift.objects.filter(pk=shift.pk).update(ends_at=at)
    else:
        shift.delete()
    ref = f"shift:{shift.public_id}"
    audit.record(by=by, action="on_call.remove", object_ref=ref, patient_ref=None, at=at, before=was)


@transaction.atomic
def hand_over(*, by: Actor, at: datetime, site: Site, to: Any, note: str) -> HandOver:
    """What the person on call tells the next one. They are told that something waits, and confirm that they have it.

    Raises RotaRefused: `to_oneself`, `no_words`.
    """
    if to.pk == by.user_id:
        raise RotaRefused("to_oneself")
    if not note.strip():
        raise RotaRefused("no_words")
    row = HandOver.objects.create(site=site, from_user_id=by.user_id, user=to, note=note.strip(), written_at=at)
    ref = f"hand_over:{row.public_id}"
    audit.record(by=by, action="hand_over.write", object_ref=ref, patient_ref=None, at=at)
    payload = {"schema": 1, "hand_over": str(row.public_id)}
    outbox.enqueue(topic="hand_over.written", payload=payload, key=f"hand_over.written:{row.public_id}", due_at=at)
    return row


@transaction.atomic
def take_over(*, by: Actor, at: datetime, row: HandOver) -> HandOver:
    """The next person confirms. A second confirmation changes nothing."""
    if HandOver.objects.filter(pk=row.pk, taken_at__isnull=True).update(taken_at=at):
        ref = f"hand_over:{row.public_id}"
        audit.record(by=by, action="hand_over.take", object_ref=ref, patient_ref=None, at=at)
    row.refresh_from_db()
    return row


def hand_overs_of(user_id: int, site_id: int, most: int = 20) -> list[HandOver]:
    """Words from or to one person, those that wait for them first, then the newest."""
    rows = HandOver.objects.filter(Q(from_user_id=user_id) | Q(user_id=user_id), site_id=site_id)
    newest = list(rows.select_related("from_user", "user").order_by("-written_at", "-pk")[:most])
    return sorted(newest, key=lambda row: not (row.taken_at is None and row.user_id == user_id))


def waiting_hand_overs(site_id: int) -> list[HandOver]:
    """Words that nobody has confirmed yet, oldest first."""
    rows = HandOver.objects.filter(site_id=site_id, taken_at__isnull=True).select_related("from_user", "user")
    return list(rows.order_by("written_at"))
