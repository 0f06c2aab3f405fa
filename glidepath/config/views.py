"""The front door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from glidepath.config.navigation import home_url
from glidepath.foundation.access import policy


@policy("front.door")
def home(request: HttpRequest) -> HttpResponse:
    """Send each person to the page their role starts on, and everybody else to the sign-in."""
    if not request.user.is_authenticated:  # somebody without a role any more is not led round in circles
        return redirect(resolve_url("account_login"))
    return redirect(home_url(request.actor))
