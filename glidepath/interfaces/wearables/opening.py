"""Opening a file without trusting it: what kind it is, and the stream of its content, never longer than allowed."""

from __future__ import annotations

import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO, cast

from glidepath.interfaces.wearables.faults import FileRefused

LARGEST = 4 << 30  # bytes of content, packed or not
FREE = 64 << 20  # bytes any archive may unpack to
MOST_TIMES = 200  # beyond that, how many times its packed size; real exports pack to a thirtieth
MOST_MEMBERS = 20_000  # an Apple export brings a file for each workout's route
SNIFFED = 65_536
LONGEST = 20 * 60.0  # seconds of reading one file; a gigabyte of Apple Health takes about a minute
LOCKED = 0x1  # the bit of a member that is encrypted
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Kind(Enum):
    """What a file holds, by its first bytes."""

    XML = "Apple Health"
    JSON = "JSON"
    TABLE = "CSV"


@dataclass
class Opened:
    """A file ready to be read: its kind, its content, and how many bytes that has."""

    kind: Kind
    stream: BinaryIO
    total: int
    start: bytes


class Bounded:
    """A stream that refuses to give more than it may, or for longer: the answer to an archive that unpacks without
    end, and to a file made to be slow.
    """

    def __init__(self, stream: BinaryIO, packed: int | None) -> None:
        self._stream, self._given = stream, 0
        self._until = time.monotonic() + LONGEST
        self._most = LARGEST if packed is None else min(LARGEST, max(FREE, packed * MOST_TIMES))

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises FileRefused beyond the limit, and for an archive that is damaged."""
        return self._counted(self._stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        """The next line, with the same limit."""
        return self._counted(self._stream.readline, size)

    def _counted(self, take: Callable[[int], bytes], size: int) -> bytes:
        try:
            content = take(size if size >= 0 else self._most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            raise FileRefused("broken_zip", "The archive is damaged. Export it again.") from None
        if time.monotonic() > self._until:
            minutes = int(LONGEST // 60)
            raise FileRefused("too_slow", f"Reading took longer than {minutes} minutes. Send a file of fewer months.")
        self._given += len(content)
        if self._given > self._most:
            raise FileRefused("too_large", "The archive unpacks to more than it may. Nothing of it was kept.")
        return content


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The content of a file or of the one export in an archive. Raises FileRefused."""
    if path.stat().st_size > LARGEST:
        raise FileRefused("too_large", f"The file has more than {LARGEST >> 30} GB.")
    with path.open("rb") as file:
        start = file.read(SNIFFED)
        file.seek(0)
        if start.startswith(b"PK"):
            yield from _in_archive(file)
        elif start.startswith(b"\x1f\x8b"):
            raise FileRefused(
                "packed", "This file is packed with gzip. Unpack it, or send the zip that the phone made."
            )
        else:
            bounded = cast("BinaryIO", Bounded(file, None))
            yield Opened(kind_of(start), bounded, path.stat().st_size, start)


def _in_archive(file: BinaryIO) -> Iterator[Opened]:
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise FileRefused("broken_zip", "The archive is damaged. Export it again.") from None
    if len(members) > MOST_MEMBERS:
        raise FileRefused("too_many_files", f"The archive holds more than {MOST_MEMBERS} files.")
    member, start = _export_in(archive, members)
    try:
        with archive.open(member) as content:
            bounded = cast("BinaryIO", Bounded(cast("BinaryIO", content), max(member.compress_size, 1)))
            yield Opened(Kind.XML, bounded, member.file_size, start)
    except zipfile.BadZipFile:
        raise FileRefused("broken_zip", "The archive is damaged. Export it again.") from None


def _export_in(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> tuple[zipfile.ZipInfo, bytes]:
    """The export by its content, because a phone names the file in its own language."""
    candidates = [one for one in members if one.filename.lower().endswith(".xml") and one.filename.count("/") <= 1]
    for member in sorted(candidates, key=lambda one: -one.file_size)[:5]:
        if member.flag_bits & LOCKED or member.compress_type not in READABLE:
            raise FileRefused("locked_zip", "The archive is locked, or packed in a way that cannot be read.")
        try:
            with archive.open(member) as content:
                start = content.read(SNIFFED)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise FileRefused("broken_zip", "The archive is damaged. Export it again.") from None
        if b"HealthData" in start:
            return member, start
    raise FileRefused("no_export", "There is no Apple Health export.xml in this archive.")


def kind_of(start: bytes) -> Kind:
    """By the first character that is no space."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise FileRefused("empty", "This file is empty. Export it again.")
    if text.startswith((b"<", b"\xff\xfe<", b"\xfe\xff")):
        return Kind.XML
    return Kind.JSON if text[:1] in (b"{", b"[") else Kind.TABLE
