from django.apps import AppConfig


class Audit(AppConfig):
    """The trail of who did what."""

    name = "glidepath.foundation.audit"
    label = "audit"
