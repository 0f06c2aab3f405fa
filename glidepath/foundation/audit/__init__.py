"""The trail of who did what: written in the same transaction as the deed, chained, never changed.

Import the module and call `audit.record(...)`; the tables behind it load later than their users, hence the thin
functions here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from glidepath.foundation.access import Actor
    from glidepath.foundation.audit.check_chains import VerifyReport
    from glidepath.foundation.audit.models import AuditEvent
    from glidepath.foundation.audit.queries import Look


def record(
    *,
    by: Actor,
    action: str,
    object_ref: str,
    patient_ref: str | None,
    at: datetime,
    purpose: str = "care",
    decision: str = "allowed",
    on_behalf_of: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> AuditEvent:
    """Add one event to the chain. Of `before` and `after` only a keyed hash is kept.

    Raises NotInTransaction outside `transaction.atomic()`: the deed and its trace stand or fall together.
    """
    from glidepath.foundation.audit.operations import Deed, append

    return append(
        Deed(
            by=by,
            action=action,
            object_ref=object_ref,
            patient_ref=patient_ref,
            at=at,
            purpose=purpose,
            decision=decision,
            on_behalf_of=on_behalf_of,
            before=before,
            after=after,
        )
    )


def looked(*, by: Actor, patient_ref: str, what: str, at: datetime | None = None) -> None:
    """Note that somebody saw a part of a person's record. The same look again within ten minutes is one look."""
    from glidepath.foundation.audit.operations import note_look

    note_look(by=by, patient_ref=patient_ref, what=what, at=at)


def looked_at_list(*, by: Actor, patient_refs: Iterable[str], what: str, at: datetime | None = None) -> None:
    """Note that somebody saw these people in a list. The same list again within eight hours is one look."""
    from glidepath.foundation.audit.operations import note_looks

    note_looks(by=by, patient_refs=patient_refs, what=what, at=at)


def who_looked(patient_ref: str, limit: int = 200) -> list[Look]:
    """Who has seen a person's record, newest first, for the person's own page."""
    from glidepath.foundation.audit import queries

    return queries.who_looked(patient_ref, limit)


def verify(heads: Path | None = None) -> VerifyReport:
    """Check every chain, and the signed heads kept outside the database (at their usual place when not given)."""
    from glidepath.foundation.audit.check_chains import verify_all

    return verify_all(heads)
