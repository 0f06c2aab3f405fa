"""Checking the trail: every hash, every place in every chain, and the signed heads outside the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from glidepath.foundation.audit.chain import SHARDS, mac_of, same
from glidepath.foundation.audit.heads import heads_file, read_heads
from glidepath.foundation.audit.models import AuditEvent, AuditShard


@dataclass(frozen=True)
class Problem:
    """Something that is not as it was written; `seq` 0 means the chain as a whole."""

    shard: int
    seq: int
    what: str


@dataclass(frozen=True)
class VerifyReport:
    """The outcome: how much was checked, and what is wrong. `heads_at`: the moment of the last signed heads."""

    events: int
    problems: tuple[Problem, ...]
    heads_at: str | None = None

    @property
    def holds(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """The report for a terminal."""
        heads = f"signed heads of {self.heads_at}" if self.heads_at else "no signed heads yet: a cut end cannot be seen"
        first = f"{self.events} events in {SHARDS} chains checked; {heads}; {len(self.problems)} problems"
        return [first, *(f"chain {p.shard}, event {p.seq}: {p.what}" for p in self.problems)]


@dataclass
class _Chain:
    """What one walk along a chain has seen."""

    shard: int
    seq: int = 0
    head: str = ""
    macs: dict[int, str] = field(default_factory=dict)


def verify_all(heads: Path | None = None) -> VerifyReport:
    """Walk every chain and compare with the heads. A missing file of heads is told, not counted as a problem."""
    file = heads or heads_file()
    signed = list(read_heads(file)) if file.exists() else []
    problems = [Problem(0, 0, "a line of signed heads is not genuine") for line in signed if not line.genuine]
    genuine = [line for line in signed if line.genuine]
    wanted = genuine[-1].ends if genuine else {}
    events = 0
    for shard in range(SHARDS):
        chain = _Chain(shard)
        problems += _walk(chain, wanted.get(shard, (0, ""))[0])
        problems += _compare_head(chain)
        problems += _compare_signed(chain, wanted)
        events += chain.seq
    problems += _strays()
    return VerifyReport(events, tuple(problems), genuine[-1].at if genuine else None)


def _walk(chain: _Chain, keep: int) -> Iterator[Problem]:
    """Go along one chain in order; remember the hash at place `keep` for the signed heads."""
    for event in AuditEvent.objects.filter(shard=chain.shard).order_by("seq").iterator(chunk_size=2000):
        if event.seq != chain.seq + 1:
            yield Problem(chain.shard, event.seq, f"comes after event {chain.seq}: events are missing between them")
        if not same(event.previous, chain.head):
            yield Problem(chain.shard, event.seq, "does not follow the event before it")
        if not same(event.mac, mac_of(event)):
            yield Problem(chain.shard, event.seq, "was changed after it was written")
        chain.seq, chain.head = event.seq, event.mac
        if event.seq == keep:
            chain.macs[keep] = event.mac


def _compare_head(chain: _Chain) -> Iterator[Problem]:
    row = AuditShard.objects.filter(pk=chain.shard).first()
    seq, head = (row.seq, row.head) if row else (0, "")
    if (seq, head) != (chain.seq, chain.head):
        yield Problem(chain.shard, chain.seq, f"the chain should end at event {seq}")


def _compare_signed(chain: _Chain, wanted: dict[int, tuple[int, str]]) -> Iterator[Problem]:
    seq, head = wanted.get(chain.shard, (0, ""))
    if seq and chain.macs.get(seq) != head:
        yield Problem(chain.shard, seq, "was signed as the end of the chain and is gone or different: the end was cut")


def _strays() -> Iterator[Problem]:
    for event in AuditEvent.objects.exclude(shard__lt=SHARDS)[:20]:
        yield Problem(event.shard, event.seq, "lies in a chain that does not exist")
