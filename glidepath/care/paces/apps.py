from django.apps import AppConfig


class Paces(AppConfig):
    """Comparing paces; keeps nothing."""

    name = "glidepath.care.paces"
    label = "paces"
