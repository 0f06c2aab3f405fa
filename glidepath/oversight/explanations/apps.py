from django.apps import AppConfig


class Explanations(AppConfig):
    """What may lie behind it when somebody feels worse."""

    name = "glidepath.oversight.explanations"
    label = "explanations"
