"""All that rules may know about one person at one moment. None always means "not known"."""

from .field_words import FIELD_WORDS
from .patient_picture import INFORMANTS, NEVER, Never, PatientPicture, PictureError, Reading, ScreenRisk
from .reading_json import field_to_json, picture_from_json, picture_to_json
from .schema import picture_schema

__all__ = [
    "FIELD_WORDS",
    "INFORMANTS",
    "NEVER",
    "Never",
    "PatientPicture",
    "PictureError",
    "Reading",
    "ScreenRisk",
    "field_to_json",
    "picture_from_json",
    "picture_schema",
    "picture_to_json",
]
