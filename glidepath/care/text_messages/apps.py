from django.apps import AppConfig


class TextMessages(AppConfig):
    """Check-in, pause and help by text message."""

    name = "glidepath.care.text_messages"
    label = "text_messages"
