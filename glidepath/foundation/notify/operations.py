"""Telling one person that something waits: by every way when it is urgent, else by the first way that works.

First the way out, then the line in the ledger: after a crash between the two a notice may come twice, never not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from glidepath.foundation import outbox
from glidepath.foundation.notify import Notice, send_notice
from glidepath.foundation.notify.http import HttpRefused
from glidepath.foundation.notify.models import Audience, Channel, NoticeChoice, Prompt, PromptEvent, PushSubscription
from glidepath.foundation.notify.quiet import quiet_until
from glidepath.foundation.notify.sms import send_sms, sms_is_on
from glidepath.foundation.notify.web_push import NotAPushService, is_push_service, push_is_on, send_push

log = structlog.get_logger("notify")
GONE = (404, 410)
MOST_FAILURES, FAILING_FOR = 5, timedelta(hours=1)  # a short trouble of a push service takes nobody's browser away
Way = tuple[str, Callable[[], None]]
MOST_BROWSERS = 5  # of one person: a notice to many silent addresses would keep the next person waiting


class NotTold(RuntimeError):
    """None of a person's ways took the notice."""


def tell(
    user: Any,
    kind: str,
    *,
    key: str,
    at: datetime,
    about: str = "",
    opens: str = "",
    site_id: int | None = None,
    urgent: bool = False,
    on_call: bool = False,
    audience: str = Audience.TEAM,
) -> Prompt:
    """Tell one person. The same key again sends nothing that was sent. Call it outside a transaction.

    `urgent` goes out by every way the person has, and never waits; quiet hours hold nothing back from a person who
    is on call. Raises ValueError for a kind that is not in the list, NotTold when no way took it.
    """
    row = {"user": user, "site_id": site_id, "audience": audience, "kind": Notice(kind).value}
    prompt, _made = Prompt.objects.get_or_create(
        key=f"{key}:{user.pk}"[:240], defaults={**row, "about": about, "opens": opens, "created_at": at}
    )
    if prompt.events.filter(kind="sent").exists():
        return prompt
    choice = choice_of(user)
    until = None if urgent or on_call else quiet_until(at, user.zone, choice.quiet_from, choice.quiet_to)
    if until is not None:
        _wait(prompt, until, at)
        return prompt
    send_prompt(prompt, urgent=urgent, at=at)
    return prompt


def send_prompt(prompt: Prompt, *, urgent: bool, at: datetime) -> None:
    """Send by every way (urgent), or by the first that works. Raises NotTold."""
    took = 0
    for channel, send in _ways(prompt, urgent, at):
        try:
            send()
        except Exception as error:  # whatever one way answers, the next one must still be tried
            log.warning("notice.failed", channel=channel, error=type(error).__name__)
            _line(prompt, "failed", at, channel, type(error).__name__)
            continue
        _line(prompt, "sent", at, channel)
        took += 1
        if not urgent:
            return
    if not took:
        raise NotTold


def _ways(prompt: Prompt, urgent: bool, at: datetime) -> list[Way]:
    """The ways to this person, the quickest first. Whoever chose none is reached by e-mail."""
    user, choice = prompt.user, choice_of(prompt.user)
    found: list[Way] = []
    if push_is_on():
        rows = PushSubscription.objects.filter(user=user, gone_at__isnull=True)
        found += [(Channel.PUSH, lambda row=row: _push(row, prompt, urgent, at)) for row in rows]
    if choice.phone and sms_is_on():
        text = f"{_short(prompt)} {link_of(prompt)}"
        found.append((Channel.SMS, lambda: send_sms(to=choice.phone, text=text, key=prompt.key, at=at)))
    if choice.email or not found:
        found.append((Channel.EMAIL, lambda: send_notice(user, prompt.kind, link_of(prompt))))
    return found


def _push(row: PushSubscription, prompt: Prompt, urgent: bool, at: datetime) -> None:
    seen = Signer(salt="notice").sign(str(prompt.public_id))
    notice = {"title": "Glidepath", "body": _short(prompt), "url": path_of(prompt), "seen": seen}
    keys = {"endpoint": row.endpoint, "public_key": row.public_key, "secret": row.secret}
    try:
        send_push(**keys, notice=notice, urgent=urgent, at=at)
    except Exception as error:  # whatever it was, the subscription counts it, and the ledger its kind
        gone = isinstance(error, NotAPushService) or (isinstance(error, HttpRefused) and error.status in GONE)
        _count_failure(row, at, gone)
        raise
    if row.failures:
        PushSubscription.objects.filter(pk=row.pk).update(failures=0, failing_since=None)


def _count_failure(row: PushSubscription, at: datetime, gone: bool) -> None:
    """One more failure in a row. A browser that fails again and again, for an hour and more, is gone."""
    since, failures = row.failing_since or at, row.failures + 1
    silent = failures >= MOST_FAILURES and at - since >= FAILING_FOR
    counted = {"failures": failures, "failing_since": since, "gone_at": at if gone or silent else None}
    PushSubscription.objects.filter(pk=row.pk).update(**counted)


