from django.apps import AppConfig


class PatientHome(AppConfig):
    """The patient's own pages: today and progress."""

    name = "glidepath.oversight.patient_home"
    label = "patient_home"
