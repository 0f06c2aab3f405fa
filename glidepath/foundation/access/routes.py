"""Deny by default, at the start: a route without a row of the policy stops the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

from glidepath.foundation.access.enforce import MARK
from glidepath.foundation.access.foreign_routes import FOREIGN_ROUTES
from glidepath.foundation.access.rules import RULES


@dataclass(frozen=True)
class Route:
    """One address: its pattern, its full name, and the view behind it."""

    pattern: str
    name: str
    view: Callable[..., Any]

    @property
    def action(self) -> str | None:
        """The action its view declares."""
        return getattr(self.view, MARK, None)


def routes(urlconf: str | None = None) -> list[Route]:
    """Every route of the product, or of one URL configuration."""
    return list(_walk(get_resolver(urlconf).url_patterns, "", ""))


def undeclared(urlconf: str | None = None) -> list[str]:
    """Routes that neither declare an action of the policy nor stand in the table of foreign routes."""
    bad = [r for r in routes(urlconf) if r.action not in RULES and r.name not in FOREIGN_ROUTES]
    return [f"{route.pattern} ({route.name or 'no name'})" for route in bad]


def refuse_undeclared_routes() -> None:
    """Raise ImproperlyConfigured with the list of undeclared routes, if there is any."""
    found = undeclared()
    if found:
        raise ImproperlyConfigured("Routes without a policy row: " + "; ".join(found))


def check_routes(**kwargs: object) -> list[checks.CheckMessage]:
    """The same as a check of Django's, so that every command says it."""
    hint = 'Put @policy("an.action") on the view and a row in foundation/access/rules.py.'
    return [checks.Error(f"No policy row: {text}", hint=hint, id="glidepath.E001") for text in undeclared()]


def _walk(patterns: list[Any], prefix: str, namespace: str) -> Iterator[Route]:
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, path, inner)
        elif isinstance(entry, URLPattern):
            yield Route(path, f"{namespace}{entry.name or ''}", entry.callback)
