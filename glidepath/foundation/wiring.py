"""The way to `config/wiring.py`, the one table of who listens to what. Foundation knows its name, not its content."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

DEFAULT = "glidepath.config.wiring"


def _table() -> Any:
    return import_module(getattr(settings, "GLIDEPATH_WIRING", DEFAULT))


def listeners() -> Mapping[str, tuple[str, ...]]:
    """For each event the functions that hear of it, as dotted paths."""
    found: Mapping[str, tuple[str, ...]] = _table().LISTENERS
    return found


def handlers() -> Mapping[str, str]:
    """For each outbox topic the function that delivers it, as a dotted path."""
    found: Mapping[str, str] = _table().HANDLERS
    return found


def ticks() -> tuple[str, ...]:
    """What the worker does in every round, as dotted paths."""
    return tuple(_table().TICKS)


def check_wiring(**kwargs: object) -> list[checks.CheckMessage]:
    """A check of Django's: every path in the table can be imported."""
    paths = [path for heard in listeners().values() for path in heard] + list(handlers().values()) + list(ticks())
    faults = {path: _fault(path) for path in paths}
    return [checks.Error(f"wiring names {path}: {why}", id="glidepath.E002") for path, why in faults.items() if why]


def _fault(path: str) -> str:
    try:
        import_string(path)
    except ImportError as error:
        return str(error)
    return ""
