"""Telling people about an alert, and the next people when nobody takes it on. Handlers of outbox messages.

Deliver first, then mark: after a crash a message is delivered again, and a second time changes nothing that
people see but a second e-mail. No message, address or e-mail carries health data.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from glidepath_clinical.findings import Evaluation, Failed

from glidepath.care.escalation.operations import assess_after, conclude
from glidepath.foundation import audit, feed, outbox
from glidepath.foundation.access import Actor, system_actor
from glidepath.foundation.clock import now
from glidepath.foundation.notify.operations import answered, tell
from glidepath.record.alerts.closures import look_again_later
from glidepath.record.alerts.models import Alert, AlertCause, AlertState, Urgency
from glidepath.record.alerts.operations import note_event
from glidepath.record.alerts.snooze import wake
from glidepath.record.alerts.timers import due_at
from glidepath.record.care_team.queries import team_of
from glidepath.record.patients.models import Patient
from glidepath.record.sites.queries import on_call_now, staff_of

log = logging.getLogger(__name__)
SECOND_PERSON, SUPERVISOR, UNANSWERED = 1, 2, 3
SUPERVISES = 3  # rank on the rota
NOTICE = "your_board"


def alert_raised(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Tell who is on call about a new finding; RED and ORANGE also start the clock for the next person."""
    cause = AlertCause.objects.select_related("alert__patient").get(public_id=payload["cause"])
    alert = cause.alert
    with transaction.atomic():  # the clock runs from here, also when nobody can be told just now
        escalate_later(alert, SECOND_PERSON)
    told = _notify(_first_to_call(alert, at), alert, key, at) if alert.urgency != Urgency.YELLOW else []
    with transaction.atomic():
        _note_once(alert, "delivered", at, _told(cause, told))


def _told(cause: AlertCause, users: list[Any]) -> str:
    """Who was told, and about which finding when the alert has several."""
    number = cause.alert.causes.filter(pk__lte=cause.pk).count()
    who = _names(users) or "the board"
    return who if number == 1 else f"{who} (finding {number})"


def _first_to_call(alert: Alert, at: datetime) -> list[Any]:
    """The person on call; the whole team when nobody is."""
    return _on_call(alert, at)[:1] or _team(alert, at)


def _on_call(alert: Alert, at: datetime) -> list[Any]:
    """Who is on call and can still sign in, first to be called first."""
    return [shift.user for shift in on_call_now(alert.site_id, at) if shift.user.is_active]


def _team(alert: Alert, at: datetime) -> list[Any]:
    """The person's team; without one, everybody who works at the clinic: an alert never has no reader."""
    return _active(team_of(alert.patient_id, at)) or _active(staff_of(alert.site_id, at))


def _active(members: Iterable[Any]) -> list[Any]:
    """Each user once, without those who can no longer sign in."""
    return list({member.user_id: member.user for member in members if member.user.is_active}.values())


def _notify(users: Iterable[Any], alert: Alert, key: str, at: datetime) -> list[Any]:
    """Who could be told. One person out of reach keeps nobody else from being told; when all fail, so does this.

    RED goes out by every way and at any hour. Quiet hours hold back the rest, but from nobody who is on call, and
    from nobody while nobody is on call.
    """
    on_call = {user.pk for user in _on_call(alert, at)}
    said = {"about": f"alert:{alert.public_id}", "opens": reverse("escalation:alert", args=[alert.public_id])}
    urgent = alert.urgency == Urgency.RED
    told, failed = [], None
    for user in users:
        answers = user.pk in on_call or not on_call
        try:
            tell(user, NOTICE, key=key, at=at, site_id=alert.site_id, urgent=urgent, on_call=answers, **said)
            told.append(user)
        except Exception as error:  # whatever one mailbox answers, the next person must still hear
            log.warning("notice.failed", extra={"broke": type(error).__name__})
            failed = error
    if failed is not None and not told:
        raise failed
    return told


def _names(users: list[Any]) -> str:
    return ", ".join(user.name for user in users)


def _note_once(alert: Alert, kind: str, at: datetime, note: str) -> None:
    """One line of history for one delivery since the alert opened, though the message may come twice."""
    if alert.events.filter(kind=kind, note=note[:600], at__gte=alert.raised_at).exists():
        return
    note_event(alert=alert, kind=kind, at=at, note=note)
    feed.announce(site_id=alert.site_id, topic="alerts", patient_ref=alert.patient.ref, audience="team")


def escalate_later(alert: Alert, level: int, at: datetime | None = None) -> None:
    """A row with a due time (that of the alert's urgency): it is looked at even when every process dies in between."""
    due = at or due_at(alert.urgency, alert.raised_at, level)
    if due is None:
        return
    opened = alert.raised_at.isoformat()
    payload = {"schema": 1, "alert": str(alert.public_id), "level": level, "opened": opened}
    key = f"alert.escalate:{alert.public_id}:{opened}:{level}"
    outbox.enqueue(topic="alert.escalate", payload=payload, key=key, due_at=due)


