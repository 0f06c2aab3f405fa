"""Logs, health and counters tell how the server is, and nothing of anybody's health."""

from __future__ import annotations

import json
import logging

import pytest
import structlog
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.observability import views
from glidepath.foundation.observability.logs import configure
from glidepath.foundation.outbox.models import WorkerBeat
from glidepath.foundation.tests.cast import NOON, make_cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_routes")]


@pytest.fixture
def lines(capsys):
    """The JSON objects that were logged."""
    configure("INFO")

    def read() -> list[dict[str, object]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]

    return read


def test_a_request_is_logged_by_name_and_number_without_its_address(lines):
    cast = make_cast(Role.NURSE)
    answer = signed_in(cast.users[Role.NURSE]).get(reverse("person", args=[cast.patient.public_id]) + "?mood=low")
    (line,) = [line for line in lines() if line["event"] == "request"]
    assert (line["route"], line["status"], line["role"]) == ("person", 200, "nurse_coordinator")
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert cast.patient.ref not in json.dumps(line)
    assert "mood" not in json.dumps(line)


def test_a_proxys_number_is_kept_when_it_looks_like_one():
    for given, kept in (("proxy-12345678", True), ("bad\tone\x1b", False), ("x" * 65, False)):
        answer = Client().get("/help/", headers={"X-Request-ID": given})
        assert (answer.headers["X-Request-ID"] == given) is kept


def test_of_an_error_the_log_has_the_kind_and_the_place_but_not_the_words(lines):
    Client(raise_request_exception=False).get("/breaks/")
    text = json.dumps(lines())
    assert "ValueError" in text
    assert "urls.py" in text
    assert "Paul Patient" not in text
    assert "withdrawal" not in text


def test_of_another_packages_line_only_the_template_is_kept(lines):
    logging.getLogger("somebody").warning("Not found: %s", "/people/paul/")
    (line,) = [line for line in lines() if line["logger"] == "somebody"]
    assert line["event"] == "Not found: %s"


def test_our_own_events_carry_what_the_code_names(lines):
    structlog.get_logger("ours").info("plan.signed", version=3)
    (line,) = [line for line in lines() if line["event"] == "plan.signed"]
    assert (line["version"], line["level"]) == (3, "info")


def test_health_needs_no_database(monkeypatch, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/healthz").content == b"ok\n"


def test_ready_tells_of_the_database_and_of_the_worker():
    with clock.at(NOON):
        assert Client().get("/readyz").json()["worker_seen_s_ago"] is None
        WorkerBeat.objects.create(worker="w", at=NOON)
        answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": True, "waiting_migrations": 0, "worker_seen_s_ago": 0.0}


def test_without_database_or_with_waiting_migrations_the_server_is_not_ready(monkeypatch):
    monkeypatch.setattr(views, "_waiting_migrations", lambda: 2)
    assert Client().get("/readyz").status_code == 503

    def away() -> int:
        raise DatabaseError

    monkeypatch.setattr(views, "_waiting_migrations", away)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": False})


def test_counters_are_for_this_machine_or_with_the_token(settings):
    assert b"glidepath_requests_total" in Client().get("/metrics").content
    assert Client(REMOTE_ADDR="10.0.0.7").get("/metrics").status_code == 404
    settings.GLIDEPATH_METRICS_TOKEN = "t" * 20
    given = {"Authorization": "Bearer " + "t" * 20}
    assert Client(REMOTE_ADDR="10.0.0.7").get("/metrics", headers=given).status_code == 200
    assert Client(REMOTE_ADDR="10.0.0.7").get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404


def test_counters_tell_of_messages_and_workers():
    WorkerBeat.objects.create(worker="w", at=NOON)
    with clock.at(NOON):
        text = Client().get("/metrics").content.decode()
    assert 'glidepath_outbox_messages{state="quarantined"} 0.0' in text
    assert "glidepath_worker_heartbeat_age_seconds 0.0" in text
