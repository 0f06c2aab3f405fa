"""The wiring of the foundation's tests: handlers that note what they were given, and some that fail."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

HEARD: list[Any] = []
_lock = threading.Lock()


def note(**given: Any) -> None:
    """Write down what was heard."""
    with _lock:
        HEARD.append(given)


def note_again(**given: Any) -> None:
    """A second listener."""
    note(second=True, **given)


def fail(**given: Any) -> None:
    """A handler or listener that always breaks, and whose words must not be kept."""
    note(failed=True, **given)
    raise ConnectionError("mail server of Paul Patient")


def tick(at: datetime) -> None:
    """A duty."""
    note(tick=at)


def broken_tick(at: datetime) -> None:
    """A duty that breaks."""
    raise ZeroDivisionError


HERE = "glidepath.foundation.tests.wiring"
LISTENERS = {
    "story.told": (f"{HERE}.note", f"{HERE}.note_again"),
    "story.breaks": (f"{HERE}.note", f"{HERE}.fail"),
    "outbox.quarantined": (f"{HERE}.note",),
}
HANDLERS = {"mail": f"{HERE}.note", "poison": f"{HERE}.fail"}
TICKS: tuple[str, ...] = (f"{HERE}.broken_tick", f"{HERE}.tick")
