"""The counters of this process, and what is read from the database when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from glidepath.foundation import clock
from glidepath.foundation.outbox import heartbeat_age
from glidepath.foundation.outbox.queries import counts

REGISTRY = CollectorRegistry()
REQUESTS = Counter("glidepath_requests", "Requests answered", ["route", "method", "status"], registry=REGISTRY)
SECONDS = Histogram("glidepath_request_seconds", "Time to answer", ["route"], registry=REGISTRY)


class OutboxGauges(Collector):
    """How many messages wait, and how long ago a worker was alive."""

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing is read from the database before somebody asks."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One reading of the outbox; nothing when the database is away."""
        try:
            found, age = counts(), heartbeat_age(clock.now())
        except DatabaseError:
            return
        messages = GaugeMetricFamily("glidepath_outbox_messages", "Messages by state", labels=["state"])
        for state, number in found.items():
            messages.add_metric([state], number)
        yield messages
        if age is not None:
            yield GaugeMetricFamily("glidepath_worker_heartbeat_age_seconds", "Since a worker was alive", value=age)


REGISTRY.register(OutboxGauges())
