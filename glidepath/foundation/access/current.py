"""Who is acting in this request, asked once and kept on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from glidepath.foundation.access.roles import ANONYMOUS, Actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request; ANONYMOUS without sign-in, and for an account that holds no role any more."""
    known: Actor | None = getattr(request, "actor", None)
    if known is None:
        known = _find(request)
        request.actor = known  # type: ignore[attr-defined]  every request carries its actor from here on
    return known


def forget_actor(request: HttpRequest) -> None:
    """Ask again at the next need: the session has just changed."""
    request.__dict__.pop("actor", None)


def _find(request: HttpRequest) -> Actor:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ANONYMOUS
    return _provider(settings.GLIDEPATH_ACTOR_PROVIDER)(user, request.session)


@cache
def _provider(path: str) -> Callable[[Any, Any], Actor]:
    found: Callable[[Any, Any], Actor] = import_string(path)
    return found
