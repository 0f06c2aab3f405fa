from django.apps import AppConfig


class Medications(AppConfig):
    """What was ordered, what is really taken, what is at home."""

    name = "glidepath.record.medications"
    label = "medications"
