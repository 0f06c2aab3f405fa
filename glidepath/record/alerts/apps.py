from django.apps import AppConfig


class Alerts(AppConfig):
    """Red flags raised about a person, and what became of each."""

    name = "glidepath.record.alerts"
    label = "alerts"
