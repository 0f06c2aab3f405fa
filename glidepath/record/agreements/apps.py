from django.apps import AppConfig


class Agreements(AppConfig):
    """What a person agreed to, in the words that were shown, and what matters to them."""

    name = "glidepath.record.agreements"
    label = "agreements"
