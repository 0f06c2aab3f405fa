"""One reader of the feed for all streams of this process: no stream holds a database connection of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

import structlog
from asgiref.sync import sync_to_async
from django.db import DatabaseError, connection

from glidepath.foundation.feed.queries import LOOK_BACK, Entry, entries_after, ids_near, newest_id

EVERY = 0.5  # seconds between two looks: with the page's own refresh an alert is seen within two seconds
T = TypeVar("T")
log = structlog.get_logger("feed")
Lines = asyncio.Queue[Entry | None]


async def in_thread(read: Callable[..., T], *args: object) -> T:
    """Run a database read in a thread of the pool, and give its connection back at once."""

    def closing() -> T:
        try:
            return read(*args)
        finally:
            if not connection.in_atomic_block:
                connection.close()

    return await sync_to_async(closing, thread_sensitive=False)()


class Poller:
    """Reads new lines while anybody listens, and hands them to every listener's queue."""

    def __init__(self) -> None:
        self.queues: set[Lines] = set()
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    async def subscribe(self) -> Lines:
        """A queue that gets every line from now on, and None when the server goes. Give it back with `unsubscribe`."""
        queue: Lines = asyncio.Queue()
        self.queues.add(queue)
        if self._task is None or self._task.done():
            self._ready.clear()
            self._task = asyncio.create_task(self._read())
        await self._ready.wait()
        return queue

    def unsubscribe(self, queue: Lines) -> None:
        """Stop filling a queue. The reading ends with the last one."""
        self.queues.discard(queue)

    def end(self) -> None:
        """Let every stream end now."""
        for queue in self.queues:
            queue.put_nowait(None)

    async def _read(self) -> None:
        place, known = await self._begin()
        self._ready.set()
        while self.queues:
            await asyncio.sleep(EVERY)
            try:
                fresh = await in_thread(entries_after, place, known)
            except DatabaseError as error:
                log.warning("feed.database_lost", error=type(error).__name__)
                continue
            for entry in fresh:
                known.add(entry.id)
                place = max(place, entry.id)
                for queue in self.queues:
                    queue.put_nowait(entry)
            known = {number for number in known if number > place - LOOK_BACK}

    async def _begin(self) -> tuple[int, set[int]]:
        while True:
            try:
                place = await in_thread(newest_id)
                return place, await in_thread(ids_near, place)
            except DatabaseError as error:
                log.warning("feed.database_lost", error=type(error).__name__)
                await asyncio.sleep(EVERY)


_pollers: WeakKeyDictionary[asyncio.AbstractEventLoop, Poller] = WeakKeyDictionary()


def poller() -> Poller:
    """The poller of the running event loop."""
    return _pollers.setdefault(asyncio.get_running_loop(), Poller())


def end_streams() -> None:
    """The server is going: let all streams end, so that it need not wait for them. May be called from a signal."""
    running = [(loop, source) for loop, source in _pollers.items() if loop.is_running()]
    for loop, source in running:
        loop.call_soon_threadsafe(source.end)