def _short(prompt: Prompt) -> str:
    """The notice in one line, in the person's language. No word about health, a person or a place."""
    with translation.override(prompt.user.language):
        if prompt.kind == Notice.YOUR_BOARD:
            return _("Something on your board needs you.")
        return _("Something waits for you.")


def path_of(prompt: Prompt) -> str:
    """The address that a notice opens; it names the notice and nothing else."""
    return f"/notices/{prompt.public_id}/"


def link_of(prompt: Prompt) -> str:
    """The same with the name of the server."""
    return f"{settings.GLIDEPATH_SITE_URL.rstrip('/')}{path_of(prompt)}"


def _wait(prompt: Prompt, until: datetime, at: datetime) -> None:
    payload = {"schema": 1, "prompt": str(prompt.public_id)}
    with transaction.atomic():
        if not prompt.events.filter(kind="held").exists():
            _line(prompt, "held", at, "", until.isoformat(timespec="minutes"))
        outbox.enqueue(topic="notice.later", payload=payload, key=f"notice.later:{prompt.public_id}", due_at=until)


def notice_later(*, payload: dict[str, Any], key: str, at: datetime) -> None:
    """Handler: the quiet hours are over. What was answered meanwhile is not told any more."""
    prompt = Prompt.objects.select_related("user").get(public_id=payload["prompt"])
    if prompt.user.is_active and not prompt.events.filter(kind__in=["sent", "answered"]).exists():
        send_prompt(prompt, urgent=False, at=at)


def displayed(*, about: str, user_id: int | None, channel: str, at: datetime) -> None:
    """A person has seen what they were told about. Once for each way."""
    for prompt in Prompt.objects.filter(about=about, user_id=user_id):
        note_displayed(prompt, channel, at)


def note_displayed(prompt: Prompt, channel: str, at: datetime) -> None:
    """One prompt was shown by one way; a second time changes nothing."""
    if not prompt.events.filter(kind="displayed", channel=channel).exists():
        _line(prompt, "displayed", at, channel)


def displayed_by_token(token: str, at: datetime) -> bool:
    """A browser says that it has shown a notice; the token came with the notice. False when it is not ours."""
    try:
        ref = Signer(salt="notice").unsign(token)
    except BadSignature:
        return False
    prompt = Prompt.objects.filter(public_id=ref).first()
    if prompt is None:
        return False
    note_displayed(prompt, Channel.PUSH, at)
    return True


def answered(*, about: str, user_id: int | None, at: datetime) -> None:
    """A person has acted on what they were told about."""
    for prompt in Prompt.objects.filter(about=about, user_id=user_id):
        if not prompt.events.filter(kind="answered").exists():
            _line(prompt, "answered", at, Channel.SCREEN)


def _line(prompt: Prompt, kind: str, at: datetime, channel: str = "", detail: str = "") -> None:
    PromptEvent.objects.create(prompt=prompt, kind=kind, at=at, channel=channel, detail=detail[:80])


def choice_of(user: Any) -> NoticeChoice:
    """What a person chose; e-mail alone when they chose nothing."""
    return NoticeChoice.objects.filter(user=user).first() or NoticeChoice(user=user)


def keep_choice(user: Any, **chosen: Any) -> NoticeChoice:
    """Keep what a person chose."""
    row, _made = NoticeChoice.objects.update_or_create(user=user, defaults=chosen)
    return row


def forget_number(user_id: int | None, number: str = "") -> str:
    """Send this person no more text messages: to this number, or to any when none is given. Gives the forgotten one."""
    rows = NoticeChoice.objects.filter(user_id=user_id).exclude(phone="")
    rows = rows.filter(phone=number) if number else rows
    forgotten = rows.values_list("phone", flat=True).first() or ""
    rows.update(phone="")
    return forgotten


def subscribe(user: Any, *, endpoint: str, public_key: str, secret: str, at: datetime) -> PushSubscription:
    """This browser shows notices from now on. Raises NotAPushService for an address of somebody else."""
    if not is_push_service(endpoint):
        raise NotAPushService
    row = {"user": user, "public_key": public_key, "secret": secret, "created_at": at, "gone_at": None}
    row |= {"failures": 0, "failing_since": None}
    kept = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=row)[0]
    newest = PushSubscription.objects.filter(user=user).order_by("-created_at", "-pk").values_list("pk", flat=True)
    PushSubscription.objects.filter(user=user).exclude(pk__in=list(newest[:MOST_BROWSERS])).delete()
    return kept


def unsubscribe(user: Any) -> int:
    """No browser of this person shows notices any more. Returns how many did."""
    return PushSubscription.objects.filter(user=user).delete()[0]
