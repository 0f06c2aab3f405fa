"""One incoming text: kept, understood, done and answered in one transaction; the answer goes out by the outbox."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from glidepath.care.checkins.operations import submit_check_in
from glidepath.care.checkins.presenters import after
from glidepath.care.escalation.numbers import Numbers
from glidepath.care.escalation.operations import request_call
from glidepath.care.tapering import operations as tapering
from glidepath.care.tapering.refusal import Refused
from glidepath.care.text_messages import replies
from glidepath.care.text_messages.models import IncomingText, PhoneLine, PhoneTakenOff
from glidepath.care.text_messages.reading_text import Meaning, Text, read_text
from glidepath.foundation import audit, outbox
from glidepath.foundation.access import Actor, Role
from glidepath.foundation.clock import local_date
from glidepath.foundation.notify.operations import forget_number
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.episodes.operations import choose_days
from glidepath.record.episodes.queries import chosen_days
from glidepath.record.patients.models import Patient
from glidepath.record.sites.queries import only_site

CODE_DIGITS = 10
CODE_LASTS = timedelta(minutes=30)
ANSWERED_ONCE_IN = timedelta(hours=24)
MOST_GUESSES = 5
MOST_GUESSES_OF_ALL = 1000  # of ten thousand million codes
URGENT, WRONG_CODE = "urgent", "wrong_code"
OPTED_OUT = "opted_out_of_texts"
REPLY = "text.reply"


def new_code(*, by: Actor, patient: Patient, at: datetime) -> str:
    """A code of ten digits that joins the phone it is texted from; the one before it no longer counts."""
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    with transaction.atomic():
        PhoneLine.objects.update_or_create(
            patient=patient,
            defaults={"site_id": patient.site_id, "code_hash": _hash(code), "code_ends_at": at + CODE_LASTS},
        )
        _tell(by, "text_messages.code", patient, at)
    return code


@transaction.atomic
def leave(*, by: Actor, patient: Patient, at: datetime) -> None:
    """Forget the phone: nothing comes from it or goes to it any more."""
    _forget_phone(patient)
    _tell(by, "text_messages.leave", patient, at)


@transaction.atomic
def take_off(*, by: Actor, patient: Patient, reason: str, at: datetime) -> PhoneTakenOff:
    """Somebody of the team takes the person's phone off: nothing goes to it and nothing from it counts any more.

    A phone number for notices goes too, because it is the same phone that is lost. Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Say why the phone is taken off.")
    phone = _forget_phone(patient, notices_too=True)
    row = PhoneTakenOff.objects.create(
        patient=patient, site_id=patient.site_id, at=at, by_id=by.user_id, last_digits=phone[-4:], reason=reason.strip()
    )
    _tell(by, "text_messages.take_off", patient, at)
    return row


def _forget_phone(patient: Patient, notices_too: bool = False) -> str:
    """Forget the joined phone and a code on its way. Gives the number that was forgotten."""
    line = PhoneLine.objects.select_for_update().filter(patient=patient).first()
    phone = line.phone if line else ""
    PhoneLine.objects.filter(patient=patient).update(phone="", joined_at=None, code_hash="", code_ends_at=None)
    number = forget_number(patient.user_id, "" if notices_too else phone) if notices_too or phone else ""
    return phone or number


def receive(*, phone: str, words: str, gateway_id: str, at: datetime) -> IncomingText:
    """Take one text in. The same gateway id again gives the first one back and changes nothing."""
    try:
        with transaction.atomic():
            known = IncomingText.objects.filter(gateway_id=gateway_id).first()
            return known or _take_in(phone, words, gateway_id, at)
    except IntegrityError:  # two deliveries met; the first one holds
        return IncomingText.objects.get(gateway_id=gateway_id)


def _take_in(phone: str, words: str, gateway_id: str, at: datetime) -> IncomingText:
    text = read_text(words)
    line = PhoneLine.objects.select_related("patient__site", "patient__user").filter(phone=phone).first()
    if text.meaning is Meaning.JOIN:
        joined = None if _guessed_too_often(phone, at) else _joined_by(text.code, phone, at)
        if joined is None:
            return _from_a_stranger(phone, gateway_id, at, WRONG_CODE)
        line = joined
    if line is None or line.patient.user is None or not line.patient.user.is_active:
        return _from_a_stranger(phone, gateway_id, at)
    row = IncomingText.objects.create(
        gateway_id=gateway_id, patient=line.patient, phone=phone, received_at=at,
        words=words[:1600] if text.meaning is not Meaning.JOIN else "", understood_as=text.meaning.value,
    )  # fmt: skip
    with translation.override(line.patient.language):
        reply = _do(text, line, row, at)
    if reply and (line.stopped_at is None or text.meaning in (Meaning.STOP, Meaning.HELP) or _cannot_wait(row)):
        _answer(row, replies.cut(reply), at)
    return row


def _cannot_wait(row: IncomingText) -> bool:
    """Whether the text raised an alert of today: whom to call is written even to somebody who said STOP."""
    return row.understood_as == URGENT


def _from_a_stranger(phone: str, gateway_id: str, at: datetime, what: str = "stranger") -> IncomingText:
    """Whom to call, once a day; what was written is not kept."""
    lately = IncomingText.objects.filter(phone=phone, patient=None, received_at__gt=at - ANSWERED_ONCE_IN)
    answered = lately.exclude(reply="").exists()
    row = IncomingText.objects.create(gateway_id=gateway_id, phone=phone, received_at=at, understood_as=what)
    if not answered:
        _answer(row, replies.cut(replies.not_joined(only_site() or Numbers())), at)
    return row


