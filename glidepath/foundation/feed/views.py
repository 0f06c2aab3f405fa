"""The live feed of a page."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from glidepath.foundation.access import actor_of, policy
from glidepath.foundation.feed.stream import Listener, stream


@policy("live.read")
@require_GET
async def live(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events: one for each change this person may see, from the last one they heard."""
    listener = Listener(actor_of(request), request.session.session_key or "", _last_id(request))
    await sync_to_async(give_connection_back)()
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(stream(listener), content_type="text/event-stream", headers=headers)


def give_connection_back() -> None:
    """The stream stays open for hours; the connection that found out who asks must not."""
    if not connection.in_atomic_block:
        connection.close()


def _last_id(request: HttpRequest) -> int | None:
    """The last line the browser heard; None at its first connection and for anything that is no number."""
    text = request.headers.get("Last-Event-ID", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
