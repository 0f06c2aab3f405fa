"""The clinic of the tests here."""

from __future__ import annotations

import pytest

from glidepath.care.checkins.tests.people import Clinic, open_clinic


@pytest.fixture
def clinic(db: None) -> Clinic:
    """A clinic on a Wednesday noon."""
    return open_clinic()
