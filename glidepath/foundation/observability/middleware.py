"""A number and one line of log for every request: what was asked for by name, how it went, how long it took."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from glidepath.foundation.access import ANONYMOUS
from glidepath.foundation.observability.counters import REQUESTS, SECONDS
from glidepath.foundation.rows import new_public_id

log = structlog.get_logger("request")
OURS = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestLog:
    """Logs the route's name, never the address: addresses carry ids of people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        number = request_number(request)
        request.request_id = number  # type: ignore[attr-defined]  shown on error pages
        with structlog.contextvars.bound_contextvars(request_id=number):
            response = self.get_response(request)
            _tell(request, response, time.perf_counter() - began)
        response.headers["X-Request-ID"] = number
        return response


def request_number(request: HttpRequest) -> str:
    """The number a proxy gave this request, when it looks like one; else a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if OURS.fullmatch(given) else str(new_public_id())


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    route = (match.view_name if match else None) or "unknown"
    role = getattr(request, "actor", ANONYMOUS).role.value
    status = response.status_code
    REQUESTS.labels(route=route, method=request.method or "", status=f"{status // 100}xx").inc()
    SECONDS.labels(route=route).observe(seconds)
    say = log.error if status >= 500 else log.info
    say("request", route=route, method=request.method, status=status, ms=round(seconds * 1000, 1), role=role)
