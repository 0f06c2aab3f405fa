"""The arithmetic of the chain: which shard, what is signed, and the keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from django.conf import settings

SHARDS = 16


class Chained(Protocol):
    """The fields of an event that its hash covers."""

    shard: int
    seq: int
    at: datetime
    actor: str
    on_behalf_of: str
    site: int | None
    action: str
    object_ref: str
    patient_ref: str | None
    purpose: str
    decision: str
    before_hash: str
    after_hash: str
    previous: str


def shard_of(ref: str) -> int:
    """The chain of a person (or, without one, of an object): always the same for the same name."""
    return hashlib.sha256(ref.encode()).digest()[0] % SHARDS


def mac_of(event: Chained) -> str:
    """HMAC-SHA256 in hex over the canonical JSON of everything an event says."""
    return keyed_hash(
        [
            event.shard,
            event.seq,
            event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            event.actor,
            event.on_behalf_of,
            event.site,
            event.action,
            event.object_ref,
            event.patient_ref,
            event.purpose,
            event.decision,
            event.before_hash,
            event.after_hash,
            event.previous,
        ]
    )


def hash_of_state(state: Mapping[str, object] | None) -> str:
    """Keyed hash of what was there before or after; empty for nothing. Keyed, so that it cannot be guessed."""
    return "" if state is None else keyed_hash(state)


def keyed_hash(value: object) -> str:
    """HMAC-SHA256 in hex over canonical JSON, with the site's audit key."""
    return hmac.new(settings.GLIDEPATH_AUDIT_KEY.encode(), canonical(value), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare two hashes in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def canonical(value: object) -> bytes:
    """One way to write a value: sorted keys, no spaces, and text for what JSON has no word for."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()
