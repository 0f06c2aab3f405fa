"""Every way to a person: what is sent, what falls to the next way, what waits, and what the ledger keeps."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.urls import reverse

from glidepath.foundation import clock
from glidepath.foundation.notify import operations, web_push
from glidepath.foundation.notify.models import LoopbackSms, Prompt, PromptEvent, PushSubscription
from glidepath.foundation.notify.operations import NotTold, keep_choice, tell
from glidepath.foundation.notify.queries import ledger_of, told_about
from glidepath.foundation.notify.quiet import quiet_until
from glidepath.foundation.notify.sms import NoGateway, send_sms
from glidepath.foundation.outbox.worker import Worker
from glidepath.foundation.tests.cast import user

AT = datetime(2027, 3, 3, 19, 0, tzinfo=UTC)  # noon in Denver
NIGHT = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)  # two in the morning there
HOUR = timedelta(hours=1)
QUIET = {"quiet_from": time(22), "quiet_to": time(7)}
SAID = {"about": "alert:1", "opens": "/board/", "site_id": 1}


class Gateway(BaseHTTPRequestHandler):
    """A real server that takes messages, or says what it was told to say."""

    taken: list[tuple[dict[str, str], bytes]] = []
    status = 200

    def do_POST(self) -> None:
        """Keep what came in."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).taken.append((dict(self.headers), body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[type[Gateway]]:
    """A gateway on this machine, set as the clinic's own."""
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Gateway.taken, Gateway.status = [], 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.GLIDEPATH_SMS_GATEWAY = "http"
    settings.GLIDEPATH_SMS_URL = f"http://127.0.0.1:{server.server_port}/messages"
    yield Gateway
    server.shutdown()
    server.server_close()


@pytest.fixture
def loopback(settings: Any) -> None:
    settings.GLIDEPATH_SMS_GATEWAY = "loopback"


def kinds(prompt: Prompt) -> list[str]:
    return [f"{event.kind} {event.channel}".strip() for event in prompt.events.all()]


@pytest.mark.hazard("HZ-30")
def test_whoever_chose_nothing_is_told_by_e_mail_with_a_link_that_names_the_notice_alone(db: None) -> None:
    prompt = tell(user("Nora"), "your_board", key="k", at=AT, **SAID)
    assert kinds(prompt) == ["sent email"]
    assert f"/notices/{prompt.public_id}/" in mail.outbox[0].body
    assert "alert" not in mail.outbox[0].body


def test_the_same_key_again_sends_nothing_again(db: None) -> None:
    nora = user("Nora")
    assert tell(nora, "your_board", key="k", at=AT) == tell(nora, "your_board", key="k", at=AT + HOUR)
    assert len(mail.outbox) == 1


@pytest.mark.hazard("HZ-16")
def test_an_urgent_notice_goes_out_by_every_way_another_by_the_first_that_works(db: None, loopback: None) -> None:
    nora = user("Nora")
    keep_choice(nora, phone="+15550100", email=True)
    assert kinds(tell(nora, "your_board", key="urgent", at=AT, urgent=True)) == ["sent sms", "sent email"]
    assert kinds(tell(nora, "your_board", key="other", at=AT)) == ["sent sms"]
    assert "Something on your board needs you." in LoopbackSms.objects.get(key__startswith="other").text


@pytest.mark.hazard("HZ-14", "HZ-16")
def test_a_way_that_fails_falls_to_the_next_and_both_stand_in_the_ledger(db: None, gateway: type[Gateway]) -> None:
    gateway.status = 500
    nora = user("Nora")
    keep_choice(nora, phone="+15550100", email=True)
    prompt = tell(nora, "your_board", key="k", at=AT, **SAID)
    assert kinds(prompt) == ["failed sms", "sent email"]
    (line,) = told_about("alert:1")
    assert (line.failed, line.is_undelivered) == ([("text message", "HttpRefused")], False)


