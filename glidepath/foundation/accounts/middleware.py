"""Between a request and its view: language and theme, the ends of sessions, the second factor of staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from glidepath.foundation import clock
from glidepath.foundation.access import STAFF_ROLES, Role, actor_of
from glidepath.foundation.access.current import forget_actor
from glidepath.foundation.access.decide import rule_for
from glidepath.foundation.access.enforce import MARK
from glidepath.foundation.access.foreign_routes import WITHOUT_SECOND_FACTOR
from glidepath.foundation.accounts import sessions
from glidepath.foundation.accounts.models import THEMES

Respond = Callable[[HttpRequest], HttpResponse]
THEME_COOKIE = "glidepath_theme"
# A page that refreshes itself is not a person who does something.
PASSIVE_HEADERS = ("X-Live", "X-Glidepath-Poll")
PASSIVE_PATHS = ("/live/",)


class LanguageAndTheme:
    """The account's language and theme; without sign-in the cookie's; else what the browser prefers."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.theme = theme_of(request)  # type: ignore[attr-defined]  read by base.html
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest) -> str:
    """One of the product's languages."""
    if request.user.is_authenticated:
        return str(request.user.language)
    return translation.get_language_from_request(request)


def theme_of(request: HttpRequest) -> str:
    """auto, light or dark."""
    found = request.user.theme if request.user.is_authenticated else request.COOKIES.get(THEME_COOKIE, "")
    return found if found in dict(THEMES) else "auto"


class SessionTimeouts:
    """Ends sessions that lay idle (staff 15 min, patients 30) or open too long (12 h). Polls do not keep them alive."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._watch(request)
        return self.get_response(request)

    def _watch(self, request: HttpRequest) -> None:
        at = clock.now()
        sessions.remember_second_factor(request)
        if sessions.has_ended(request.session, actor_of(request).role, at):
            logout(request)
            forget_actor(request)
            messages.info(request, _("You were signed out because nothing happened for a while."))
        elif not is_passive(request):
            sessions.note_activity(request, at)


def is_passive(request: HttpRequest) -> bool:
    """True for the live stream and for pages that refresh themselves."""
    return request.path in PASSIVE_PATHS or any(name in request.headers for name in PASSIVE_HEADERS)


class StaffNeedsMfa:
    """Staff who have not shown a second factor reach only the pages where they set one up or show it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the view answer."""
        if actor_of(request).role not in STAFF_ROLES or sessions.has_second_factor(request):
            return None
        match = request.resolver_match
        if (match and match.view_name in WITHOUT_SECOND_FACTOR) or _is_public(view):
            return None
        return to_second_factor(request)


def _is_public(view: Callable[..., Any]) -> bool:
    action = getattr(view, MARK, None)
    return action is not None and Role.ANONYMOUS in rule_for(action).roles


def to_second_factor(request: HttpRequest) -> HttpResponse:
    """Where a second factor is shown, or set up by those who have none."""
    address = reverse("mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_index")
    back = request.get_full_path() if request.method == "GET" else settings.LOGIN_REDIRECT_URL
    address += "?" + urlencode({"next": back})
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
