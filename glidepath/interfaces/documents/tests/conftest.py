"""The cast of a plan's life, for the tests here."""

from __future__ import annotations

import pytest

from glidepath.care.tapering.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """A clinic on a Monday morning, with everything ready for a proposal."""
    return make_cast()
