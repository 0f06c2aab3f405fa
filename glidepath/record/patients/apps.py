from django.apps import AppConfig


class Patients(AppConfig):
    """The people who taper, and how other systems name them."""

    name = "glidepath.record.patients"
    label = "patients"
