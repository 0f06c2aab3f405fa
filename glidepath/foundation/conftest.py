"""What the foundation's tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from glidepath.foundation.tests import wiring as noted


@pytest.fixture
def heard(settings: Any) -> Iterator[list[Any]]:
    """The foundation's own wiring, and the list of what its listeners, handlers and duties were given."""
    settings.GLIDEPATH_WIRING = noted.HERE
    noted.HEARD.clear()
    yield noted.HEARD
    noted.HEARD.clear()


@pytest.fixture
def own_routes(settings: Any) -> None:
    """Only the foundation's addresses and the pages of its tests."""
    settings.ROOT_URLCONF = "glidepath.foundation.tests.urls"
