from django.apps import AppConfig


class Plans(AppConfig):
    """Taper plans, their frozen steps, reviews, releases and holds."""

    name = "glidepath.record.plans"
    label = "plans"
