"""The clinic of these tests, made once for the folder and rolled back at its end; each test is rolled back inside."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from glidepath.foundation import clock
from tests.access import clinic as made


@pytest.fixture(scope="package")
def whole_clinic(django_db_setup: None, django_db_blocker: Any) -> Iterator[made.Clinic]:
    """Everything `clinic.py` makes, inside a transaction that is never kept."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(made.AT):
        yield made.open_clinic()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """No lines of log for thousands of refusals, but in tests that read them (they ask for `caplog`)."""
    logging.disable(logging.NOTSET if "caplog" in request.fixturenames else logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def clinic(whole_clinic: made.Clinic, db: None) -> Iterator[made.Clinic]:
    """The clinic on its Monday. What a test changes is gone after it."""
    with clock.at(made.AT):
        yield whole_clinic
