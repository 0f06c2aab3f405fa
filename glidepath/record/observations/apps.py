from django.apps import AppConfig


class Observations(AppConfig):
    """What was observed, by whom, when, and how it reached us."""

    name = "glidepath.record.observations"
    label = "observations"
