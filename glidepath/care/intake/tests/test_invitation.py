"""A sign-in for the person: one account, one mail without a word about health."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from glidepath.care.intake.invitation import NotInvited, account_ready, invite
from glidepath.foundation.access import system_actor
from glidepath.foundation.outbox.models import OutboxMessage
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import register
from glidepath.record.sites.operations import open_site

AT = datetime(2027, 1, 4, 16, 0, tzinfo=UTC)
BY = system_actor("tests")


@pytest.fixture
def patient(db: None) -> Patient:
    site = open_site(by=BY, at=AT, name="Terrace Pain Clinic", zone="America/Denver", languages=["en"])
    about = {"given_name": "Marisol", "family_name": "Vega", "born_on": date(1968, 5, 1), "language": "es"}
    return register(by=BY, at=AT, site=site, about=about, identifiers=[])


def test_the_person_gets_an_account_without_a_password_and_one_mail(patient: Patient) -> None:
    invited = invite(by=BY, at=AT, patient=patient, email="Marisol@example.org")
    assert (invited.user.email, invited.user.language) == ("marisol@example.org", "es")
    assert not invited.user.has_usable_password()
    message = OutboxMessage.objects.get(topic="account.ready")
    account_ready(payload=message.payload, key=message.idempotency_key, at=AT)
    assert mail.outbox[0].to == ["marisol@example.org"]
    assert not any(
        word in mail.outbox[0].body + mail.outbox[0].subject for word in ("Marisol", "Vega", "Pain", "taper")
    )


def test_a_second_sign_in_and_an_address_in_use_are_refused(patient: Patient) -> None:
    invite(by=BY, at=AT, patient=patient, email="marisol@example.org")
    with pytest.raises(NotInvited):
        invite(by=BY, at=AT, patient=patient, email="other@example.org")
    about = {"given_name": "Ana", "family_name": "Ruiz"}
    second = register(by=BY, at=AT, site=patient.site, about=about, identifiers=[])
    with pytest.raises(NotInvited) as refused:
        invite(by=BY, at=AT, patient=second, email="MARISOL@example.org")
    assert "Marisol" not in str(refused.value)
    assert OutboxMessage.objects.filter(topic="account.ready").count() == 1
