"""The rows of a check-in by plain SQL: what the disk and the driver allow for the very same writes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

Statement = tuple[str, Any]
WRITES = ("INSERT", "UPDATE")


def writes_of(submit: Callable[[], object], number: int) -> list[list[Statement]]:
    """What each of so many check-ins writes, statement by statement; nothing of it stays."""
    found: list[list[Statement]] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            found[-1].append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(keep):
        for _ in range(number):
            found.append([])
            submit()
        transaction.set_rollback(True)
    return found


def rate_of(writes: list[list[Statement]]) -> float:
    """Transactions a second with these statements and nothing else, to the same tables by the same driver."""
    began = time.perf_counter()
    for one in writes:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in one:
                cursor.execute(sql, params)
    return len(writes) / (time.perf_counter() - began)
