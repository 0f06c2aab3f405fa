from django.apps import AppConfig


class Tapering(AppConfig):
    """Proposing, reviewing, signing, starting, releasing, holding and resuming a plan."""

    name = "glidepath.care.tapering"
    label = "tapering"
