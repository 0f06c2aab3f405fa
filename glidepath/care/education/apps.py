from django.apps import AppConfig


class Education(AppConfig):
    """Lessons and their questions."""

    name = "glidepath.care.education"
    label = "education"