@pytest.mark.hazard("HZ-14", "HZ-15")
def test_when_every_way_fails_the_caller_hears_it_and_the_ledger_says_who_was_not_reached(
    db: None, gateway: type[Gateway]
) -> None:
    gateway.status = 500
    nora = user("Nora")
    keep_choice(nora, phone="+15550100", email=False)
    with pytest.raises(NotTold):
        tell(nora, "your_board", key="k", at=AT, **SAID)
    (line,) = ledger_of(1, undelivered_only=True)
    assert line.name == nora.name and line.is_undelivered
    gateway.status = 200
    tell(nora, "your_board", key="k", at=AT + HOUR, **SAID)
    assert ledger_of(1, undelivered_only=True) == []


@pytest.mark.parametrize(("shape", "sent"), [("json", b'{"To": "+15550100"'), ("form", b"To=%2B15550100")])
def test_a_gateway_gets_its_own_names_in_its_own_shape_with_a_key_against_doubles(
    gateway: type[Gateway], settings: Any, shape: str, sent: bytes
) -> None:
    settings.GLIDEPATH_SMS_FORMAT, settings.GLIDEPATH_SMS_TOKEN = shape, "Bearer abc"
    settings.GLIDEPATH_SMS_FIELDS = {"to": "To", "from": "From", "text": "Body"}
    send_sms(to="+15550100", text="Something waits for you.", key="k1", at=AT)
    headers, body = gateway.taken[0]
    assert body.startswith(sent) and b"Body" in body
    assert (headers["Idempotency-Key"], headers["Authorization"]) == ("k1", "Bearer abc")


@pytest.mark.parametrize("number", ["5550100", "+1 555 0100", "+1555010a", "", "+0555010011"])
def test_a_number_that_no_gateway_would_take_is_refused_before_it_is_sent(number: str, settings: Any) -> None:
    with pytest.raises(ValueError, match="begins with"):
        send_sms(to=number, text="x", key="k", at=AT)
    settings.GLIDEPATH_SMS_GATEWAY = ""
    with pytest.raises(NoGateway):
        send_sms(to="+15550100", text="x", key="k", at=AT)


# Quiet hours


def test_quiet_hours_hold_a_notice_back_until_they_end_and_then_it_goes_out(db: None) -> None:
    nora = user("Nora")
    keep_choice(nora, **QUIET)
    prompt = tell(nora, "your_board", key="k", at=NIGHT)
    assert kinds(prompt) == ["held"] and mail.outbox == []
    with clock.at(NIGHT + 4 * HOUR):
        Worker("test").round()
    assert mail.outbox == []
    with clock.at(NIGHT + 5 * HOUR):
        Worker("test").round()
    assert kinds(prompt) == ["held", "sent email"]


@pytest.mark.hazard("HZ-16", "HZ-17")
@pytest.mark.parametrize("how", [{"urgent": True}, {"on_call": True}])
def test_quiet_hours_never_hold_back_red_nor_anything_from_whoever_is_on_call(db: None, how: dict[str, bool]) -> None:
    nora = user("Nora")
    keep_choice(nora, **QUIET)
    assert kinds(tell(nora, "your_board", key="k", at=NIGHT, **how)) == ["sent email"]


def test_what_was_answered_meanwhile_is_not_told_after_the_quiet_hours(db: None) -> None:
    nora = user("Nora")
    keep_choice(nora, **QUIET)
    prompt = tell(nora, "your_board", key="k", at=NIGHT, **SAID)
    operations.answered(about="alert:1", user_id=nora.pk, at=NIGHT + HOUR)
    with clock.at(NIGHT + 6 * HOUR):
        Worker("test").round()
    assert kinds(prompt) == ["held", "answered screen"] and mail.outbox == []


