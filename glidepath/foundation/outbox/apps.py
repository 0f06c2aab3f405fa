from django.apps import AppConfig
from django.core import checks


class Outbox(AppConfig):
    """Messages that must not get lost, and the worker that delivers them."""

    name = "glidepath.foundation.outbox"
    label = "outbox"

    def ready(self) -> None:
        """`check --deploy` says when the wiring names something that is not there."""
        from glidepath.foundation.wiring import check_wiring

        checks.register(check_wiring, deploy=True)
