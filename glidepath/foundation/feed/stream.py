"""The stream of one open page, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

from glidepath.foundation import clock
from glidepath.foundation.access import Actor
from glidepath.foundation.accounts.sessions import actor_of_session
from glidepath.foundation.feed.poller import Lines, in_thread, poller
from glidepath.foundation.feed.queries import LOOK_BACK, Entry, catch_up, has_gap, heard_by

BEAT_EVERY = 25.0  # seconds; a page that hears nothing for longer says "Not live"
BEAT = "event: beat\ndata: {}\n\n"
LOOK_AT_ALL = "data: all\n\n"
RECONNECT_AFTER = "retry: 2000\n\n"


@dataclass(frozen=True)
class Listener:
    """An open page: whose it is, its session, and the last line it heard."""

    actor: Actor
    session_key: str
    last_id: int | None


async def stream(listener: Listener) -> AsyncIterator[str]:
    """Lines as they come, a beat every 25 s, until the page goes or its session ends."""
    source = poller()
    queue = await source.subscribe()
    told: deque[int] = deque(maxlen=2 * LOOK_BACK)
    try:
        yield RECONNECT_AFTER + BEAT
        if await in_thread(has_gap, listener.last_id):
            yield LOOK_AT_ALL
        for entry in await in_thread(catch_up, listener.actor, listener.last_id, clock.now()):
            told.append(entry.id)
            yield as_event(entry)
        async for batch in _batches(queue):
            if not batch:
                if await in_thread(actor_of_session, listener.session_key, clock.now()) != listener.actor:
                    return
                yield BEAT
            for entry in await in_thread(heard_by, listener.actor, batch) if batch else []:
                if entry.id not in told:
                    told.append(entry.id)
                    yield as_event(entry)
    finally:
        source.unsubscribe(queue)


async def _batches(queue: Lines) -> AsyncIterator[list[Entry]]:
    """All lines that lie ready at once; an empty list when it is time for a beat. Ends when the server goes."""
    loop = asyncio.get_running_loop()
    beat_at = loop.time() + BEAT_EVERY
    while True:
        try:
            first = await asyncio.wait_for(queue.get(), max(0.0, beat_at - loop.time()))
        except TimeoutError:
            beat_at = loop.time() + BEAT_EVERY
            yield []
            continue
        ready = [first, *(queue.get_nowait() for _ in range(queue.qsize()))]
        if None in ready:
            return
        yield [entry for entry in ready if entry is not None]


def as_event(entry: Entry) -> str:
    """One line as the browser's EventSource reads it. Ids only, never health data."""
    data = json.dumps({**entry.payload, "topic": entry.topic, "patient": entry.patient_ref}, separators=(",", ":"))
    return f"id: {entry.id}\nevent: {entry.topic}\ndata: {data}\n\n"
