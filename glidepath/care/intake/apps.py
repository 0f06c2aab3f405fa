from django.apps import AppConfig


class Intake(AppConfig):
    """Taking a person in: import, reconciliation, baseline."""

    name = "glidepath.care.intake"
    label = "intake"
