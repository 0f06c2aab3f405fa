from django.apps import AppConfig


class ConsentApp(AppConfig):
    """The person's yes, in words that are kept."""

    name = "glidepath.care.consent"
    label = "consent"
