"""The engine and OR-Tools CP-SAT give the same steps, and refuse the same tapers."""

from __future__ import annotations

import pytest

from bench.oracle import compared

pytestmark = pytest.mark.house


def test_twenty_tapers_have_the_same_steps_as_a_constraint_solver_proves() -> None:
    rows = list(compared(20))
    assert all(row.agree for row in rows)
    assert sum(row.proved for row in rows) >= 18
    assert 0 < sum(row.refused for row in rows) < len(rows)
