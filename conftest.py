"""The plugins that all tests of this repository share."""

from __future__ import annotations

pytest_plugins = [
    "scripts.loud_skips",
    "scripts.house_fixtures",
    "glidepath.foundation.audit.tests.clearing",
]
