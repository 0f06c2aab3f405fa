"""Adding to the trail. There is no other write: the database refuses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import QuerySet

from glidepath.foundation import clock
from glidepath.foundation.access import Actor
from glidepath.foundation.audit.chain import hash_of_state, mac_of, shard_of
from glidepath.foundation.audit.models import LOOK, AuditEvent, AuditShard
from glidepath.foundation.statements import Question, insert, update

ONE_LOOK = timedelta(minutes=10)
ONE_SHIFT = timedelta(hours=8)  # a list stays open all day; each person on it is noted once a shift


class NotInTransaction(RuntimeError):
    """The trail must be written in the same transaction as the deed."""


@dataclass(frozen=True)
class Deed:
    """What is to be recorded."""

    by: Actor
    action: str
    object_ref: str
    patient_ref: str | None
    at: datetime
    purpose: str = "care"
    decision: str = "allowed"
    on_behalf_of: str = ""
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


def append(deed: Deed) -> AuditEvent:
    """Add a deed to the end of its chain. Raises NotInTransaction; ValueError for a moment without a zone."""
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{deed.action} must be recorded inside transaction.atomic()")
    head = _locked_head(shard_of(deed.patient_ref or deed.object_ref))
    event = _event(deed, head)
    event.mac = mac_of(event)
    insert(event)
    head.seq, head.head = event.seq, event.mac
    update(head, "seq", "head")
    return event


def note_look(*, by: Actor, patient_ref: str, what: str, at: datetime | None) -> None:
    """Record a look unless the same actor saw the same part within the last ten minutes."""
    moment = at or clock.now()
    again = AuditEvent.objects.filter(
        patient_ref=patient_ref, action=LOOK, at__gt=moment - ONE_LOOK, actor=by.ref, object_ref=what
    )
    if again.exists():
        return
    with transaction.atomic():
        append(Deed(by=by, action=LOOK, object_ref=what, patient_ref=patient_ref, at=moment))


def note_looks(*, by: Actor, patient_refs: Iterable[str], what: str, at: datetime | None) -> None:
    """Record a look at a list of people: each of them once a shift. The number of queries does not grow with them.

    One chain at a time, each in a transaction of its own: whoever holds two chains at once can block another.
    """
    moment, shown = at or clock.now(), set(patient_refs)
    known = AuditEvent.objects.filter(
        actor=by.ref, at__gt=moment - ONE_SHIFT, action=LOOK, object_ref=what, patient_ref__in=shown
    )
    chains: dict[int, list[Deed]] = defaultdict(list)
    for ref in sorted(shown - set(known.values_list("patient_ref", flat=True))):
        chains[shard_of(ref)].append(Deed(by=by, action=LOOK, object_ref=what, patient_ref=ref, at=moment))
    for shard, deeds in sorted(chains.items()):
        with transaction.atomic():
            _append_all(shard, deeds)


def _append_all(shard: int, deeds: list[Deed]) -> None:
    head, events = _locked_head(shard), list[AuditEvent]()
    for deed in deeds:
        event = _event(deed, head)
        event.mac = mac_of(event)
        head.seq, head.head = event.seq, event.mac
        events.append(event)
    AuditEvent.objects.bulk_create(events)
    AuditShard.objects.filter(pk=head.pk).update(seq=head.seq, head=head.head)


def _locked_head(shard: int) -> AuditShard:
    """The head of a chain; a chain without an event gets its first head here."""
    found = _LOCK_HEAD.ask(shard=shard)
    if not found:
        AuditShard.objects.bulk_create([AuditShard(shard=shard)], ignore_conflicts=True)
        found = _LOCK_HEAD.ask(shard=shard)
    return AuditShard(*found[0])


def _lock(shard: int) -> QuerySet[AuditShard, Any]:
    return AuditShard.objects.select_for_update().filter(pk=shard).values_list("shard", "seq", "head")


_LOCK_HEAD: Final = Question(_lock, shard=int)


def _event(deed: Deed, head: AuditShard) -> AuditEvent:
    return AuditEvent(
        shard=head.shard,
        seq=head.seq + 1,
        at=clock.in_utc(deed.at),
        actor=deed.by.ref,
        on_behalf_of=deed.on_behalf_of,
        site=deed.by.site_id,
        action=deed.action,
        object_ref=deed.object_ref,
        patient_ref=deed.patient_ref,
        purpose=deed.purpose,
        decision=deed.decision,
        before_hash=hash_of_state(deed.before),
        after_hash=hash_of_state(deed.after),
        previous=head.head,
    )
