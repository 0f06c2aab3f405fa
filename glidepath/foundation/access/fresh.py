"""A second factor shown minutes ago: asked for before signing and approving."""

from __future__ import annotations

import time

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest

DEMO_SESSION = "glidepath_demo_session"


def is_fresh(request: HttpRequest) -> bool:
    """True when a second factor was shown within ACCOUNT_REAUTHENTICATION_TIMEOUT seconds, and in a demo session."""
    if request.session.get(DEMO_SESSION):
        return True
    from allauth.account.authentication import get_authentication_records  # its models load after this module

    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]  anonymous gives []
    shown_at = [record["at"] for record in records if record.get("method") == "mfa"]
    # The library stamps its records with the machine's clock, so they are compared with that one.
    return bool(shown_at) and time.time() - max(shown_at) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT  # noqa: TID251


def require_fresh(request: HttpRequest) -> None:
    """Raise ReauthenticationRequired when no second factor is fresh.

    The sign-in middleware answers it: it keeps what was sent, asks for the factor, and then goes on with it.
    """
    if not is_fresh(request):
        raise ReauthenticationRequired
