"""Lets the test suite empty its own database between tests: the guards of trail and ledger would refuse that, too.

A pytest plugin, named in the root conftest. Only tests lift the guard; the product has no way to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from glidepath.foundation.append_only import AppendOnly
from glidepath.foundation.audit.triggers import TRAIL
from glidepath.foundation.notify.triggers import LEDGER


@contextmanager
def guard_lifted() -> Iterator[None]:
    """Inside the block events and prompts can be changed and deleted, as by somebody who owns the database."""
    _run(AppendOnly.drop_statements)
    try:
        yield
    finally:
        _run(AppendOnly.add_statements)


def _run(statements: Callable[[AppendOnly, str], list[str]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for guarded in (TRAIL, *LEDGER):
            for statement in statements(guarded, connection.vendor):
                cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def the_trail_can_be_emptied_after_a_test() -> Iterator[None]:
    """Wrap what empties the tables after a test that commits."""
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown

    def emptied(case: Any) -> None:
        with guard_lifted():
            empty(case)

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = empty
