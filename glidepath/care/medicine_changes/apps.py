from django.apps import AppConfig


class MedicineChanges(AppConfig):
    """Changes of medicines and what combinations may do."""

    name = "glidepath.care.medicine_changes"
    label = "medicine_changes"
