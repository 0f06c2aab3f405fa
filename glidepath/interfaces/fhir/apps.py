from django.apps import AppConfig


class Fhir(AppConfig):
    """FHIR R4 in and out."""

    name = "glidepath.interfaces.fhir"
    label = "fhir"
