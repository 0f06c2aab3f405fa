from django.apps import AppConfig


class Escalation(AppConfig):
    """From a finding to a person who acts on it."""

    name = "glidepath.care.escalation"
    label = "escalation"
