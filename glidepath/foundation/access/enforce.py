"""`@policy("an.action")`: what stands between a request and a view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from glidepath.foundation import clock
from glidepath.foundation.access.current import actor_of
from glidepath.foundation.access.decide import can, rule_for
from glidepath.foundation.access.fresh import require_fresh
from glidepath.foundation.access.roles import Actor, Role

View = TypeVar("View", bound=Callable[..., Any])
MARK = "glidepath_policy"
SAFE = {"GET", "HEAD", "OPTIONS"}


def policy(action: str) -> Callable[[View], View]:
    """Let only those reach the view whose role the action's row names. Raises UnknownAction at import."""
    rule_for(action)

    def declare(view: View) -> View:
        guarded = _guard_async(view, action) if iscoroutinefunction(view) else _guard(view, action)
        setattr(guarded, MARK, action)
        return guarded  # type: ignore[return-value]  same call, with a check before it

    return declare


def _guard(view: Callable[..., Any], action: str) -> Callable[..., Any]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return check(request, action) or view(request, *args, **kwargs)

    return guarded


def _guard_async(view: Callable[..., Any], action: str) -> Callable[..., Any]:
    @wraps(view)
    async def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        refused = await sync_to_async(check)(request, action)
        return refused or await view(request, *args, **kwargs)

    return guarded


def check(request: HttpRequest, action: str) -> HttpResponse | None:
    """None when the actor may; the way to the sign-in for a stranger; PermissionDenied for a wrong role."""
    actor = actor_of(request)
    decision = can(actor, action)
    if not decision:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        _note_refusal(actor, action)
        raise PermissionDenied(decision.reason)
    if rule_for(action).fresh and request.method not in SAFE:
        require_fresh(request)
    return None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, coming back to the page asked for; a form that was sent is not sent again."""
    address = resolve_url("account_login")
    if request.method in SAFE:
        address += "?" + urlencode({"next": request.get_full_path()})
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _note_refusal(actor: Actor, action: str) -> None:
    from glidepath.foundation import audit  # the trail stands on the roles; not while they load

    if actor.role is Role.ANONYMOUS:
        return
    with transaction.atomic():
        audit.record(by=actor, action=action, object_ref="", patient_ref=None, at=clock.now(), decision="denied")
