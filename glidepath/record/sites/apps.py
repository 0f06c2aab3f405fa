from django.apps import AppConfig


class Sites(AppConfig):
    """Clinics: their limits, languages, on-call people and crisis numbers."""

    name = "glidepath.record.sites"
    label = "clinic_sites"