def _guessed_too_often(phone: str, at: datetime) -> bool:
    """A phone may try a few codes a day, and all phones together some more, so that none can be guessed."""
    wrong = IncomingText.objects.filter(understood_as=WRONG_CODE, received_at__gt=at - ANSWERED_ONCE_IN)
    return wrong.filter(phone=phone).count() >= MOST_GUESSES or wrong.count() >= MOST_GUESSES_OF_ALL


def _joined_by(code: str, phone: str, at: datetime) -> PhoneLine | None:
    """The line whose code this is, now with this phone. A phone that was another person's becomes this one's."""
    for line in PhoneLine.objects.select_for_update().filter(code_ends_at__gt=at).exclude(code_hash=""):
        if constant_time_compare(line.code_hash, _hash(code)):
            PhoneLine.objects.filter(phone=phone).exclude(pk=line.pk).update(phone="", joined_at=None)
            line.phone, line.joined_at, line.stopped_at = phone, at, None
            line.code_hash, line.code_ends_at = "", None
            line.save()
            _tell(actor_of(line.patient), "text_messages.join", line.patient, at)
            return line
    return None


def _do(text: Text, line: PhoneLine, row: IncomingText, at: datetime) -> str:
    """What the text asks for; gives the words of the reply."""
    patient, by = line.patient, actor_of(line.patient)
    match text.meaning:
        case Meaning.JOIN:
            return replies.joined()
        case Meaning.STOP:
            return _stop(line, row, at)
        case Meaning.START:
            PhoneLine.objects.filter(pk=line.pk).update(stopped_at=None)
            line.stopped_at = None
            return replies.started()
        case Meaning.HELP:
            request_call(by=by, patient=patient, token=row.public_id, at=at)
            return replies.helped(patient.site)
        case Meaning.HOLD:
            return _hold(by, patient, row, at)
        case Meaning.HOW:
            return replies.how()
        case Meaning.DAYS:
            return _choose(by, patient, text, at)
        case Meaning.CHECK_IN | Meaning.UNCLEAR | Meaning.WORDS:
            return _check_in(by, patient, text, row, at)


def _hold(by: Actor, patient: Patient, row: IncomingText, at: datetime) -> str:
    try:
        tapering.hold(by=by, at=at, patient=patient, reason="")
    except Refused:
        request_call(by=by, patient=patient, token=row.public_id, at=at)
        return replies.nothing_to_pause()
    return replies.paused()


def _choose(by: Actor, patient: Patient, text: Text, at: datetime) -> str:
    on = local_date(at, patient.zone)
    chosen = chosen_days(patient.pk)
    hour = chosen.remind_at_hour if chosen else None
    choose_days(by=by, at=at, on=on, patient=patient, weekdays=text.weekdays, remind_at_hour=hour)
    return replies.days_kept()


def _stop(line: PhoneLine, row: IncomingText, at: datetime) -> str:
    """Nothing more is sent; a person of the team finds out how to reach them instead."""
    PhoneLine.objects.filter(pk=line.pk).update(stopped_at=at)
    line.stopped_at = at
    raise_alert(
        patient=line.patient,
        rule=OPTED_OUT,
        urgency="YELLOW",
        domain="contact",
        cause=f"text:{row.public_id}",
        reason=Reason(["wants no more text messages: ask how to reach them"], OPTED_OUT, {}, ("glidepath-monitoring",)),
        at=at,
    )
    _tell(actor_of(line.patient), "text_messages.stop", line.patient, at)
    return replies.stopped()


def _check_in(by: Actor, patient: Patient, text: Text, row: IncomingText, at: datetime) -> str:
    """A whole check-in, or words alone: both go through the rules. Words are never dropped for their form."""
    stored = submit_check_in(
        by=by,
        patient=patient,
        client_uuid=uuid5(NAMESPACE_URL, f"text:{row.gateway_id}"),
        answers=text.answers,
        happened_at=at,
        zone=patient.zone,
        informant="patient",
        source="sms",
        at=at,
    )
    said = after(stored, f"check_in:{stored.public_id}", at)
    if text.asks_for_help:
        request_call(by=by, patient=patient, token=row.public_id, at=at)
    if said.urgent or said.soon or text.asks_for_help:
        row.understood_as = URGENT
        row.save(update_fields=["understood_as"])
        return replies.urgent(patient.site, said.on_call)
    if text.meaning is Meaning.CHECK_IN:
        return replies.checked_in()
    return replies.unclear(patient.site) if text.meaning is Meaning.UNCLEAR else replies.words_kept(patient.site)


def _answer(row: IncomingText, words: str, at: datetime) -> None:
    IncomingText.objects.filter(pk=row.pk).update(reply=words)
    row.reply = words
    payload: dict[str, Any] = {"schema": 1, "text": str(row.public_id)}
    outbox.enqueue(topic=REPLY, payload=payload, key=f"{REPLY}:{row.public_id}", due_at=at)


def actor_of(patient: Patient) -> Actor:
    """The person as the one who acts. Their phone has proved itself with their own code."""
    user = patient.user
    return Actor(
        user_id=patient.user_id,
        user_public_id=str(user.public_id) if user else "",
        name=str(patient),
        role=Role.PATIENT,
        site_id=patient.site_id,
        patient_id=patient.pk,
        mfa=False,
    )


def _hash(code: str) -> str:
    return salted_hmac("glidepath.text_messages.code", code, algorithm="sha256").hexdigest()


def _tell(by: Actor, action: str, patient: Patient, at: datetime) -> None:
    audit.record(by=by, action=action, object_ref=f"patient:{patient.ref}", patient_ref=patient.ref, at=at)
