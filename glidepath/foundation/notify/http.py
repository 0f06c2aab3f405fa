"""One POST to a service outside: a deadline, no redirect, and only the kind of failure is told."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from typing import IO

SECONDS = 10


class HttpRefused(OSError):
    """The service answered, but not with yes."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"HTTP {status}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """A service that sends elsewhere is refused: what is sent goes to the address of the settings alone."""


_opener = urllib.request.build_opener(_NoRedirect)


def post(url: str, headers: Mapping[str, str], body: bytes) -> None:
    """Send; return when the service took it. Raises HttpRefused, OSError."""
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ValueError("Notices leave by https only")
    request = urllib.request.Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310  checked above
    try:
        with _opener.open(request, timeout=SECONDS):
            return
    except urllib.error.HTTPError as error:
        raise HttpRefused(error.code) from None
