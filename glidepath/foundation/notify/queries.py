"""Reads of the ledger: who was told about what, by which way, when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from glidepath.foundation.notify.models import Audience, LoopbackSms, NoticeChoice, Prompt, PushSubscription

MOST = 200


@dataclass
class LedgerLine:
    """One prompt with the first moment of each thing that happened to it."""

    name: str
    kind: str
    about: str
    created_at: datetime
    sent: list[tuple[str, datetime]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    held: str = ""
    displayed_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def is_undelivered(self) -> bool:
        """Tried and by no way taken, and not waiting for the end of quiet hours."""
        return bool(self.failed) and not self.sent


def told_about(about: str) -> list[LedgerLine]:
    """Everybody who was told about one thing, in order."""
    return _lines(Prompt.objects.filter(about=about).order_by("created_at", "pk"))


def ledger_of(site_id: int | None, undelivered_only: bool = False) -> list[LedgerLine]:
    """The newest prompts to the team of one clinic."""
    rows = Prompt.objects.filter(site_id=site_id, audience=Audience.TEAM)
    if undelivered_only:
        rows = rows.filter(events__kind="failed").exclude(events__kind="sent").distinct()
    return _lines(rows.order_by("-created_at", "-pk")[:MOST])


def _lines(rows: QuerySet[Prompt]) -> list[LedgerLine]:
    return [_line(row) for row in rows.select_related("user").prefetch_related("events")]


def _line(prompt: Any) -> LedgerLine:
    line = LedgerLine(prompt.user.name, prompt.kind, prompt.about, prompt.created_at)
    for event in prompt.events.all():
        _add(line, event)
    return line


def _add(line: LedgerLine, event: Any) -> None:
    way = event.get_channel_display()
    if event.kind == "sent":
        line.sent.append((way, event.at))
    elif event.kind == "failed":
        line.failed.append((way, event.detail))
    elif event.kind == "held":
        line.held = event.detail
    elif event.kind == "displayed":
        line.displayed_at = line.displayed_at or event.at
    elif event.kind == "answered":
        line.answered_at = line.answered_at or event.at


def prompt_of(user: Any, public_id: Any) -> Prompt | None:
    """One prompt, for the person it is for and nobody else."""
    return Prompt.objects.filter(public_id=public_id, user=user).first()


def browsers_of(user: Any) -> int:
    """How many browsers show notices to this person."""
    return PushSubscription.objects.filter(user=user, gone_at__isnull=True).count()


def number_for_notices(user_id: int | None) -> str:
    """The phone number to which this person's notices go as text messages; empty without one."""
    return NoticeChoice.objects.filter(user_id=user_id).values_list("phone", flat=True).first() or ""


def loopback_messages() -> Iterable[LoopbackSms]:
    """The newest text messages of an installation without a gateway."""
    return LoopbackSms.objects.order_by("-at", "-pk")[:MOST]
