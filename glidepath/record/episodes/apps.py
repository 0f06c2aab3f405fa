from django.apps import AppConfig


class Episodes(AppConfig):
    """One taper of one person from baseline to the end of its 24-month watch."""

    name = "glidepath.record.episodes"
    label = "episodes"
