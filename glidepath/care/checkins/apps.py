from django.apps import AppConfig


class CheckIns(AppConfig):
    """Daily check-ins, scales, and what a clinician scores."""

    name = "glidepath.care.checkins"
    label = "checkins"
