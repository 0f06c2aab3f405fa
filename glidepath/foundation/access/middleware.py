"""The last gate before every view: the actor is known, and a view without a policy does not answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from glidepath.foundation.access.current import actor_of
from glidepath.foundation.access.enforce import MARK, to_sign_in
from glidepath.foundation.access.foreign_routes import FOREIGN_ROUTES, Door


class DenyByDefault:
    """Sets `request.actor`; opens foreign routes by their table; refuses whatever is not declared."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor_of(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the view answer. A view with a policy mark checks for itself."""
        if hasattr(view, MARK):
            return None
        match = request.resolver_match
        door = FOREIGN_ROUTES.get(match.view_name or "") if match else None
        if door is None:
            raise PermissionDenied("This route declares no policy")
        if door is Door.CLOSED:
            raise Http404
        if door is Door.SIGNED_IN and not request.user.is_authenticated:
            return to_sign_in(request)
        return None


class PrivatePages:
    """What a signed-in person sees is kept nowhere; no page may use camera, microphone or place by itself."""

    PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.PERMISSIONS)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response
