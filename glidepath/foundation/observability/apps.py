from django.apps import AppConfig


class Observability(AppConfig):
    """Logs, health and counters."""

    name = "glidepath.foundation.observability"
    label = "observability"

    def ready(self) -> None:
        """Logs are structured from the first line on."""
        from glidepath.foundation.observability.logs import configure

        configure()
