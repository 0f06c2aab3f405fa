"""Signed ends of all chains, kept in a file outside the database.

Whoever can write to the database could cut off the end of a chain and set its head back; the rest would still
verify. A head that was signed before, and lies elsewhere, shows the cut.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from glidepath.foundation.audit.chain import keyed_hash, same
from glidepath.foundation.audit.models import AuditShard

EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Heads:
    """One line of the file: for each chain its length and last hash, signed together with the moment."""

    at: str
    ends: dict[int, tuple[int, str]]
    signature: str

    @property
    def genuine(self) -> bool:
        """True when the line was signed with this site's audit key and not touched since."""
        return same(self.signature, _signature(self.at, self.ends))


def heads_file() -> Path:
    """Where the signed heads lie."""
    return Path(settings.GLIDEPATH_DATA_DIR) / "audit-heads.jsonl"


def sign_heads(at: datetime, file: Path | None = None) -> Heads:
    """Append the present ends of all chains to the file, and wait until the disk has them."""
    ends = {row.shard: (row.seq, row.head) for row in AuditShard.objects.order_by("shard")}
    heads = Heads(at=at.isoformat(), ends=ends, signature=_signature(at.isoformat(), ends))
    path = file or heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        out.write(_line(heads) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return heads


def tick(at: datetime) -> None:
    """A round of the worker: sign again when five minutes have passed since the last line."""
    path = heads_file()
    last = _last_line(path)
    if last is None or at - datetime.fromisoformat(last.at) >= EVERY or at < datetime.fromisoformat(last.at):
        sign_heads(at, path)


def read_heads(file: Path) -> Iterator[Heads]:
    """Every line of the file, oldest first. A line that is no heads at all comes back with an empty signature."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield _parse(line)


def _last_line(path: Path) -> Heads | None:
    """The last whole line, read from the end of the file: it grows for years."""
    if not path.exists():
        return None
    with path.open("rb") as data:
        data.seek(max(0, path.stat().st_size - 16_384))
        lines = data.read().decode("utf-8", errors="replace").splitlines()
    found = [heads for heads in map(_parse, lines) if heads.signature and heads.genuine]
    return found[-1] if found else None


def _parse(line: str) -> Heads:
    try:
        row = json.loads(line)
        ends = {int(shard): (int(seq), str(head)) for shard, (seq, head) in row["ends"].items()}
        return Heads(at=str(row["at"]), ends=ends, signature=str(row["signature"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Heads(at="", ends={}, signature="")


def _line(heads: Heads) -> str:
    return json.dumps({"at": heads.at, "ends": heads.ends, "signature": heads.signature}, separators=(",", ":"))


def _signature(at: str, ends: dict[int, tuple[int, str]]) -> str:
    return keyed_hash(["heads", at, [[shard, *ends[shard]] for shard in sorted(ends)]])
