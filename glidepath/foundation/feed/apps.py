from django.apps import AppConfig


class Feed(AppConfig):
    """What has just changed, told to open pages."""

    name = "glidepath.foundation.feed"
    label = "feed"
