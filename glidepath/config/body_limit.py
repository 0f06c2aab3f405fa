"""How large a request may be, before anything of it is read into memory or onto the disk.

The framework writes a whole body to the disk before a view sees it, so the limit stands in front of it: small for
every address, large only where files of devices are sent, there only for somebody who is signed in, and only a few at
a time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http.cookie import parse_cookie
from django.utils.module_loading import import_string

SMALL = 13 << 20  # forms, and bundles of other systems
LARGE = (2 << 30) + (1 << 20)  # a file of a device, and the form around it
LARGE_AT = "/devices/send/"
MINE_AT = "/my-devices/send/"
MOST_AT_ONCE = 4
TOO_LARGE, BUSY = 413, 503
WORDS = {
    TOO_LARGE: "This is larger than what may be sent here. Nothing was kept. Send a smaller file.\n",
    BUSY: "Several large files are arriving just now. Nothing was kept. Send it again in some minutes.\n",
}
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class TooLarge(Exception):
    """More came than the request may have."""


class BodyLimit:
    """Wraps the application. A body that is announced too large is not read; one that grows too large is cut off."""

    def __init__(self, app: App) -> None:
        self._app, self._large_now = app, 0

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Let a request through within its limit, or answer 413 or 503 in plain words."""
        announced = _announced(scope) if scope["type"] == "http" else 0
        if scope["type"] != "http" or (announced is not None and announced <= SMALL):
            await self._limited(scope, receive, send, SMALL)
        elif (announced is not None and announced > LARGE) or not await _may_send_large(scope):
            await _refuse(send, TOO_LARGE)
        elif self._large_now >= MOST_AT_ONCE:
            await _refuse(send, BUSY)
        else:
            self._large_now += 1
            try:
                await self._limited(scope, receive, send, LARGE)
            finally:
                self._large_now -= 1

    async def _limited(self, scope: MutableMapping[str, Any], receive: Receive, send: Send, most: int) -> None:
        came, begun = 0, False

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except TooLarge:
            if not begun:
                await _refuse(send, TOO_LARGE)


def _announced(scope: MutableMapping[str, Any]) -> int | None:
    """The length the request names; 0 without a body; None when it names none and may have any."""
    headers = dict(scope.get("headers", ()))
    length = headers.get(b"content-length", b"")
    if length.isdigit():
        return int(length[:20])
    return None if b"transfer-encoding" in headers or length else 0


async def _may_send_large(scope: MutableMapping[str, Any]) -> bool:
    """Whether files are sent at this address and the sender is signed in."""
    path = scope.get("path", "")
    if scope.get("method") != "POST" or not (path == MINE_AT or path.endswith(LARGE_AT)):
        return False
    cookies = parse_cookie(dict(scope.get("headers", ())).get(b"cookie", b"").decode("latin-1"))
    return await sync_to_async(_is_signed_in)(cookies.get(settings.SESSION_COOKIE_NAME, ""))


def _is_signed_in(key: str) -> bool:
    store: type[SessionBase] = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    return bool(key) and SESSION_KEY in store(session_key=key)


async def _refuse(send: Send, status: int) -> None:
    words = WORDS[status].encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(words)).encode())]
    headers += [(b"cache-control", b"no-store"), (b"connection", b"close"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})
