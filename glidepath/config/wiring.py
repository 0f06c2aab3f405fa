"""Who listens to which event: the one table. Nothing else in the product is wired by signal.

LISTENERS run in the publisher's transaction, in this order. HANDLERS deliver outbox messages, after
commit, at least once. TICKS run in every round of the worker, each on its own.
"""

from __future__ import annotations

LISTENERS: dict[str, tuple[str, ...]] = {
    "check_in.recorded": ("glidepath.care.escalation.operations.assess_after",),
    "scale.recorded": ("glidepath.care.escalation.operations.assess_after",),
}

HANDLERS: dict[str, str] = {}

TICKS: tuple[str, ...] = ()
