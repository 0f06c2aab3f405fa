"""No request is read beyond its limit, and only somebody who is signed in sends a large one, a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from glidepath.config import body_limit
from glidepath.config.asgi import application
from glidepath.config.body_limit import LARGE, MINE_AT, SMALL, BodyLimit

pytestmark = [pytest.mark.hazard("HZ-39"), pytest.mark.django_db]


async def swallow(scope: Any, receive: Any, send: Any) -> None:
    """An application that reads all of a body and says how many bytes there were."""
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def ask(app: Any, path: str, chunks: list[bytes], headers: Mapping[str, str] | None = None) -> tuple[int, bytes, int]:
    """The status, the answer, and how many chunks were taken."""
    left, said = list(chunks), []

    async def receive() -> dict[str, Any]:
        if not left:
            return {"type": "http.disconnect"}
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    pairs = [(b"host", b"127.0.0.1"), *((k.encode(), v.encode()) for k, v in (headers or {}).items())]
    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": pairs, "scheme": "http", "http_version": "1.1", "server": ("127.0.0.1", 80), "client": ("::1", 1),
    }  # fmt: skip
    async_to_sync(app)(scope, receive, send)
    return said[0]["status"], b"".join(one.get("body", b"") for one in said[1:]), len(chunks) - len(left)


def signed_in(settings: Any) -> dict[str, str]:
    session = SessionStore()
    session[SESSION_KEY] = "1"
    session.save()
    return {"cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}


def test_a_small_body_goes_through_untouched() -> None:
    assert ask(BodyLimit(swallow), "/check-in/", [b"x" * 10, b"y"], {"content-length": "11"}) == (200, b"11", 2)
    assert ask(BodyLimit(swallow), "/check-in/", [b""]) == (200, b"0", 1)


@pytest.mark.parametrize("path", ["/check-in/", "/accounts/login/", MINE_AT, "/patients/x/devices/send/"])
def test_a_body_that_is_announced_too_large_is_refused_before_a_byte_of_it_is_read(path: str) -> None:
    status, words, taken = ask(BodyLimit(swallow), path, [b"x"], {"content-length": str(SMALL + 1)})
    assert (status, taken) == (413, 0)
    assert b"Nothing was kept" in words


def test_a_body_without_a_length_is_cut_off_where_its_limit_is(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(body_limit, "LARGE", 100)
    chunked = {"transfer-encoding": "chunked"}
    assert ask(BodyLimit(swallow), "/check-in/", [b"x"], chunked)[0] == 413
    given = chunked | signed_in(settings)
    assert ask(BodyLimit(swallow), MINE_AT, [b"x" * 60, b"x" * 40], given)[:2] == (200, b"100")
    status, _words, taken = ask(BodyLimit(swallow), MINE_AT, [b"x" * 60] * 9, given)
    assert (status, taken) == (413, 2)


def test_a_body_that_is_longer_than_it_said_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "SMALL", 50)
    assert ask(BodyLimit(swallow), "/check-in/", [b"x" * 40] * 5, {"content-length": "40"})[::2] == (413, 2)


def test_a_large_file_needs_a_sign_in_and_has_a_limit_all_the_same(settings: Any) -> None:
    size = {"content-length": str(SMALL + 1)}
    assert (
        ask(BodyLimit(swallow), MINE_AT, [b"x"], size | {"cookie": f"{settings.SESSION_COOKIE_NAME}=made-up"})[0] == 413
    )
    assert ask(BodyLimit(swallow), MINE_AT, [b"x"], size | signed_in(settings))[0] == 200
    assert ask(BodyLimit(swallow), "/check-in/", [b"x"], size | signed_in(settings))[0] == 413
    huge = {"content-length": str(LARGE + 1)} | signed_in(settings)
    assert ask(BodyLimit(swallow), MINE_AT, [b"x"], huge)[0] == 413


def test_only_a_few_large_files_arrive_at_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "MOST_AT_ONCE", 1)
    given = {"content-length": str(SMALL + 1)} | signed_in(settings)
    inner: list[tuple[int, bytes, int]] = []

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        inner.append(await asyncio.to_thread(ask, limited, MINE_AT, [b"x"], given))
        await swallow(scope, receive, send)

    monkeypatch.setattr(body_limit, "_is_signed_in", lambda _key: True)
    limited = BodyLimit(slow)
    assert ask(limited, MINE_AT, [b"x"], given)[0] == 200
    assert [(status, taken) for status, _words, taken in inner] == [(503, 0)]
    assert limited._large_now == 0


def test_the_server_itself_stands_behind_the_limit() -> None:
    assert isinstance(application, BodyLimit)
    status, _words, taken = ask(application, "/check-in/", [b"x" * (SMALL // 4)] * 9, {"content-length": "5"})
    assert (status, taken) == (413, 5)