@pytest.mark.hazard("HZ-22")
@pytest.mark.parametrize("zone", ["America/Denver", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_quiet_hours_end_at_their_hour_also_on_the_nights_the_clocks_change(zone: str) -> None:
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    while moment < datetime(2028, 1, 1, tzinfo=UTC):
        local = moment.astimezone(ZoneInfo(zone))
        until = quiet_until(moment, zone, time(22), time(7))
        assert (until is not None) == (local.hour >= 22 or local.hour < 7)
        if until is not None:
            assert until.astimezone(ZoneInfo(zone)).time() == time(7)
            assert timedelta(0) < until - moment <= 10 * HOUR
        moment += timedelta(minutes=90)


# Browsers


def test_the_body_for_a_browser_is_that_of_the_standards_own_example() -> None:
    own = web_push.decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
    body = web_push.encrypt(
        b"When I grow up, I want to be a watermelon",
        web_push.decode("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        web_push.decode("BTBZMqHH6r4Tts7J_aSIgg"),
        ec.derive_private_key(int.from_bytes(own, "big"), web_push.CURVE),
        web_push.decode("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert web_push.encode(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
        "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_the_token_of_the_clinic_is_signed_for_one_push_service(settings: Any) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    settings.GLIDEPATH_PUSH_KEY = web_push.encode(b"\x07" * 32)
    head, says, signature = web_push.token_for("https://fcm.googleapis.com/send/1", AT).split(".")
    raw = web_push.decode(signature)
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    web_push.clinic_key().public_key().verify(pair, f"{head}.{says}".encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(web_push.decode(says))
    assert (claims["aud"], claims["exp"]) == ("https://fcm.googleapis.com", int((AT + 12 * HOUR).timestamp()))


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://evil.example/x",
        "http://fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://xfcm.googleapis.com.evil/x",
    ],
)
def test_nothing_is_sent_to_an_address_that_is_no_push_service(endpoint: str) -> None:
    assert not web_push.is_push_service(endpoint)


@pytest.mark.hazard("HZ-30")
def test_a_browser_is_told_without_health_data_and_one_that_is_gone_is_not_asked_again(
    db: None, settings: Any, gateway: type[Gateway], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GLIDEPATH_PUSH_KEY = web_push.encode(b"\x07" * 32)
    monkeypatch.setattr(web_push, "is_push_service", lambda endpoint: True)
    nora, key = user("Nora"), ec.generate_private_key(web_push.CURVE)
    row = PushSubscription.objects.create(
        user=nora,
        endpoint=settings.GLIDEPATH_SMS_URL,
        public_key=web_push.encode(web_push.raw_public(key.public_key())),
        secret=web_push.encode(b"s" * 16),
    )
    assert kinds(tell(nora, "your_board", key="k", at=AT, urgent=True)) == ["sent push", "sent email"]
    headers, _body = gateway.taken[0]
    assert headers["Urgency"] == "high" and headers["Authorization"].startswith("vapid t=")
    gateway.status = 410
    assert kinds(tell(nora, "your_board", key="gone", at=AT)) == ["failed push", "sent email"]
    row.refresh_from_db()
    assert row.gone_at == AT
    assert kinds(tell(nora, "your_board", key="after", at=AT)) == ["sent email"]


# The ledger


def test_a_browser_says_with_its_token_that_a_notice_was_shown_and_a_forged_token_says_nothing(
    db: None, client: Any
) -> None:
    from django.core.signing import Signer

    prompt = tell(user("Nora"), "your_board", key="k", at=AT)
    token = Signer(salt="notice").sign(str(prompt.public_id))
    assert client.post(reverse("notify:shown"), {"seen": token}).status_code == 204
    assert client.post(reverse("notify:shown"), {"seen": token + "x"}).status_code == 400
    assert client.post(reverse("notify:shown"), {}).status_code == 400
    assert sorted(kinds(prompt)) == ["displayed push", "sent email"]


def test_a_line_of_the_ledger_is_never_changed_and_never_taken_away(db: None) -> None:
    tell(user("Nora"), "your_board", key="k", at=AT)
    event = PromptEvent.objects.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
