"""Reading of the process environment: every setting a site can change, named once."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


def text(name: str, default: str | None = None) -> str:
    """Value of an environment variable; a missing one without default stops the start by name."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}. See docs/how-to/configure.md.")
    return value


def flag(name: str) -> bool:
    """True for 1, true, yes or on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str) -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def pairs(name: str, default: str) -> dict[str, str]:
    """A comma-separated list of name=value. A part without = stops the start by name."""
    listed = words(name, default)
    if not all("=" in part for part in listed):
        raise ImproperlyConfigured(f"{name} is a list such as {default}")
    return {key.strip(): value.strip() for key, _, value in (part.partition("=") for part in listed)}


def database(url: str) -> dict[str, object]:
    """Django's database settings for `sqlite:///path` or `postgres://user:password@host:port/name`.

    SQLite runs with a write-ahead log, full synchronisation and IMMEDIATE transactions: with deferred
    ones two writers meet in the middle and one is refused (measured: 4,067 refusals in 3 s, against 0).
    """
    parsed = urlparse(url)
    if parsed.scheme == "sqlite":
        return _sqlite(unquote(parsed.path.removeprefix("/")))
    if parsed.scheme in {"postgres", "postgresql"}:
        return _postgres(parsed)
    raise ImproperlyConfigured(
        "GLIDEPATH_DATABASE_URL must begin with sqlite:/// or postgres://, for example sqlite:///var/glidepath.sqlite3"
    )


def _sqlite(path: str) -> dict[str, object]:
    file = Path(path)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file if file.is_absolute() else ROOT / file),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": None},
    }


def _postgres(parsed) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parsed.path.removeprefix("/")),
        "USER": unquote(parsed.username or ""),
        "PASSWORD": unquote(parsed.password or ""),
        "HOST": unquote(parsed.hostname or ""),
        "PORT": str(parsed.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parsed.query)),
    }
