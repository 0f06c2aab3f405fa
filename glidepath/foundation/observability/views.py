"""Is the server up, is it ready, and what does it count."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from glidepath.foundation import clock
from glidepath.foundation.access import policy
from glidepath.foundation.observability.counters import REGISTRY
from glidepath.foundation.outbox import heartbeat_age

LOOPBACK = ("127.0.0.1", "::1")


@policy("system.health")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@policy("system.health")
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database there and migrated: 200, else 503. How long ago a worker was alive is told, not judged."""
    try:
        connection.ensure_connection()
        waiting = _waiting_migrations()
        age = heartbeat_age(clock.now()) if not waiting else None
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    answer = {"ready": not waiting, "database": True, "waiting_migrations": waiting, "worker_seen_s_ago": age}
    return JsonResponse(answer, status=503 if waiting else 200)


@policy("system.metrics")
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counters for Prometheus: for this machine, or with the token of GLIDEPATH_METRICS_TOKEN. Else not there."""
    if not _may_read(request):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    token = getattr(settings, "GLIDEPATH_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    return request.META.get("REMOTE_ADDR") in LOOPBACK and "X-Forwarded-For" not in request.headers


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
