"""The ledger is never changed, and a browser that only ever fails is no longer counted on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from glidepath.foundation.notify import operations, web_push
from glidepath.foundation.notify.http import HttpRefused
from glidepath.foundation.notify.models import Prompt, PromptEvent, PushSubscription
from glidepath.foundation.notify.operations import FAILING_FOR, MOST_FAILURES, subscribe, tell
from glidepath.foundation.notify.queries import browsers_of
from glidepath.foundation.tests.cast import user

AT = datetime(2027, 3, 3, 19, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
pytestmark = [pytest.mark.django_db, pytest.mark.hazard("HZ-16")]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE notify_promptevent SET kind = 'sent'",
        "DELETE FROM notify_promptevent",
        "UPDATE notify_prompt SET kind = 'something_new'",
        "DELETE FROM notify_prompt",
    ],
)
def test_the_database_itself_refuses_to_change_or_take_away_a_prompt_or_a_line(sql: str) -> None:
    prompt = tell(user("Nora"), "your_board", key="k", at=AT)
    before = list(PromptEvent.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(PromptEvent.objects.values()) == before
    assert Prompt.objects.get().kind == prompt.kind


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("table", ["notify_promptevent", "notify_prompt"])
def test_postgresql_refuses_to_truncate_the_ledger(table: str) -> None:
    tell(user("Nora"), "your_board", key="k", at=AT)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert PromptEvent.objects.exists()


@pytest.fixture
def failing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[Exception | None]:
    """A push service that answers with what this list says, the last entry for ever."""
    settings.GLIDEPATH_PUSH_KEY = web_push.encode(b"\x07" * 32)
    monkeypatch.setattr(operations, "is_push_service", lambda _endpoint: True)
    answers: list[Exception | None] = [HttpRefused(500)]

    def push(**_more: Any) -> None:
        answer = answers[0] if len(answers) == 1 else answers.pop(0)
        if answer is not None:
            raise answer

    monkeypatch.setattr(operations, "send_push", push)
    return answers


def told_at(nora: Any, *moments: datetime) -> None:
    for number, moment in enumerate(moments):
        tell(nora, "your_board", key=f"{moment.isoformat()}:{number}", at=moment, urgent=True)


def browser_of_nora() -> Any:
    nora = user("Nora")
    subscribe(nora, endpoint="https://push.example/1", public_key="k", secret="s", at=AT)
    return nora


def test_a_browser_that_fails_again_and_again_for_an_hour_is_gone_and_mail_goes_on(failing: list[Any]) -> None:
    nora = browser_of_nora()
    told_at(nora, *(AT + n * FAILING_FOR / (MOST_FAILURES - 1) for n in range(MOST_FAILURES)))
    row = PushSubscription.objects.get()
    assert (row.failures, row.failing_since, row.gone_at) == (MOST_FAILURES, AT, AT + FAILING_FOR)
    assert browsers_of(nora) == 0
    assert len(mail.outbox) == MOST_FAILURES
    told_at(nora, AT + 2 * FAILING_FOR)
    assert PromptEvent.objects.filter(kind="failed").count() == MOST_FAILURES


def test_a_short_trouble_of_a_push_service_takes_nobodys_browser_away(failing: list[Any]) -> None:
    nora = browser_of_nora()
    told_at(nora, *(AT + n * MINUTE for n in range(MOST_FAILURES * 3)))
    assert PushSubscription.objects.get().gone_at is None


def test_one_success_begins_the_count_anew_and_so_does_subscribing_again(failing: list[Any]) -> None:
    nora = browser_of_nora()
    told_at(nora, AT, AT + MINUTE)
    failing[:] = [None]
    told_at(nora, AT + FAILING_FOR)
    row = PushSubscription.objects.get()
    assert (row.failures, row.failing_since) == (0, None)
    failing[:] = [HttpRefused(410)]
    told_at(nora, AT + 2 * FAILING_FOR)
    assert browsers_of(nora) == 0
    subscribe(nora, endpoint="https://push.example/1", public_key="k", secret="s", at=AT + 3 * FAILING_FOR)
    assert browsers_of(nora) == 1
