"""Texts that come in: joined by a code, understood, done once, answered without health data, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.tests.conftest import clinic as clinic
from glidepath.care.checkins.tests.people import NOON, Clinic, client_of
from glidepath.care.checkins.tests.people import standing_plan as start_plan
from glidepath.care.text_messages import operations
from glidepath.care.text_messages.models import IncomingText, PhoneLine
from glidepath.foundation import clock
from glidepath.foundation.notify.models import LoopbackSms
from glidepath.foundation.outbox.worker import Worker
from glidepath.record.alerts.models import Alert
from glidepath.record.episodes.queries import chosen_days
from glidepath.record.observations.models import CheckIn
from glidepath.record.plans.queries import open_hold, standing_plan

PHONE, OTHER, TOKEN = "+15555550123", "+15555550199", "a-token-of-the-gateway"
HEALTH = ("morphine", "mg", "Ana", "Ruiz", "dose is", "step", "pain 4")


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> Iterator[None]:
    """Everything happens at noon; texts go to the loopback and come in with the token."""
    settings.GLIDEPATH_SMS_GATEWAY, settings.GLIDEPATH_SMS_FROM = "loopback", "+15555550000"
    settings.GLIDEPATH_SMS_INCOMING_TOKEN = TOKEN
    with clock.at(NOON):
        yield


def text(words: str, phone: str = PHONE, gateway_id: str = "") -> IncomingText:
    return operations.receive(phone=phone, words=words, gateway_id=gateway_id or str(uuid4()), at=clock.now())


def join(clinic: Clinic, phone: str = PHONE) -> IncomingText:
    code = operations.new_code(by=clinic.me, patient=clinic.patient, at=clock.now())
    return text(f"JOIN {code}", phone)


@pytest.mark.usefixtures("clinic")
def test_a_phone_nobody_joined_hears_whom_to_call_once_a_day_and_nothing_is_kept_of_it() -> None:
    first, second = text("I want to die"), text("hello")
    assert "988" in first.reply
    assert (first.words, second.reply) == ("", "")


def test_the_code_joins_the_phone_it_came_from_and_counts_once(clinic: Clinic) -> None:
    code = operations.new_code(by=clinic.me, patient=clinic.patient, at=clock.now())
    assert "joined" in text(f"join {code}").reply
    assert PhoneLine.objects.get().phone == PHONE
    assert text(f"join {code}", OTHER).understood_as == "wrong_code"
    assert PhoneLine.objects.get().phone == PHONE


def test_a_code_ends_after_half_an_hour(clinic: Clinic) -> None:
    code = operations.new_code(by=clinic.me, patient=clinic.patient, at=clock.now())
    with clock.at(NOON + timedelta(minutes=31)):
        text(f"JOIN {code}")
    assert PhoneLine.objects.get().joined_at is None


def test_a_code_cannot_be_guessed_from_one_phone(clinic: Clinic) -> None:
    code = operations.new_code(by=clinic.me, patient=clinic.patient, at=clock.now())
    wrong = f"{(int(code) + 1) % 10**10:010d}"
    for _ in range(operations.MOST_GUESSES):
        text(f"JOIN {wrong}", OTHER)
    assert text(f"JOIN {code}", OTHER).understood_as == "wrong_code"
    assert PhoneLine.objects.get().joined_at is None


def test_a_phone_that_is_joined_cannot_guess_the_codes_of_others(clinic: Clinic) -> None:
    join(clinic)
    for number in range(operations.MOST_GUESSES + 1):
        assert text(f"JOIN {number:010d}").understood_as == "wrong_code"
    code = operations.new_code(by=clinic.me, patient=clinic.patient, at=clock.now())
    assert text(f"JOIN {code}").understood_as == "wrong_code"


def test_a_closed_account_acts_no_more_by_text(clinic: Clinic) -> None:
    join(clinic)
    user = clinic.patient.user
    assert user is not None
    user.is_active = False
    user.save()
    assert text("4 5 6 7 2 Y 0").understood_as == "stranger"
    assert not CheckIn.objects.exists()


def test_after_stop_danger_is_still_answered_with_whom_to_call(clinic: Clinic) -> None:
    join(clinic)
    text("STOP")
    assert "988" in text("I want to die").reply
    assert "911" in text("help me, slow breathing").reply
    assert Alert.objects.filter(rule="call_requested").exists()


def test_a_check_in_by_text_counts_the_same_as_one_on_the_page(clinic: Clinic) -> None:
    join(clinic)
    row = text("4 5 6 7 2 Y 0")
    stored = CheckIn.objects.get()
    assert (stored.source, stored.informant, stored.answers["pain"]) == ("sms", "patient", 4)
    assert "kept" in row.reply


def test_a_text_delivered_twice_is_one_check_in_and_one_answer(clinic: Clinic) -> None:
    join(clinic)
    for _ in range(2):
        text("4 5 6 7 2 Y 0", gateway_id="gw-1")
    assert CheckIn.objects.count() == 1
    assert IncomingText.objects.filter(gateway_id="gw-1").count() == 1


def test_danger_told_by_text_is_red_and_the_answer_says_whom_to_call(clinic: Clinic) -> None:
    join(clinic)
    row = text("8 8 1 4 9 N D")
    assert Alert.objects.get(domain="withdrawal").urgency == "RED"
    assert "911" in row.reply


def test_words_of_crisis_are_never_dropped_for_their_form(clinic: Clinic) -> None:
    join(clinic)
    for words in ("I want to die", "4 I want to die"):
        assert "988" in text(words).reply
    assert Alert.objects.filter(domain="suicide risk").exists()
    assert {row.answers["free_text"] for row in CheckIn.objects.all()} == {"I want to die", "4 I want to die"}


def test_hold_by_text_holds_the_plan_at_night_and_twice_is_once(clinic: Clinic) -> None:
    start_plan(clinic, NOON.date())
    join(clinic)
    assert "pause" in text("HOLD").reply
    text("pausa")
    plan = standing_plan(clinic.patient.pk)
    assert plan is not None and open_hold(plan) is not None
    assert Alert.objects.filter(domain="hold").count() == 1


def test_hold_without_a_plan_asks_for_a_call_instead(clinic: Clinic) -> None:
    join(clinic)
    assert "nothing to pause" in text("HOLD").reply
    assert Alert.objects.filter(rule="call_requested").exists()


def test_help_answers_with_numbers_and_tells_the_team(clinic: Clinic) -> None:
    join(clinic)
    row = text("AYUDA")
    assert "911" in row.reply and "988" in row.reply
    assert Alert.objects.get(rule="call_requested").urgency == "ORANGE"


def test_stop_ends_texts_and_somebody_asks_how_to_reach_them(clinic: Clinic) -> None:
    join(clinic)
    assert "No more texts" in text("STOP").reply
    assert Alert.objects.get(rule="opted_out_of_texts").urgency == "YELLOW"
    assert text("4 5 6 7 2 Y 0").reply == ""
    assert CheckIn.objects.count() == 1
    assert "911" in text("HELP").reply
    assert "go on" in text("START").reply
    assert "kept" in text("5 5 6 7 2 Y 0").reply


def test_the_days_of_the_check_in_are_chosen_by_text(clinic: Clinic) -> None:
    join(clinic)
    text("THREE")
    chosen = chosen_days(clinic.patient.pk)
    assert chosen is not None and chosen.weekdays == [1, 3, 5]


def test_no_reply_tells_a_name_an_answer_or_a_medicine(clinic: Clinic) -> None:
    join(clinic)
    for words in ("CHECK", "4 5 6 7 2 Y 0", "8 8 1 4 9 N D", "HELP", "HOLD", "DAILY", "hello", "9 9", "STOP", "START"):
        reply = text(words).reply
        assert reply and len(reply) <= 400
        assert not [told for told in HEALTH if told in reply]


def test_a_spanish_speaker_is_answered_in_spanish(clinic: Clinic) -> None:
    type(clinic.patient).objects.filter(pk=clinic.patient.pk).update(language="es")
    join(clinic)
    assert "llame" in text("AYUDA").reply.lower()


def test_the_answer_goes_out_by_the_outbox_once(clinic: Clinic) -> None:
    join(clinic)
    row = text("CHECK")
    worker = Worker("texts")
    worker.round()
    worker.round()
    assert LoopbackSms.objects.filter(to=PHONE, text=row.reply).count() == 1


def test_a_gateway_without_the_token_is_refused_and_nothing_is_kept(clinic: Clinic) -> None:
    body = {"from": PHONE, "text": "HELP", "id": "1"}
    for header in ({}, {"HTTP_AUTHORIZATION": "guess"}):
        assert Client().post(reverse("text_messages:incoming"), body, **header).status_code == 403
    assert not IncomingText.objects.exists()


def test_without_a_token_in_the_settings_the_door_is_shut(clinic: Clinic, settings: Any) -> None:
    settings.GLIDEPATH_SMS_INCOMING_TOKEN = ""
    answer = Client().post(reverse("text_messages:incoming"), {"from": PHONE}, HTTP_AUTHORIZATION="")
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "HELP", "id": "1"}, "from"),
        ({"from": "5550123", "text": "HELP", "id": "1"}, "from"),
        ({"from": PHONE, "text": "HELP"}, "id"),
        ({"from": PHONE, "text": "x" * 1601, "id": "1"}, "text"),
        ({"from": 5, "text": [], "id": {}}, "from"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_with_the_field_as_the_gateway_names_it(
    clinic: Clinic, body: dict[str, Any], field: str
) -> None:
    address, header = reverse("text_messages:incoming"), {"HTTP_AUTHORIZATION": TOKEN}
    answer = Client().post(address, body, content_type="application/json", **header)
    assert answer.status_code == 422
    assert field in answer.json()["errors"]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"[" * 5000, b"\xff"])
def test_what_is_no_json_object_is_refused(clinic: Clinic, raw: bytes) -> None:
    address = reverse("text_messages:incoming")
    answer = Client().post(address, raw, content_type="application/json", HTTP_AUTHORIZATION=TOKEN)
    assert answer.status_code == 422


def test_the_gateway_may_name_its_fields_as_it_likes(clinic: Clinic, settings: Any) -> None:
    settings.GLIDEPATH_SMS_INCOMING_FIELDS = {"from": "From", "text": "Body", "id": "MessageSid"}
    body = {"From": PHONE, "Body": "HELP", "MessageSid": "SM1"}
    answer = Client().post(reverse("text_messages:incoming"), body, HTTP_AUTHORIZATION=TOKEN)
    assert answer.json() == {"stored": True}
    assert IncomingText.objects.get().gateway_id == "SM1"


def test_the_page_gives_a_code_shows_the_joined_phone_and_takes_it_off(clinic: Clinic) -> None:
    me, page = client_of(clinic.me), reverse("text_messages:mine")
    assert "Give me a code" in me.get(page).content.decode()
    assert "JOIN" in me.post(page).content.decode()
    join(clinic)
    assert "0123" in me.get(page).content.decode()
    me.post(page, {"leave": "1"})
    assert PhoneLine.objects.get().phone == ""


def test_without_a_gateway_the_page_says_so_and_gives_no_code(clinic: Clinic, settings: Any) -> None:
    settings.GLIDEPATH_SMS_GATEWAY = ""
    html = client_of(clinic.me).post(reverse("text_messages:mine")).content.decode()
    assert "does not use text messages yet" in html
    assert not PhoneLine.objects.exists()


def test_only_the_person_sees_the_page(clinic: Clinic) -> None:
    assert client_of(clinic.nurse).get(reverse("text_messages:mine")).status_code == 404


def test_a_code_has_ten_digits_and_may_be_typed_in_two_groups(clinic: Clinic) -> None:
    code = operations.new_code(by=clinic.me, patient=clinic.patient, at=clock.now())
    assert len(code) == 10 and code.isdigit()
    assert text("JOIN 123456").understood_as == "wrong_code"
    assert "joined" in text(f"Join {code[:5]} {code[5:]}").reply
