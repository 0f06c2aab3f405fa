"""Sign-in links of a demo clinic. They work on this machine alone, and only where everybody is invented.

Three things must hold together, or the page does not exist: the server runs as a demo, the database carries the mark
that `glidepath demo` sets, and the request comes straight from 127.0.0.1. A link may be used again and again.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from glidepath.foundation.accounts.models import DemoMark, User

SALT = "glidepath.demo-link"
HERE = ("127.0.0.1", "::1")
# Something between the browser and us: then the request is not from this machine, whatever its address says.
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


def path_for(user: User) -> str:
    """The path of a person's link."""
    return reverse("accounts:demo_sign_in", args=[signing.dumps(str(user.public_id), salt=SALT)])


def user_of(token: str) -> User | None:
    """The active person a link names; None for a token we did not sign."""
    try:
        public_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(public_id=public_id, is_active=True).first()


def are_open_for(request: HttpRequest) -> bool:
    """True only in a marked demo database, for a request from this machine to this machine."""
    return settings.GLIDEPATH_DEMO and _from_here(request) and DemoMark.objects.exists()


def _from_here(request: HttpRequest) -> bool:
    host = request.get_host().rpartition(":")[0] or request.get_host()
    if host not in ("127.0.0.1", "localhost", "[::1]"):
        return False
    return request.META.get("REMOTE_ADDR") in HERE and not any(name in request.headers for name in FORWARDED)
