from django.apps import AppConfig


class Offline(AppConfig):
    """What a phone can still do without a connection."""

    name = "glidepath.care.offline"
    label = "offline"
