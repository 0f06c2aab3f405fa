from django.apps import AppConfig


class Instruments(AppConfig):
    """Which questionnaires a clinic may use: its own licensed copies, and the permissions it has recorded."""

    name = "glidepath.record.instruments"
    label = "instruments"
