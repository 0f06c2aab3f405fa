"""Lets the test suite empty its own database between tests: the trail's guard would refuse that, too.

A pytest plugin, named in the root conftest. Only tests lift the guard; the product has no way to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from glidepath.foundation.audit import triggers


@contextmanager
def guard_lifted() -> Iterator[None]:
    """Inside the block events can be changed and deleted, as by somebody who owns the database."""
    _run(triggers.drop_statements)
    try:
        yield
    finally:
        _run(triggers.add_statements)


def _run(statements: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
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
