from django.apps import AppConfig


class Supply(AppConfig):
    """What is at home, what is dispensed, and until when it lasts."""

    name = "glidepath.care.supply"
    label = "supply"
