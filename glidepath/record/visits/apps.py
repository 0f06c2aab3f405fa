from django.apps import AppConfig


class Visits(AppConfig):
    """Meetings between a person and the team."""

    name = "glidepath.record.visits"
    label = "visits"
