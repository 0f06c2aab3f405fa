from django.apps import AppConfig


class Documents(AppConfig):
    """Writes signed plans down; keeps nothing but the trace that somebody took one."""

    name = "glidepath.interfaces.documents"
    label = "documents"
