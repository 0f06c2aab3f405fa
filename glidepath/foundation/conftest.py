"""What the foundation's tests share."""

from __future__ import annotations

import copy
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
    engine = copy.deepcopy(settings.TEMPLATES[0])
    processors = engine["OPTIONS"]["context_processors"]
    engine["OPTIONS"]["context_processors"] = [path for path in processors if not path.startswith("glidepath.config")]
    settings.TEMPLATES = [engine]
