"""Large files are read in a process of their own: neither a page nor the worker that delivers alerts waits for them.

The worker's duty only starts that process. A reader that ends in the middle is noticed by its silence; another one
begins the file again.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from glidepath.foundation import clock
from glidepath.interfaces.wearables.models import DeviceFile
from glidepath.interfaces.wearables.operations import claim, read_and_store
from glidepath.interfaces.wearables.queries import unread
from glidepath.interfaces.wearables.room import forget_left_behind

AT_ONCE = 2 << 20  # bytes: a file of this size is read while the page waits
TELL_EVERY = 1.0  # seconds
_reader: subprocess.Popen[bytes] | None = None


def tick(at: datetime) -> None:
    """A duty of the worker: start a reader when a file waits and none runs."""
    global _reader  # the one child of this process
    if _reader is not None and _reader.poll() is None:
        return
    forget_left_behind(at)
    if unread(at).exists():
        _reader = subprocess.Popen([sys.executable, "-m", "glidepath", "wearables", "--waiting"], cwd=Path.cwd())


def read_waiting() -> int:
    """Read every file that waits, one after the other; gives how many."""
    number = 0
    while (row := unread(clock.now()).first()) is not None:
        number += read_one(row)
    return number


def read_one(row: DeviceFile) -> bool:
    """Claim a file and read it, telling how far it is. False when another reader has it."""
    if not claim(row, clock.now()):
        return False
    read_and_store(row=row, at=clock.now(), progress=_Telling(row))
    return True


class _Telling:
    """Writes down how far a file is, once a second: the page's progress bar, and the reader's sign of life."""

    def __init__(self, row: DeviceFile) -> None:
        self._row, self._told = row, 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._told < TELL_EVERY:
            return
        self._told = time.monotonic()
        self._row.bytes_done, self._row.bytes_total = done, total
        DeviceFile.objects.filter(pk=self._row.pk).update(
            bytes_done=done, bytes_total=total, sign_of_life_at=clock.now()
        )
