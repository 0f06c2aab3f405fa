"""All that rules may know about one person at one moment. None always means "not known"."""

from .patient_picture import FIELD_WORDS, INFORMANTS, NEVER, Never, PatientPicture, PictureError, Reading, ScreenRisk
from .reading_json import picture_from_json, picture_to_json

__all__ = [
    "FIELD_WORDS",
    "INFORMANTS",
    "NEVER",
    "Never",
    "PatientPicture",
    "PictureError",
    "Reading",
    "ScreenRisk",
    "picture_from_json",
    "picture_to_json",
]
