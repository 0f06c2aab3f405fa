from django.apps import AppConfig


class Wearables(AppConfig):
    """What watches, phones and scales measured at home."""

    name = "glidepath.interfaces.wearables"
    label = "wearables"
