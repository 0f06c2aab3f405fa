"""How much may wait to be read: of one person, of everybody, and on this disk. What does not fit is refused by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from glidepath.interfaces.wearables.models import DeviceFile, FileState

MOST_OF_ONE = 5  # files of one person that wait
MOST_OF_ALL = 200
MOST_BYTES = 20 << 30  # of all files that wait, as they lie on the disk
LEAST_FREE = 2 << 30  # bytes of the disk that stay for the record: it must never be full of watches
LEFT_BEHIND = timedelta(days=1)
BUSY = (FileState.WAITING, FileState.READING)


class NoRoom(Exception):
    """A file cannot be taken now. `code`: `many_of_yours`, `many_of_all`, `bytes_of_all`, `disk`, `too_large`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def folder() -> Path:
    """Where files lie until they are read."""
    return Path(settings.GLIDEPATH_DATA_DIR) / "device-files"


def make_room(patient_id: int, size: int) -> None:
    """Raise NoRoom unless one more file of so many bytes may wait."""
    waiting = DeviceFile.objects.filter(state__in=BUSY)
    if waiting.filter(patient_id=patient_id).count() >= MOST_OF_ONE:
        raise NoRoom("many_of_yours")
    if waiting.count() >= MOST_OF_ALL:
        raise NoRoom("many_of_all")
    if sum(_sizes()) + size > MOST_BYTES:
        raise NoRoom("bytes_of_all")
    if free_bytes() - size < LEAST_FREE:
        raise NoRoom("disk")


def free_bytes() -> int:
    """What is free on the disk of the data folder."""
    place = next(path for path in (folder(), *folder().parents) if path.exists())
    return shutil.disk_usage(place).free


def _sizes() -> Iterator[int]:
    for path in folder().glob("*"):
        try:
            yield path.stat().st_size
        except FileNotFoundError:  # read and gone between the two
            continue


def forget_left_behind(at: datetime) -> int:
    """Take away files of more than a day that no row knows: a server that ended while one arrived. Gives how many."""
    gone = 0
    for path in folder().glob("*"):
        old = path.stat().st_mtime < (at - LEFT_BEHIND).timestamp()
        if old and not DeviceFile.objects.filter(public_id=path.name, state__in=BUSY).exists():
            path.unlink(missing_ok=True)
            gone += 1
    return gone