def escalate(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Nobody took an alert on in time: the second person, the supervisor, then a recorded failure, told on and on."""
    alert = Alert.objects.select_related("patient").get(public_id=payload["alert"])
    if alert.state != AlertState.OPEN or alert.raised_at.isoformat() != payload["opened"]:
        return
    level = int(payload["level"])
    with transaction.atomic():  # first what must not wait for a mail server: the failure, or the next person's time
        if level >= UNANSWERED:
            _record_failure(alert, at)
        escalate_later(alert, level + 1, _not_before(alert, level + 1, at))
        _tell_page(alert)
    told = _notify(_next_to_call(alert, level, at), alert, key, at)
    if level != UNANSWERED:
        with transaction.atomic():
            _note_once(alert, "escalated", at, f"{_names(told) or 'nobody to tell'} (level {level})")


def _tell_page(alert: Alert) -> None:
    """The person's open page asks anew: what they sent may be waiting longer than promised, or was seen."""
    feed.announce(site_id=alert.site_id, topic="answers", patient_ref=alert.patient.ref, audience="patient")


def _not_before(alert: Alert, level: int, at: datetime) -> datetime:
    """When the next step is due. After a time without a worker each person still gets their minutes."""
    earlier, later = (due_at(alert.urgency, alert.raised_at, number) for number in (level - 1, level))
    return at + (later - earlier) if earlier and later else at


def _next_to_call(alert: Alert, level: int, at: datetime) -> list[Any]:
    if level == SECOND_PERSON:
        return _on_call(alert, at)[1:2] or _team(alert, at)
    if level == SUPERVISOR:
        return _supervisors(alert, at) or _team(alert, at)
    everybody = {user.pk: user for user in (*_on_call(alert, at), *_team(alert, at))}
    return list(everybody.values())


def _supervisors(alert: Alert, at: datetime) -> list[Any]:
    """Who is on call as supervisor."""
    shifts = on_call_now(alert.site_id, at)
    return [shift.user for shift in shifts if shift.rank >= SUPERVISES and shift.user.is_active]


def _record_failure(alert: Alert, at: datetime) -> None:
    """An alert nobody took on is a safety event of its own, recorded once however often the message comes."""
    if alert.events.filter(kind="unanswered", at__gte=alert.raised_at).exists():
        return
    Alert.objects.filter(pk=alert.pk).update(unanswered_at=at)
    _note_once(alert, "unanswered", at, f"since {alert.raised_at.isoformat(timespec='minutes')}")
    audit.record(
        by=system_actor("worker"),
        action="alert.unanswered",
        object_ref=f"alert:{alert.public_id}",
        patient_ref=alert.patient.ref,
        at=at,
    )


def rules_again(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Ask the rules again without a new answer: time may have made something more urgent, or a closure has run out."""
    patient = Patient.objects.get(public_id=payload["patient"])
    with transaction.atomic():
        assess_after(patient_id=patient.pk, cause=str(payload["cause"]), at=at, only=payload.get("rule"))


def wake_up(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """An alert that was set aside opens again; it is told and escalates like a new one."""
    alert = Alert.objects.select_related("patient").get(public_id=payload["alert"])
    with transaction.atomic():
        if wake(alert=alert, until=datetime.fromisoformat(payload["until"]), at=at):
            escalate_later(alert, SECOND_PERSON)
    if alert.state != AlertState.OPEN:
        return
    told = _notify(_first_to_call(alert, at), alert, key, at) if alert.urgency != Urgency.YELLOW else []
    with transaction.atomic():
        _note_once(alert, "delivered", at, _names(told) or "the board")


def taken_on(*, alert: Alert, by: Actor, at: datetime) -> None:
    """Listener: whoever was told and takes the alert on has answered, and the person's open page says so."""
    _tell_page(alert)
    answered(about=f"alert:{alert.public_id}", user_id=by.user_id, at=at)


def closed(*, alert: Alert, at: datetime) -> None:
    """Listener: the closure of an alert stands only as long as its rule says."""
    look_again_later(alert, at)


def given_up(*, topic: str, key: str, payload: Mapping[str, Any], error: str) -> None:
    """A message about an alert could not be delivered at all: say so in its history, and go on to the next person."""
    if topic == "rules.again":
        _rules_not_asked(payload, error)
    if topic not in ("alert.raised", "alert.escalate", "alert.wake"):
        return
    alert = Alert.objects.select_related("patient").get(public_id=payload["alert"])
    at = now()
    _note_once(alert, "undelivered", at, f"{topic}: {error}")
    if topic == "alert.raised":
        escalate_later(alert, SECOND_PERSON, at)


def _rules_not_asked(payload: Mapping[str, Any], error: str) -> None:
    """The rules could not be asked again at all: that is a failure of the rules, and RED."""
    patient = Patient.objects.get(public_id=payload["patient"])
    broken = Evaluation(failed=(Failed("rules.again", error),))
    conclude(patient, broken, str(payload["cause"]), now())
