from django.apps import AppConfig


class Notify(AppConfig):
    """E-mail that says only that something waits."""

    name = "glidepath.foundation.notify"
    label = "notify"
