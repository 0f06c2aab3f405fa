"""Where the processor time of a check-in goes: its parts, each without the parts inside it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

PARTS: Mapping[str, str] = {
    "reading the answers so far": "glidepath.record.picture.build.told_by",
    "reading plan, visits, medicines, alerts": "glidepath.record.picture.build.facts_of",
    "reading measurements": "glidepath.record.picture.build.measured",
    "reading questionnaires": "glidepath.record.picture.build.scale_readings",
    "making the picture of it": "glidepath.care.escalation.judge.build_picture",
    "the rules": "glidepath.care.escalation.judge.evaluate",
    "reading the person and the clinic": "glidepath.care.escalation.operations.patient_of",
    "the trail": "glidepath.foundation.audit.operations.append",
    "keeping what the rules said": "glidepath.care.escalation.operations._keep",
    "telling open pages": "glidepath.foundation.feed.operations.announce",
}
REST = "transaction, checks of the answers, the check-in's own row, commit"


def parts_of(work: Callable[[], object], rounds: int) -> Iterator[tuple[str, float]]:
    """Microseconds of processor time of each part, a round, the largest first."""
    spent: Counter[str] = Counter()
    open_parts: list[str] = [REST]
    since = [0.0]

    def book() -> None:
        now = time.process_time()
        spent[open_parts[-1]] += now - since[0]
        since[0] = now

    def timed(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            book()
            open_parts.append(name)
            try:
                return real(*args, **more)
            finally:
                book()
                open_parts.pop()

        return run

    with ExitStack() as stack:
        for name, path in PARTS.items():
            stack.enter_context(patch(path, timed(name, _found(path))))
        since[0] = time.process_time()
        for _ in range(rounds):
            work()
        book()
    yield from ((name, total / rounds * 1_000_000) for name, total in spent.most_common())


def _found(path: str) -> Callable[..., Any]:
    from django.utils.module_loading import import_string

    found: Callable[..., Any] = import_string(path)
    return found
