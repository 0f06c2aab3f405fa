"""A lost phone is taken off by the person or by the team, and speaks for nobody from then on."""

from __future__ import annotations

from django.urls import reverse

from glidepath.care.checkins.tests.conftest import clinic as clinic
from glidepath.care.checkins.tests.people import NOON, Clinic, client_of
from glidepath.care.text_messages import operations
from glidepath.care.text_messages.models import PhoneLine, PhoneTakenOff
from glidepath.care.text_messages.tests.test_incoming import OTHER, PHONE, gateway, join, text
from glidepath.foundation import clock
from glidepath.foundation.audit.models import AuditEvent
from glidepath.foundation.notify.models import LoopbackSms, NoticeChoice
from glidepath.foundation.outbox.worker import Worker
from glidepath.record.observations.models import CheckIn

__all__ = ["gateway"]


def test_the_team_takes_a_lost_phone_off_with_a_reason_and_it_is_a_strangers_from_then_on(clinic: Clinic) -> None:
    join(clinic)
    NoticeChoice.objects.create(user_id=clinic.me.user_id, phone=PHONE)
    nurse, page = client_of(clinic.nurse), reverse("text_messages:of_patient", args=[clinic.patient.public_id])
    assert "0123" in nurse.get(page).content.decode()
    assert nurse.post(page, {"reason": "  "}).status_code == 422
    assert PhoneLine.objects.get().phone == PHONE
    assert nurse.post(page, {"reason": "Stolen on the bus; she called."}).status_code == 302
    assert (PhoneLine.objects.get().phone, NoticeChoice.objects.get().phone) == ("", "")
    row = PhoneTakenOff.objects.get()
    assert (row.by_id, row.at, row.last_digits) == (clinic.nurse.user_id, NOON, "0123")
    assert AuditEvent.objects.filter(action="text_messages.take_off", patient_ref=clinic.patient.ref).count() == 1
    assert text("4 5 6 7 2 Y 0").understood_as == "stranger"
    assert not CheckIn.objects.exists()
    html = nurse.get(page).content.decode()
    assert "Stolen on the bus" in html and "Take the phone off" not in html
    mine = client_of(clinic.me).get(reverse("text_messages:mine")).content.decode()
    assert "Nora Lind took your phone off" in mine and "Stolen on the bus" in mine


def test_an_answer_on_its_way_does_not_go_to_a_phone_that_was_taken_off(clinic: Clinic) -> None:
    join(clinic)
    row = text("CHECK")
    operations.take_off(by=clinic.nurse, patient=clinic.patient, reason="Lost.", at=NOON)
    Worker("texts").round()
    assert not LoopbackSms.objects.filter(text=row.reply).exists()


def test_a_code_on_its_way_ends_when_the_phone_is_taken_off(clinic: Clinic) -> None:
    code = operations.new_code(by=clinic.me, patient=clinic.patient, at=clock.now())
    operations.take_off(by=clinic.nurse, patient=clinic.patient, reason="Lost.", at=NOON)
    assert text(f"JOIN {code}").understood_as == "wrong_code"


def test_taking_ones_own_phone_off_ends_notices_to_it_and_leaves_another_number(clinic: Clinic) -> None:
    join(clinic)
    choice = NoticeChoice.objects.create(user_id=clinic.me.user_id, phone=OTHER)
    client_of(clinic.me).post(reverse("text_messages:mine"), {"leave": "1"})
    choice.refresh_from_db()
    assert choice.phone == OTHER
    join(clinic)
    NoticeChoice.objects.update(phone=PHONE)
    client_of(clinic.me).post(reverse("text_messages:mine"), {"leave": "1"})
    assert NoticeChoice.objects.get().phone == ""
