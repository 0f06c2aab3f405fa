"""Giving a person a sign-in of their own: an account without a password, and a mail that says it is ready."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from glidepath.foundation import outbox
from glidepath.foundation.access import Actor
from glidepath.foundation.notify import Notice, send_notice
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import let_sign_in

TOPIC = "account.ready"


class NotInvited(Exception):
    """This address cannot be used; the message says why. Nothing was saved."""


@transaction.atomic
def invite(*, by: Actor, at: datetime, patient: Patient, email: str) -> Patient:
    """Create the person's account and have the mail sent after commit. Raises NotInvited.

    An address that is in use is refused without a word on whose it is.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if patient.user_id is not None:
        raise NotInvited("This person has a sign-in already.")
    users = get_user_model().objects
    if users.filter(email=email.lower()).exists():
        raise NotInvited("This address cannot be used here. Ask for another one.")
    user = users.create_user(email=email, name=str(patient), language=patient.language, zone=patient.zone)
    payload = {"schema": 1, "user": str(user.public_id)}
    outbox.enqueue(topic=TOPIC, payload=payload, key=f"{TOPIC}:{user.public_id}", due_at=at)
    return let_sign_in(by=by, at=at, patient=patient, user=user)


def account_ready(*, payload: Mapping[str, Any], key: str, at: datetime) -> None:
    """Deliver the mail. It names no clinic, no medicine and no person."""
    user = get_user_model().objects.filter(public_id=payload["user"], is_active=True).first()
    if user is not None:
        send_notice(user, Notice.ACCOUNT_READY)
