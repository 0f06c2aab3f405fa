"""Choosing language and theme, and the sign-in links of a demo clinic."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from glidepath.foundation import clock
from glidepath.foundation.access import policy
from glidepath.foundation.accounts import demo_links, operations, sessions
from glidepath.foundation.accounts.middleware import THEME_COOKIE
from glidepath.foundation.accounts.models import LANGUAGES, THEMES

ONE_YEAR = 365 * 24 * 60 * 60


@policy("language.choose")
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Show the pages in another language from now on, and come back to the page."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_back(request))
    if language in dict(LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
        if request.user.is_authenticated:
            operations.choose_language(request.user, language)
    return response


@policy("theme.choose")
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Show the pages light, dark or as the device does, and come back to the page."""
    theme = request.POST.get("theme", "")
    response = HttpResponseRedirect(_back(request))
    if theme in dict(THEMES):
        _remember(response, THEME_COOKIE, theme)
        if request.user.is_authenticated:
            operations.choose_theme(request.user, theme)
    return response


@policy("demo.sign_in")
@never_cache
@require_GET
def demo_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as one of the invented people. Elsewhere this page does not exist."""
    if not demo_links.are_open_for(request):
        raise Http404
    user = demo_links.user_of(token)
    if user is None:
        raise Http404
    logout(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    sessions.begin_demo(request, clock.now())
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


def _remember(response: HttpResponse, name: str, value: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=ONE_YEAR, samesite="Lax", secure=secure, httponly=True)
